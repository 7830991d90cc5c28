import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { toDataObject } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import { passOn } from '../../helpers/passOn';
import { readFacts } from '../../transport/passing';
import type { Scope } from '../../transport/session';
import type { IdentifiedJob } from './jobRequests';
import { nameJobs } from './stopJobs';

/** How long jobs are read when their time is up, in ms, before they count as not seen. */
export const LAST_READ_MS = 10_000;

function noteEnded(caught: unknown): void {
	const isCall = Object.keys(readFacts(caught)).length > 0;
	if (!isCall || !(caught instanceof NodeApiError || caught instanceof NodeOperationError)) return;
	const ended =
		"The job has ended; only reading it failed. Read it with 'Get' instead of running it again.";
	caught.description = `${ended} ${caught.description ?? ''}`.trim();
}

/** Reads jobs that have ended; the error of a reading says so. */
export async function explainUnread<Result>(read: () => Promise<Result>): Promise<Result> {
	try {
		return await read();
	} catch (caught: unknown) {
		noteEnded(caught);
		throw passOn(caught);
	}
}

/**
 * The error for jobs whose time is up and whose state nobody could read.
 *
 * @param caught what the last reading met
 */
export function toUnseenError(
	scope: Scope,
	jobs: readonly IdentifiedJob[],
	seconds: number,
	caught: unknown,
): NodeOperationError {
	const why = caught instanceof Error ? caught.message : String(caught);
	const error = toOperationError(
		scope.session.context.getNode(),
		`It is not known whether ${nameJobs(jobs)} ended within ${seconds} seconds`,
		{
			description: `The last look failed: ${why}. Look at the job in Orchestrator, or read it with 'Get', before you run it again.`,
			itemIndex: scope.itemIndex,
		},
	);
	error.context.data = toDataObject(readFacts(caught));
	return error;
}
