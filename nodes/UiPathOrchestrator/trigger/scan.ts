import type { JsonRecord } from '../helpers/json';
import { LARGEST_PAGE } from '../transport/paging';
import type { TriggerConfig } from './config';
import { advanceCursor } from './cursor';
import type { Cursor, Progress, Sighting } from './cursor';
import { sightMatch } from './events';
import { selectFields } from './fields';
import { lookAhead } from './lookAhead';
import { isBehind, isFrom } from './conditions';
import { refuseSamePage, requestJobs } from './page';
import { fromMilliseconds, laterOf } from './timestamp';

/**
 * Up to so many jobs in the look-back are read whole at once: the about 25 kB are a small price for
 * one request less whenever one of them is new. Of more, the places are read first.
 */
export const FEW_SEEN = 50;

/** A job to emit, with its place. */
export interface FreshJob extends Sighting {
	readonly job: JsonRecord;
}

export interface Scan extends Progress {
	readonly fresh: readonly FreshJob[];
}

/**
 * Reads whole jobs in the order of their time, page by page behind the last one read, until there are
 * no more, `maxItems` are found, or the poll's time is up.
 *
 * @param where condition on the time where the reading begins
 * @param since server time at which the scan began, when that was before this reading
 */
async function readOn(
	config: TriggerConfig,
	cursor: Cursor,
	where: string,
	since: string | undefined,
): Promise<Scan> {
	const fresh: FreshJob[] = [];
	// A suspended job can move behind the page that it was read on, and come again.
	const found = new Set<bigint>();
	let from = where;
	let before: Sighting | undefined;
	let last: Sighting | undefined;
	let began = since;

	for (;;) {
		const { rows, serverTime } = await requestJobs(config, from, selectFields(config));
		if (serverTime !== undefined) began ??= fromMilliseconds(serverTime);
		for (const job of rows) {
			const sighting = sightMatch(config, job);
			last = sighting;
			if (cursor.seen.has(sighting.identity)) {
				// Something else about a suspended job may have moved its time; it is still the same.
				cursor.seen.add(sighting.identity, sighting.time);
				continue;
			}
			if (sighting.time < cursor.start || found.has(sighting.identity)) continue;
			found.add(sighting.identity);
			fresh.push({ ...sighting, job });
			if (fresh.length >= config.maxItems) return { fresh, last, isComplete: false, began };
		}
		if (rows.length < LARGEST_PAGE || last === undefined) {
			return { fresh, last, isComplete: true, began };
		}
		// Without a find there is nothing to emit, and some hosts save only what comes with items: going on
		// is the only way ahead. What was seen is bounded, and so is the way through it.
		if (fresh.length > 0 && performance.now() >= config.deadline)
			return { fresh, last, isComplete: false, began };
		refuseSamePage(config, before, last);
		before = last;
		from = isBehind(config, last.position);
	}
}

/**
 * A scan from the cursor's floor on, but not from before the activation, whatever the look-back says.
 * What was seen is not read whole again: as many jobs as the cursor remembers lie in the look-back,
 * and when these are not few, their places tell where the first new one is.
 */
async function readAnew(config: TriggerConfig, cursor: Cursor): Promise<Scan> {
	const where = isFrom(config, laterOf(cursor.floor, cursor.start));
	if (cursor.seen.size <= FEW_SEEN) return await readOn(config, cursor, where, undefined);
	const { firstFresh, last, began } = await lookAhead(config, cursor, where);
	if (firstFresh === undefined) return { fresh: [], last, isComplete: true, began };
	const scan = await readOn(config, cursor, isFrom(config, firstFresh.position.time), began);
	return { ...scan, last: scan.last ?? last };
}

/** Goes on with the scan that an earlier poll left, if any: most jobs behind its place are new. */
async function readFrom(config: TriggerConfig, cursor: Cursor): Promise<Scan> {
	const { scan } = cursor;
	if (scan === undefined) return await readAnew(config, cursor);
	return await readOn(config, cursor, isBehind(config, scan.after), scan.began);
}

export interface Found {
	/** The cursor that the scan belongs to. */
	readonly cursor: Cursor;
	readonly scan: Scan;
}

/**
 * Looks for jobs that the cursor has not seen. One request when nothing happened.
 *
 * A scan that an earlier poll left is finished first. If that finds nothing, the next scan begins at
 * once: a host that saves nothing without items would otherwise resume at the same place for ever.
 *
 * @throws NodeApiError when a page cannot be read; nothing of the scan counts then
 */
export async function scanJobs(config: TriggerConfig, cursor: Cursor): Promise<Found> {
	const scan = await readFrom(config, cursor);
	const isRemainder = cursor.scan !== undefined && scan.isComplete && scan.fresh.length === 0;
	if (!isRemainder) return { cursor, scan };
	const next = advanceCursor(cursor, scan, config.lookBackMs);
	return { cursor: next, scan: await readFrom(config, next) };
}
