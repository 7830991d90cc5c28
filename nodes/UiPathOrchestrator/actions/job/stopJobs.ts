import { NodeApiError } from 'n8n-workflow';

import { SIMPLE_LIST_FIELDS } from '../../helpers/jobItem';
import type { JsonRecord } from '../../helpers/json';
import { passOn } from '../../helpers/passOn';
import { runBounded } from '../../helpers/runBounded';
import { sendRequest } from '../../transport/request';
import type { Scope } from '../../transport/session';
import { ACTION, hasEnded, requestJob } from './jobRequests';
import type { IdentifiedJob } from './jobRequests';

export type StopStrategy = 'SoftStop' | 'Kill';

const CONCURRENT_READS = 5;

/**
 * Asks Orchestrator to stop jobs; success means that it took the request, not that they ended.
 * The whole call is refused when one of the jobs is unknown or has ended.
 *
 * The strategy goes as a name: UiPath's guide shows "1" for a kill, which is the soft stop.
 */
async function stopJobs(
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

const isRefusedForOne = (caught: unknown): boolean =>
	caught instanceof NodeApiError && (caught.httpCode === '409' || caught.httpCode === '404');

/**
 * Stops those of the jobs that have not ended yet. Only when Orchestrator refuses the call as a whole
 * are the jobs looked at one by one.
 *
 * @returns the jobs that had ended before, by id
 * @throws NodeApiError that names the job which does not exist
 */
export async function stopOpenJobs(
	scope: Scope,
	jobs: readonly IdentifiedJob[],
	strategy: StopStrategy,
): Promise<Map<string, JsonRecord>> {
	const ended = new Map<string, JsonRecord>();
	if (jobs.length === 0) return ended;
	try {
		await stopJobs(scope, jobs, strategy);
		return ended;
	} catch (caught: unknown) {
		if (!isRefusedForOne(caught)) throw passOn(caught);
		await runBounded(jobs, CONCURRENT_READS, async ({ id }) => {
			const query = { $select: SIMPLE_LIST_FIELDS.join(',') };
			const job = await requestJob(scope, 'Stop', { by: 'id', id }, query);
			if (hasEnded(job)) ended.set(id, job);
		});
		// All are there and none has ended: it was refused for another reason.
		if (ended.size === 0) throw passOn(caught);
	}
	const open = jobs.filter(({ id }) => !ended.has(id));
	if (open.length > 0) await stopJobs(scope, open, strategy);
	return ended;
}
