import { NodeApiError } from 'n8n-workflow';

import { START_SINCE } from '../../entities/job/columns';
import { setMessage } from '../../helpers/errorMessage';
import { RESULT_FIELDS } from '../../helpers/jobItem';
import { isRecord } from '../../helpers/json';
import type { JsonRecord } from '../../helpers/json';
import { passOn } from '../../helpers/passOn';
import { raiseDoubt } from '../../transport/doubt';
import { requestPage } from '../../transport/request';
import { isOutcomeUnknown } from '../../transport/retry';
import type { Scope } from '../../transport/session';
import { ACTION } from './jobRequests';
import { findStartedJobs } from './startReference';

/** A start as Orchestrator is asked for it. */
export interface JobStart {
	/** What errors about it begin with. */
	readonly purpose: string;
	readonly startInfo: JsonRecord;
	/** Number of jobs that it makes, or the least that it can make where Orchestrator decides. */
	readonly expected: number;
}

/** After these the server may have made the jobs all the same. */
function isAnswerLost(caught: unknown): caught is NodeApiError {
	if (!(caught instanceof NodeApiError)) return false;
	const { data } = caught.context;
	const { httpStatus, connection } = isRecord(data) ? data : {};
	// 200 stands for an answer that could not be read.
	if (httpStatus === 200) return true;
	return isOutcomeUnknown({
		status: typeof httpStatus === 'number' ? httpStatus : undefined,
		code: typeof connection === 'string' ? connection : undefined,
	});
}

/** What to do about a start of which nobody knows whether it happened. */
const adviseLook = (reference: string): string =>
	`Look for the reference '${reference}' in Orchestrator, or with 'Get Many' and the filter 'Reference', before you start the process again: the job may be there, or still come.`;

/**
 * The jobs of a start whose answer was lost, by its reference.
 *
 * @param lost the failure of the start
 * @throws NodeApiError the same, with what the look came to
 */
export async function recoverStart(
	scope: Scope,
	{ purpose, startInfo, expected }: JobStart,
	lost: unknown,
): Promise<JsonRecord[]> {
	const reference = String(startInfo.Reference);
	try {
		const jobs = await findStartedJobs(scope, reference, RESULT_FIELDS, expected);
		if (jobs.length > 0) return jobs;
	} catch (caught: unknown) {
		if (!isAnswerLost(lost)) throw passOn(lost);
		const why = caught instanceof Error ? caught.message : String(caught);
		setMessage(lost, `${purpose}: it is not known whether the job was started`);
		lost.description = `The answer was lost, so it was not sent again. Looking for the job failed too (${why}). ${adviseLook(reference)}`;
		lost.context.data = { ...(isRecord(lost.context.data) ? lost.context.data : {}), reference };
		raiseDoubt(lost);
	}
	throw passOn(lost);
}

/**
 * Starts jobs, once. When the answer is lost, they are looked up by the reference of this start; it
 * is never sent again.
 *
 * @throws NodeApiError
 */
export async function startJobs(scope: Scope, start: JobStart): Promise<JsonRecord[]> {
	const { purpose, startInfo } = start;
	try {
		const { rows } = await requestPage(scope, {
			purpose,
			method: 'POST',
			path: `/odata/Jobs/${ACTION}.StartJobs`,
			body: { startInfo },
			since: START_SINCE,
			effect: 'write',
			isStart: true,
			ifUnknown: `It is not known whether Orchestrator carried it out, so it was not sent again. ${adviseLook(String(startInfo.Reference))}`,
		});
		return rows;
	} catch (caught: unknown) {
		if (!isAnswerLost(caught)) throw passOn(caught);
		return await recoverStart(scope, start, caught);
	}
}
