import { allOf, compare } from '../transport/filter';
import { dateTimeLiteral, idLiteral } from '../transport/literals';
import { LARGEST_PAGE } from '../transport/paging';
import { requestPage } from '../transport/request';
import type { Page } from '../transport/request';
import type { TriggerConfig } from './config';
import type { Position } from './cursor';

/** Condition for the jobs of a moment and all later ones. */
export function isFrom({ event }: TriggerConfig, time: string): string {
	return compare(event.timeField, 'ge', dateTimeLiteral(time));
}

/** Condition for the jobs behind a place, in the order (time, id). */
export function isBehind({ event }: TriggerConfig, { time, id }: Position): string {
	const at = dateTimeLiteral(time);
	const sameTime = `${compare(event.timeField, 'eq', at)} and ${compare('Id', 'gt', idLiteral(id))}`;
	return `(${compare(event.timeField, 'gt', at)} or (${sameTime}))`;
}

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
