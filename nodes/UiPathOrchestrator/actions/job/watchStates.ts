import type { JsonRecord } from '../../helpers/json';
import type { Scope } from '../../transport/session';
import { findJobs } from './findJobs';

const LOOK_FIELDS = ['Id', 'Key', 'State', 'StartTime'];

/** What a look has found: rows by job id, or why a job cannot be read. */
export interface Sight {
	readonly states: Map<string, JsonRecord>;
	readonly failures: Map<string, unknown>;
}

/** Reads the states of jobs of one folder. @returns the number of lists that it took */
export async function readStates(
	scope: Scope,
	ids: readonly string[],
	sight: Sight,
): Promise<number> {
	const references = ids.map((id) => ({ by: 'id' as const, id }));
	const { jobs, failures, lists } = await findJobs(scope, 'Watch', references, LOOK_FIELDS);
	for (const job of jobs.values()) sight.states.set(String(job.Id), job);
	for (const [id, failure] of failures) sight.failures.set(id, failure);
	return lists;
}
