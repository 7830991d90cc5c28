import { JOB_COLUMNS, JOB_SINCE } from '../entities/job/columns';
import { toOperationError } from '../helpers/operationError';
import { allOf } from '../transport/filter';
import { LARGEST_PAGE } from '../transport/paging';
import { requestPage } from '../transport/request';
import type { Page } from '../transport/request';
import type { TriggerConfig } from './config';
import type { Sighting } from './cursor';

/**
 * A page that ends where the one before it ended is the same page again, and so would be the next: a
 * gateway has taken the filter off, or the server writes times with less than it compares them by.
 *
 * @throws NodeOperationError
 */
export function refuseSamePage(
	{ event, scope }: TriggerConfig,
	before: Sighting | undefined,
	last: Sighting,
): void {
	if (before?.position.id !== last.position.id || before.time !== last.time) return;
	throw toOperationError(
		scope.session.context.getNode(),
		`Look for ${event.noun} jobs: the same page came twice, up to job ${last.position.id} of ${last.position.time}`,
		{
			description:
				'The condition on the time has no effect, so the poll has ended here; its state is kept. Look for a gateway between n8n and Orchestrator that changes queries or answers.',
		},
	);
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
		since: JOB_SINCE,
		ownColumns: JOB_COLUMNS,
		query: {
			$top: LARGEST_PAGE,
			$filter: allOf([filter, where]),
			$orderby: `${event.timeField} asc,Id asc`,
			$select: select,
		},
		effect: 'read',
	});
}
