import { JOB_COLUMNS, JOB_SINCE } from '../entities/job/columns';
import { requestPage } from '../transport/request';
import type { Page } from '../transport/request';
import type { TriggerConfig } from './config';

/** The newest jobs that match, newest first. @param select columns; undefined for all */
export async function requestNewest(
	{ event, filter, scope }: TriggerConfig,
	top: number,
	select: string | undefined,
): Promise<Page> {
	return await requestPage(scope, {
		purpose: `Look for ${event.noun} jobs`,
		method: 'GET',
		path: '/odata/Jobs',
		since: JOB_SINCE,
		ownColumns: JOB_COLUMNS,
		query: {
			$top: top,
			$filter: filter,
			$orderby: `${event.timeField} desc,Id desc`,
			$select: select,
		},
		effect: 'read',
	});
}
