import type { JsonRecord } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import { isId } from '../../transport/literals';
import type { Scope } from '../../transport/session';

/** Number of jobs that a start makes; where Orchestrator decides, the least that it can be. */
export function countExpected({ JobsCount: count, RobotIds: robots }: JsonRecord): number {
	if (typeof count === 'number') return count;
	return Array.isArray(robots) ? robots.length : 1;
}

/**
 * The ids of the jobs that a start has made.
 *
 * @throws NodeOperationError when they are fewer than asked for, or one has no id; it names those that run
 */
export function readStartedIds(
	scope: Scope,
	purpose: string,
	jobs: readonly JsonRecord[],
	startInfo: JsonRecord,
): string[] {
	const ids = jobs.map(({ Id: id }) => String(id)).filter(isId);
	const expected = countExpected(startInfo);
	if (ids.length >= expected && ids.length === jobs.length) return ids;
	const asked = expected === 1 ? 'a job' : `${expected} jobs`;
	const told = ids.length === 0 ? 'names none' : `names ${ids.length}: ${ids.join(', ')}`;
	const named =
		ids.length === 0 ? 'Whether it started any is not known.' : 'Those that it names were started.';
	const reference = String(startInfo.Reference);
	const error = toOperationError(
		scope.session.context.getNode(),
		`${purpose}: Orchestrator was asked for ${asked}, and its answer ${told}`,
		{
			description: `${named} Look for the reference '${reference}' in Orchestrator, or with 'Get Many' and the filter 'Reference', before you start what is missing.`,
			itemIndex: scope.itemIndex,
		},
	);
	error.context.data = { startedJobs: ids, expected, reference };
	throw error;
}
