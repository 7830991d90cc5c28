import { LARGEST_PAGE } from '../transport/paging';
import type { TriggerConfig } from './config';
import type { Cursor, Sighting } from './cursor';
import { sightMatch } from './events';
import { selectPlace } from './fields';
import { isBehind } from './conditions';
import { refuseSamePage, requestJobs } from './page';
import { fromMilliseconds } from './timestamp';

/** What the places of the jobs in the look-back tell. */
export interface Outlook {
	/** The first job that the cursor has not seen. */
	readonly firstFresh: Sighting | undefined;
	/** Place of the last job looked at. */
	readonly last: Sighting | undefined;
	/** Server time of the first page, where the server tells it. */
	readonly began: string | undefined;
}

/**
 * Reads places only, up to the first job that the cursor has not seen. It finds where the reading of
 * whole jobs has to begin, and decides nothing else: a job may change or go before it is read whole.
 *
 * @param where condition on the time where the looking begins
 */
export async function lookAhead(
	config: TriggerConfig,
	{ seen }: Cursor,
	where: string,
): Promise<Outlook> {
	let from = where;
	let before: Sighting | undefined;
	let last: Sighting | undefined;
	let began: string | undefined;
	for (;;) {
		const { rows, serverTime } = await requestJobs(config, from, selectPlace(config));
		if (serverTime !== undefined) began ??= fromMilliseconds(serverTime);
		for (const row of rows) {
			const sighting = sightMatch(config, row);
			last = sighting;
			if (!seen.has(sighting.identity)) return { firstFresh: sighting, last, began };
			// Something else about a suspended job may have moved its time; it is still the same.
			seen.add(sighting.identity, sighting.time);
		}
		if (rows.length < LARGEST_PAGE || last === undefined) {
			return { firstFresh: undefined, last, began };
		}
		refuseSamePage(config, before, last);
		before = last;
		from = isBehind(config, last.position);
	}
}
