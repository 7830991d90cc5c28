import { LOG_SINCE } from '../entities/robotLog/columns';
import type { JsonRecord } from '../helpers/json';
import { allOf, anyOf, compare } from '../transport/filter';
import { scopeOfJob } from '../transport/jobScope';
import { enumLiteral, guidLiteral } from '../transport/literals';
import { requestPage } from '../transport/request';
import type { Scope } from '../transport/session';

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
		since: LOG_SINCE,
		ownColumns: Object.keys(LOG_SINCE),
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
