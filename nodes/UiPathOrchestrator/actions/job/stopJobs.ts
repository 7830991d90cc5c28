import type { INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import type { JsonRecord } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import { runBounded } from '../../helpers/runBounded';
import { pause } from '../../transport/pause';
import { sendRequest } from '../../transport/request';
import type { Scope } from '../../transport/session';
import { toCancelledError } from '../../transport/unansweredError';
import { pickFields, SIMPLE_LIST_FIELDS, toJobItem } from '../../helpers/jobItem';
import { ACTION, requestJob } from './jobRequests';
import type { IdentifiedJob } from './jobRequests';

export type StopStrategy = 'SoftStop' | 'Kill';

const FINAL_STATES = new Set(['Successful', 'Faulted', 'Stopped']);
const FIRST_INTERVAL_MS = 1000;
const LONGEST_INTERVAL_MS = 10_000;
const CONCURRENT_READS = 5;

/**
 * Asks Orchestrator to stop jobs; success means that it took the request, not that they ended.
 * The whole call is refused when one of the ids is unknown.
 *
 * The strategy goes as a name: UiPath's guide shows "1" for a kill, which is the soft stop.
 */
export async function stopJobs(
	scope: Scope,
	jobs: readonly IdentifiedJob[],
	strategy: StopStrategy,
): Promise<void> {
	const named = jobs.map(({ id }) => id).join(', ');
	await sendRequest(scope, {
		purpose: `${strategy === 'Kill' ? 'Kill' : 'Stop'} ${jobs.length === 1 ? 'job' : 'jobs'} ${named}`,
		method: 'POST',
		path: `/odata/Jobs/${ACTION}.StopJobs`,
		body: { jobIds: jobs.map(({ id }) => BigInt(id)), strategy },
		effect: 'write',
	});
}

const hasEnded = (job: JsonRecord): boolean => FINAL_STATES.has(String(job.State));

function toTimeoutError(
	scope: Scope,
	running: readonly IdentifiedJob[],
	seconds: number,
): NodeOperationError {
	return toOperationError(
		scope.session.context.getNode(),
		`Still not ended after ${seconds} seconds: ${running.map(({ id }) => id).join(', ')}`,
		{
			description:
				"The stop was requested, but the robot has not ended the job. Raise 'Timeout', set 'Kill After', or use the strategy 'Kill'.",
			itemIndex: scope.itemIndex,
		},
	);
}

/**
 * Watches jobs until all have ended; what is left after `killAfterSeconds` is killed. Each look is a
 * single read per job, because those do not count against the limit of 100 lists a minute.
 *
 * @returns one item per job, in the order given
 * @throws NodeOperationError after `timeoutSeconds`, naming the jobs that still run
 */
export async function waitUntilStopped(
	scope: Scope,
	jobs: readonly IdentifiedJob[],
	strategy: StopStrategy,
	options: { killAfterSeconds: number | undefined; timeoutSeconds: number },
): Promise<INodeExecutionData[]> {
	const begin = Date.now();
	const ended = new Map<string, JsonRecord>();
	const killed = new Set<string>();
	const canKill = strategy === 'SoftStop' && options.killAfterSeconds !== undefined;
	const killAt = begin + (options.killAfterSeconds ?? 0) * 1000;
	const giveUpAt = begin + options.timeoutSeconds * 1000;

	for (
		let interval = FIRST_INTERVAL_MS;
		;
		interval = Math.min(interval * 1.5, LONGEST_INTERVAL_MS)
	) {
		const open = jobs.filter(({ id }) => !ended.has(id));
		await runBounded(open, CONCURRENT_READS, async ({ id }) => {
			const query = { $select: SIMPLE_LIST_FIELDS.join(',') };
			const job = await requestJob(scope, 'Watch', { by: 'id', id }, query);
			if (hasEnded(job)) ended.set(id, job);
		});
		const running = open.filter(({ id }) => !ended.has(id));
		if (running.length === 0) break;
		const now = Date.now();
		if (now >= giveUpAt) throw toTimeoutError(scope, running, options.timeoutSeconds);
		if (canKill && killed.size === 0 && now >= killAt) {
			await stopJobs(scope, running, 'Kill');
			for (const { id } of running) killed.add(id);
		}
		const nextEvent = canKill && killed.size === 0 ? Math.min(killAt, giveUpAt) : giveUpAt;
		const wait = Math.max(0, Math.min(interval, nextEvent - now));
		if (!(await pause(scope.session.context, wait))) throw toCancelledError(scope);
	}
	return jobs.map(({ id }) => {
		const item = toJobItem(pickFields(ended.get(id) ?? {}, SIMPLE_LIST_FIELDS));
		return {
			json: { ...item.json, Strategy: killed.has(id) ? 'Kill' : strategy, success: true },
		};
	});
}
