import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import { toJsonId } from '../../helpers/json';
import { refuseIdleOptions } from '../../parameters/idleOptions';
import { showValue, toInputError } from '../../parameters/inputError';
import { readBoolean, readEntities, readInteger, toFields } from '../../parameters/values';
import type { Fields } from '../../parameters/values';
import type { Scope } from '../../transport/session';
import type { Progress } from '../attempts';
import { defineOperation, readParameter } from '../operation';
import type { ItemCall, Outcome, Pace } from '../operation';
import type { IdentifiedJob } from './jobRequests';
import { jobsField } from './jobsField';
import { groupByPlace } from './places';
import type { Place } from './places';
import { resolveJobs } from './resolveJobs';
import { createFindings, stopJobSets } from './stopJobs';
import type { Findings, StopResult, StopStrategy } from './stopJobs';
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
					'Kills what is still running this many seconds after a soft stop, before Timeout. Needs Wait Until Stopped.',
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

function readOptions({ origin }: ItemCall, strategy: StopStrategy, options: Fields): StopOptions {
	const { killAfter, timeout } = options;
	const waits = readBoolean(origin, 'Wait Until Stopped', options.waitUntilStopped) === true;
	const killAfterSeconds = readInteger(origin, 'Kill After', killAfter, SECONDS);
	const timeoutSeconds = readInteger(origin, 'Timeout', timeout, SECONDS) ?? 300;
	const killOption = [['Kill After', killAfter]] as const;
	if (!waits) {
		refuseIdleOptions(
			origin,
			[...killOption, ['Timeout', timeout]],
			"without 'Wait Until Stopped'",
			"Switch on 'Wait Until Stopped', or remove the option.",
		);
	}
	if (strategy === 'Kill') {
		refuseIdleOptions(
			origin,
			killOption,
			"with the strategy 'Kill'",
			"Choose the strategy 'Soft Stop', or remove the option: the jobs are killed at once.",
		);
	}
	if (killAfterSeconds !== undefined && killAfterSeconds >= timeoutSeconds) {
		refuseIdleOptions(
			origin,
			killOption,
			"when 'Timeout' comes first",
			`Lower it, or raise 'Timeout', which is ${timeoutSeconds} seconds.`,
		);
	}
	return { waits, killAfterSeconds, timeoutSeconds };
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
		progress: call.progress,
		references,
		strategy,
		options: readOptions(call, strategy, toFields(readParameter(call, 'options'))),
	};
}

type Input = ReturnType<typeof read>;

/** Jobs that an item has killed after their soft stop, in tries of n8n before too. */
const killed = new WeakMap<Progress, Set<string>>();

function killedOf(progress: Progress): Set<string> {
	const ids = killed.get(progress) ?? new Set<string>();
	killed.set(progress, ids);
	return ids;
}

/** One item per job that was asked to stop, or the wait for them to end. */
function toOutcome(
	{ scope, progress, strategy, options }: Input,
	jobs: readonly IdentifiedJob[],
	result: StopResult,
): Outcome {
	if ('failure' in result) return result;
	const { ended } = result;
	if (options.waits) {
		return { watch: watchStop(scope, jobs, ended, { strategy, ...options }, killedOf(progress)) };
	}
	const items = jobs.map(({ id, key }) => {
		const named = { Id: toJsonId(id), ...(key === undefined ? {} : { Key: key }) };
		return toStopItem(ended.get(id) ?? named, strategy, ended.has(id));
	});
	return { items };
}

/** What tries of one run of the node have found out, by place. */
const findings = new WeakMap<object, Map<string, Findings>>();

function findingsOf(run: object, place: string): Findings {
	const places = findings.get(run) ?? new Map<string, Findings>();
	findings.set(run, places);
	const known = places.get(place) ?? createFindings();
	places.set(place, known);
	return known;
}

interface Named {
	readonly input: Input;
	readonly scope: Scope;
	readonly jobs: readonly IdentifiedJob[];
}

/** @returns what became of the items of one folder and strategy; those that were not begun are missing */
async function stopPlace({ key, scope, entries }: Place<Named>, pace: Pace) {
	const outcomes = new Map<Input, Outcome>();
	const [first] = entries;
	if (first === undefined) return outcomes;
	const { strategy, progress } = first.input;
	const sets = entries.map(({ jobs }) => jobs);
	const known = findingsOf(progress.run, key);
	const results = await stopJobSets(scope, sets, strategy, pace, known);
	for (const [index, { input, jobs }] of entries.entries()) {
		const result = results[index];
		if (result !== undefined) outcomes.set(input, toOutcome(input, jobs, result));
	}
	return outcomes;
}

/**
 * Stops the jobs of all items of one folder and strategy together. Unless the node continues on fail,
 * nothing is stopped when a key belongs to no job, and no further folder is begun after a failure.
 */
async function run(inputs: readonly Input[], pace: Pace): Promise<Array<Outcome | undefined>> {
	const resolved = await resolveJobs(inputs);
	const outcomes = new Map<Input, Outcome>();
	const named = inputs.flatMap((input) => {
		const found = resolved.get(input) ?? { jobs: [] };
		if ('jobs' in found) return [{ input, scope: input.scope, jobs: found.jobs }];
		outcomes.set(input, found);
		return [];
	});
	const hasFailed = () => [...outcomes.values()].some((outcome) => 'failure' in outcome);
	for (const place of groupByPlace(named, ({ input }) => input.strategy)) {
		if (hasFailed() && !pace.keepsGoing) break;
		for (const [input, outcome] of await stopPlace(place, pace)) outcomes.set(input, outcome);
	}
	return inputs.map((input) => outcomes.get(input));
}

export const stop = defineOperation({ description, effect: 'write', read, run });
