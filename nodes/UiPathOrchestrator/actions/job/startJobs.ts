import { NodeApiError } from 'n8n-workflow';

import { RESULT_FIELDS } from '../../helpers/jobItem';
import { isRecord } from '../../helpers/json';
import type { JsonRecord } from '../../helpers/json';
import { passOn } from '../../helpers/passOn';
import { requestPage } from '../../transport/request';
import { isOutcomeUnknown } from '../../transport/retry';
import type { Scope } from '../../transport/session';
import { ACTION } from './jobRequests';
import { findStartedJobs } from './startReference';

/** After these the server may have made the jobs all the same. */
function isAnswerLost(caught: unknown): boolean {
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

/**
 * Starts jobs, once. When the answer is lost, they are looked up by the reference of this start; it
 * is never sent again.
 *
 * @throws NodeApiError
 */
export async function startJobs(
	scope: Scope,
	purpose: string,
	startInfo: JsonRecord,
): Promise<JsonRecord[]> {
	try {
		const { rows } = await requestPage(scope, {
			purpose,
			method: 'POST',
			path: `/odata/Jobs/${ACTION}.StartJobs`,
			body: { startInfo },
			effect: 'write',
			isStart: true,
		});
		return rows;
	} catch (caught: unknown) {
		if (!isAnswerLost(caught)) throw passOn(caught);
		const jobs = await findStartedJobs(scope, String(startInfo.Reference), RESULT_FIELDS);
		if (jobs.length === 0) throw passOn(caught);
		return jobs;
	}
}
