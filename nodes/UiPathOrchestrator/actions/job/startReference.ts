import { JOB_COLUMNS, JOB_SINCE } from '../../entities/job/columns';
import type { JsonRecord } from '../../helpers/json';
import { toInputError } from '../../parameters/inputError';
import type { ItemOrigin } from '../../parameters/inputError';
import { compare } from '../../transport/filter';
import { stringLiteral } from '../../transport/literals';
import { requestList } from '../../transport/list';
import { pause } from '../../transport/pause';
import { REFERENCE_MARK } from '../../transport/reference';
import type { Scope } from '../../transport/session';
import { toCancelledError } from '../../transport/unansweredError';

/** Source: StartProcessDto in OpenAPI document 20.0. */
const LONGEST = 128;
const OWN_LENGTH = REFERENCE_MARK.length + 12;

/** Longest reference of a user that leaves room for ours. */
export const LONGEST_REFERENCE = LONGEST - OWN_LENGTH;

/** When to look for a job whose start was not answered; Orchestrator may still be making it. */
const LOOKS_MS = [0, 1500, 4000];

/**
 * A reference that no other start has: the user's own in front, if there is one. It is how a job is
 * found again when the answer to its start was lost, so that the start is never repeated.
 *
 * @param mark of the item, the same at each of n8n's tries
 */
export function createReference(
	origin: ItemOrigin,
	given: string | undefined,
	mark: string,
): string {
	const own = `${REFERENCE_MARK}${mark}`;
	if (given === undefined) return own.trim();
	if (given.length <= LONGEST_REFERENCE) return `${given}${own}`;
	throw toInputError(
		origin,
		'Reference',
		`has ${given.length} characters`,
		`Use up to ${LONGEST_REFERENCE} characters; the node adds a mark of its own behind them.`,
	);
}

/**
 * Looks for the jobs of a start whose answer was lost.
 *
 * @param expected number of jobs that it makes; while there are fewer, Orchestrator may be at it
 * @returns none when it made no job
 * @throws NodeOperationError when the execution is cancelled meanwhile
 */
export async function findStartedJobs(
	scope: Scope,
	reference: string,
	fields: readonly string[],
	expected: number,
): Promise<JsonRecord[]> {
	let jobs: JsonRecord[] = [];
	for (const delay of LOOKS_MS) {
		if (!(await pause(scope.session.context, delay))) throw toCancelledError(scope);
		jobs = await requestList(scope, {
			purpose: 'Look for the jobs of a start whose answer was lost',
			path: '/odata/Jobs',
			since: JOB_SINCE,
			ownColumns: JOB_COLUMNS,
			filter: compare('Reference', 'eq', stringLiteral(reference)),
			select: fields,
			order: { field: 'Id', direction: 'asc' },
		});
		if (jobs.length >= expected) return jobs;
	}
	return jobs;
}
