import type { JsonRecord } from '../helpers/json';
import { compare, allOf, anyOf } from '../transport/filter';
import { enumLiteral, guidLiteral, isGuid, isId } from '../transport/literals';
import { requestPage } from '../transport/request';
import type { Scope } from '../transport/session';

/** A type name as .NET prints it: dotted, and ending in Exception. */
const EXCEPTION = /\b((?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*Exception)\b(?::\s*([^\r\n]+))?/;

/** Type of the exception and first line of its message, read from the info text of a faulted job. */
export function parseException(info: unknown): JsonRecord {
	if (typeof info !== 'string' || info.trim() === '') return {};
	const [, type, message] = EXCEPTION.exec(info) ?? [];
	const [firstLine = ''] = info.trim().split(/\r?\n/);
	return {
		...(type === undefined ? {} : { ExceptionType: type }),
		ExceptionMessage: (message ?? firstLine).trim(),
	};
}

/** Seconds that the job ran, with ms; undefined when it never did. */
export function measureDuration(job: JsonRecord): number | undefined {
	const begin = Date.parse(String(job.StartTime));
	const end = Date.parse(String(job.EndTime));
	return Number.isNaN(begin) || Number.isNaN(end) ? undefined : (end - begin) / 1000;
}

/** Page of the job in Orchestrator's web application, as UiPath's own tools link to it. */
export function linkToJob(scope: Scope, job: JsonRecord): string | undefined {
	const { Key: key, OrganizationUnitId: folderId } = job;
	if (typeof key !== 'string' || !isGuid(key)) return undefined;
	const page = `${scope.session.orchestratorUrl}/jobs(sidepanel:sidepanel/jobs/${key}/details)`;
	return folderId === undefined || folderId === null ? page : `${page}?fid=${String(folderId)}`;
}

/** The folder a job lives in, for reads that need one. */
export function scopeOfJob(scope: Scope, job: JsonRecord): Scope {
	const folderId = String(job.OrganizationUnitId);
	return isId(folderId) ? { ...scope, folder: { by: 'id', value: folderId } } : scope;
}

/**
 * The last robot logs of level Error and Fatal, oldest first. Needs the scope OR.Monitoring.Read;
 * Orchestrator receives logs some seconds after the job has ended.
 */
export async function requestErrorLogs(
	scope: Scope,
	job: JsonRecord,
	count: number,
): Promise<JsonRecord[]> {
	const levels = ['Error', 'Fatal'].map((level) => compare('Level', 'eq', enumLiteral(level)));
	const { rows } = await requestPage(scopeOfJob(scope, job), {
		purpose: `Get logs of job ${String(job.Id)}`,
		method: 'GET',
		path: '/odata/RobotLogs',
		query: {
			$top: count,
			$filter: allOf([compare('JobKey', 'eq', guidLiteral(String(job.Key))), anyOf(levels)]),
			$orderby: 'TimeStamp desc',
			$select: 'Level,TimeStamp,Message,RobotName,HostMachineName',
		},
		effect: 'read',
	});
	return rows.reverse();
}
