import { allOf } from '../transport/filter';
import { LARGEST_PAGE } from '../transport/paging';
import { requestPage } from '../transport/request';
import type { Page } from '../transport/request';
import type { TriggerConfig } from './config';

/** A page of matching jobs in the order (time, id). @param select columns; undefined for all */
export async function requestJobs(
	config: TriggerConfig,
	where: string,
	select: string | undefined,
): Promise<Page> {
	const { event, filter, scope } = config;
	return await requestPage(scope, {
		purpose: `Look for ${event.noun} jobs`,
		method: 'GET',
		path: '/odata/Jobs',
		query: {
			$top: LARGEST_PAGE,
			$filter: allOf([filter, where]),
			$orderby: `${event.timeField} asc,Id asc`,
			$select: select,
		},
		effect: 'read',
	});
}
