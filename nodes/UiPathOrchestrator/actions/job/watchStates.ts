import type { JsonRecord } from '../../helpers/json';
import { mayPass } from '../../transport/passing';
import type { Scope } from '../../transport/session';
import { findJobs } from './findJobs';

const LOOK_FIELDS = ['Id', 'Key', 'State', 'StartTime'];

/** What looks have found: rows by job id, or why a job cannot be read. */
export interface Sight {
	readonly states: Map<string, JsonRecord>;
	readonly failures: Map<string, unknown>;
	/** Why the last look has not seen all that it looked for, when that may pass. */
	missed: unknown;
}

/** Reads the states of jobs of one folder. @returns the number of lists that it took; never throws */
export async function readStates(
	scope: Scope,
	ids: readonly string[],
	sight: Sight,
): Promise<number> {
	const keepFailure = (id: string, failure: unknown) => {
		if (mayPass(scope.session, failure)) sight.missed = failure;
		else sight.failures.set(id, failure);
	};
	const references = ids.map((id) => ({ by: 'id' as const, id }));
	try {
		const { jobs, failures, lists } = await findJobs(scope, 'Watch', references, LOOK_FIELDS);
		for (const job of jobs.values()) sight.states.set(String(job.Id), job);
		for (const [id, failure] of failures) keepFailure(id, failure);
		return lists;
	} catch (caught: unknown) {
		// A list failed, and the look with it.
		for (const id of ids) keepFailure(id, caught);
		return 1;
	}
}
