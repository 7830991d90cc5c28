import { JOB_COLUMNS, JOB_SINCE } from '../../entities/job/columns';
import type { JsonRecord } from '../../helpers/json';
import type { EntityReference } from '../../parameters/locator';
import { readJobId, toUnusableJob } from '../../transport/jobId';
import { idLiteral, isGuid } from '../../transport/literals';
import { requestObject } from '../../transport/request';
import type { Query } from '../../transport/request';
import type { Scope } from '../../transport/session';
import { requestJobByKey } from './jobByKey';

export const ACTION = 'UiPath.Server.Configuration.OData';

export const describeJob = (job: EntityReference): string =>
	job.by === 'id' ? `job ${job.id}` : `job ${job.key}`;

/**
 * A single job; single reads do not count against the limit of 100 lists a minute.
 *
 * @throws NodeApiError when there is no such job in the folder
 */
export async function requestJob(
	scope: Scope,
	purpose: string,
	job: EntityReference,
	query: Query = {},
): Promise<JsonRecord> {
	const request = {
		purpose: `${purpose} ${describeJob(job)}`,
		method: 'GET',
		query,
		since: JOB_SINCE,
		ownColumns: JOB_COLUMNS,
		effect: 'read',
	} as const;
	if (job.by === 'key') return await requestJobByKey(scope, job.key, request);
	return await requestObject(scope, { ...request, path: `/odata/Jobs(${idLiteral(job.id)})` });
}

/** The id of a job: as given, or looked up by its key. */
export async function resolveJobId(
	scope: Scope,
	purpose: string,
	job: EntityReference,
): Promise<string> {
	if (job.by === 'id') return job.id;
	return readJobId(scope, await requestJob(scope, purpose, job, { $select: 'Id,Key' }));
}

/** The key of a job: as given, or looked up by its id. */
export async function resolveJobKey(
	scope: Scope,
	purpose: string,
	job: EntityReference,
): Promise<string> {
	if (job.by === 'key') return job.key;
	const { Key: key } = await requestJob(scope, purpose, job, { $select: 'Id,Key' });
	if (typeof key !== 'string' || !isGuid(key)) throw toUnusableJob(scope, 'Key');
	return key;
}

const FINAL_STATES = new Set(['Successful', 'Faulted', 'Stopped']);

/** Whether the job will never change again; a suspended one may. */
export const hasEnded = (job: JsonRecord | undefined): boolean =>
	job !== undefined && FINAL_STATES.has(String(job.State));

/** A job by both of its names; the key is known only where the user gave it. */
export interface IdentifiedJob {
	readonly id: string;
	readonly key?: string;
}
