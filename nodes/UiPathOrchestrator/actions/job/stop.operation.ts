import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import { toJsonId } from '../../helpers/json';
import { showValue, toInputError } from '../../parameters/inputError';
import { readBoolean, readEntities, readInteger, toFields } from '../../parameters/values';
import { defineOperation, readParameter } from '../operation';
import type { ItemCall, Outcome } from '../operation';
import type { IdentifiedJob } from './jobRequests';
import { jobsField } from './jobsField';
import { groupByPlace } from './places';
import { resolveJobs } from './resolveJobs';
import { stopJobSets } from './stopJobs';
import type { StopResult, StopStrategy } from './stopJobs';
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

function read(call: ItemCall) {
	const { origin, scope } = call;
	const references = readEntities(origin, 'Jobs', readParameter(call, 'jobs'));
	if (references.length === 0) {
		throw toInputError(origin, 'Jobs', 'is empty', 'Enter the ID or the key of at least one job.');
	}
	const strategy = readStrategy(call);
	return {
		scope,
		references,
		strategy,
		options: readOptions(call, readParameter(call, 'options')),
	};
}

type Input = ReturnType<typeof read>;

/** One item per job that was asked to stop, or the wait for them to end. */
function toOutcome(
	{ scope, strategy, options }: Input,
	jobs: readonly IdentifiedJob[],
	result: StopResult,
): Outcome {
	if ('failure' in result) return result;
	const { ended } = result;
	if (options.waits) {
		return { watch: watchStop(scope, jobs, ended, { strategy, ...options }) };
	}
	const items = jobs.map(({ id, key }) => {
		const named = { Id: toJsonId(id), ...(key === undefined ? {} : { Key: key }) };
		return toStopItem(ended.get(id) ?? named, strategy, ended.has(id));
	});
	return { items };
}

/** Stops the jobs of all items of one folder and strategy together. */
async function run(inputs: readonly Input[]): Promise<Outcome[]> {
	const resolved = await resolveJobs(inputs);
	const outcomes = new Map<Input, Outcome>();
	const named = inputs.flatMap((input) => {
		const found = resolved.get(input) ?? { jobs: [] };
		if ('jobs' in found) return [{ input, scope: input.scope, jobs: found.jobs }];
		outcomes.set(input, found);
		return [];
	});
	for (const { scope, entries } of groupByPlace(named, ({ input }) => input.strategy)) {
		const [{ input: { strategy } } = { input: { strategy: 'SoftStop' as const } }] = entries;
		const sets = entries.map(({ jobs }) => jobs);
		const results = await stopJobSets(scope, sets, strategy);
		for (const [index, { input, jobs }] of entries.entries()) {
			const result = results[index] ?? { ended: new Map() };
			outcomes.set(input, toOutcome(input, jobs, result));
		}
	}
	return inputs.map((input) => outcomes.get(input) ?? { items: [] });
}

export const stop = defineOperation({ description, effect: 'write', read, run });
