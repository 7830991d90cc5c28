import type { JsonRecord } from '../helpers/json';
import { allOf, compare } from '../transport/filter';
import { dateTimeLiteral, idLiteral } from '../transport/literals';
import { LARGEST_PAGE } from '../transport/paging';
import { requestPage } from '../transport/request';
import type { Page } from '../transport/request';
import type { TriggerConfig } from './config';
import { advanceCursor } from './cursor';
import type { Cursor, Position, Progress, Sighting } from './cursor';
import { sightJob } from './events';
import { listFields } from './fields';
import { fromMilliseconds, laterOf } from './timestamp';

/** A job to emit, with its place. */
export interface FreshJob extends Sighting {
	readonly job: JsonRecord;
}

export interface Scan extends Progress {
	readonly fresh: readonly FreshJob[];
}

/** Condition for the jobs behind a place, in the order (time, id). */
function isBehind(timeField: string, { time, id }: Position): string {
	const at = dateTimeLiteral(time);
	const sameTime = `${compare(timeField, 'eq', at)} and ${compare('Id', 'gt', idLiteral(id))}`;
	return `(${compare(timeField, 'gt', at)} or (${sameTime}))`;
}

/** Columns to ask for; all of them when the items are not simplified. */
export function selectFields({ event, simplify }: TriggerConfig): string | undefined {
	if (!simplify) return undefined;
	return listFields(event).join(',');
}

async function requestJobs(config: TriggerConfig, where: string, top: number): Promise<Page> {
	const { timeField } = config.event;
	return await requestPage(config.scope, {
		purpose: `Look for ${config.event.noun} jobs`,
		method: 'GET',
		path: '/odata/Jobs',
		query: {
			$top: top,
			$filter: allOf([config.filter, where]),
			$orderby: `${timeField} asc,Id asc`,
			$select: selectFields(config),
		},
		effect: 'read',
	});
}

/** Where a fresh scan begins: not before the activation, whatever the look-back says. */
function beginAt(config: TriggerConfig, cursor: Cursor): string {
	const from = dateTimeLiteral(laterOf(cursor.floor, cursor.start));
	return compare(config.event.timeField, 'ge', from);
}

/**
 * Reads jobs in the order of their time, page by page behind the last one read, until there are no
 * more, `maxItems` are found, or the poll's time is up.
 */
async function readOn(config: TriggerConfig, cursor: Cursor): Promise<Scan> {
	const fresh: FreshJob[] = [];
	// A suspended job can move behind the page that it was read on, and come again.
	const found = new Set<bigint>();
	let last: Sighting | undefined;
	let began = cursor.scan?.began;
	let position = cursor.scan?.after;

	for (;;) {
		const where =
			position === undefined ? beginAt(config, cursor) : isBehind(config.event.timeField, position);
		const { rows, serverTime } = await requestJobs(config, where, LARGEST_PAGE);
		if (serverTime !== undefined) began ??= fromMilliseconds(serverTime);
		for (const job of rows) {
			const sighting = sightJob(config.event, job);
			if (sighting === undefined) continue;
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
		if (rows.length < LARGEST_PAGE) return { fresh, last, isComplete: true, began };
		// A full page whose rows have no place cannot be followed by another.
		if (last === undefined) return { fresh, last, isComplete: true, began };
		// Without a find there is nothing to emit, and some hosts save only what comes with items: going on
		// is the only way ahead. What was seen is bounded, and so is the way through it.
		if (fresh.length > 0 && Date.now() >= config.deadline)
			return { fresh, last, isComplete: false, began };
		position = last.position;
	}
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
	const scan = await readOn(config, cursor);
	const isRemainder = cursor.scan !== undefined && scan.isComplete && scan.fresh.length === 0;
	if (!isRemainder) return { cursor, scan };
	const next = advanceCursor(cursor, scan, config.lookBackMs);
	return { cursor: next, scan: await readOn(config, next) };
}
