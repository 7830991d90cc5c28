import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import { toJsonId } from '../../helpers/json';
import { showValue, toInputError } from '../../parameters/inputError';
import { readBoolean, readEntities, readInteger, toFields } from '../../parameters/values';
import { readParameter } from '../operation';
import type { ItemCall, Operation } from '../operation';
import { resolveJobs } from './jobRequests';
import { jobsField } from './jobsField';
import { stopOpenJobs } from './stopJobs';
import type { StopStrategy } from './stopJobs';
import { toStopItem, watchStop } from './watchStop';

const properties: INodeProperties[] = [
	{
		...jobsField,
		description:
			'IDs or keys of the jobs to stop, separated by commas, or an expression that yields a list',
	},
	{
		displayName: 'Strategy',
		name: 'strategy',
		type: 'options',
		options: [
			{
				name: 'Soft Stop',
				value: 'SoftStop',
				description:
					'Asks the workflow to end at its next stop check. A workflow without one runs on to its end.',
			},
			{
				name: 'Kill',
				value: 'Kill',
				description: 'Ends the robot process at once. Work in progress is lost.',
			},
		],
		default: 'SoftStop',
		description: 'How to stop the jobs',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Kill After (Seconds)',
				name: 'killAfter',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 60,
				description:
					'Kills what is still running this many seconds after a soft stop. Needs Wait Until Stopped.',
			},
			{
				displayName: 'Timeout (Seconds)',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 300,
				description:
					'How long to wait at most until all jobs have ended. Needs Wait Until Stopped.',
			},
			{
				displayName: 'Wait Until Stopped',
				name: 'waitUntilStopped',
				type: 'boolean',
				default: false,
				description:
					'Whether to wait until the jobs have ended. When off, the node is done as soon as Orchestrator has taken the request.',
			},
		],
	},
];

const description = updateDisplayOptions(
	{ show: { resource: ['job'], operation: ['stop'] } },
	properties,
);

const SECONDS = { min: 1, max: 86_400 };

function readStrategy(call: ItemCall): StopStrategy {
	const strategy = readParameter(call, 'strategy');
	if (strategy === 'SoftStop' || strategy === 'Kill') return strategy;
	throw toInputError(
		call.origin,
		'Strategy',
		`is unknown: ${showValue(strategy)}`,
		'Use SoftStop or Kill.',
	);
}

interface StopOptions {
	readonly waits: boolean;
	readonly killAfterSeconds: number | undefined;
	readonly timeoutSeconds: number;
}

function readOptions({ origin }: ItemCall, raw: unknown): StopOptions {
	const options = toFields(raw);
	const waits = readBoolean(origin, 'Wait Until Stopped', options.waitUntilStopped) === true;
	const killAfterSeconds = readInteger(origin, 'Kill After', options.killAfter, SECONDS);
	const timeoutSeconds = readInteger(origin, 'Timeout', options.timeout, SECONDS);
	if (!waits && (killAfterSeconds !== undefined || timeoutSeconds !== undefined)) {
		throw toInputError(
			origin,
			killAfterSeconds === undefined ? 'Timeout' : 'Kill After',
			"has no effect without 'Wait Until Stopped'",
			"Switch on 'Wait Until Stopped', or remove the option.",
		);
	}
	return { waits, killAfterSeconds, timeoutSeconds: timeoutSeconds ?? 300 };
}

/** Returns one item per job, or the wait for them to end. */
const execute: Operation['execute'] = async (call) => {
	const { origin, scope } = call;
	const references = readEntities(origin, 'Jobs', readParameter(call, 'jobs'));
	if (references.length === 0) {
		throw toInputError(origin, 'Jobs', 'is empty', 'Enter the ID or the key of at least one job.');
	}
	const strategy = readStrategy(call);
	const { waits, ...times } = readOptions(call, readParameter(call, 'options'));

	const jobs = await resolveJobs(scope, references);
	const before = await stopOpenJobs(scope, jobs, strategy);
	if (waits) return watchStop(scope, jobs, before, { strategy, ...times });
	return jobs.map(({ id, key }) => {
		const known = before.get(id) ?? {
			Id: toJsonId(id),
			...(key === undefined ? {} : { Key: key }),
		};
		return toStopItem(known, strategy, before.has(id));
	});
};

export const stop: Operation = { description, execute };
