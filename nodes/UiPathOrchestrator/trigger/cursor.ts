import { isRecord } from '../helpers/json';
import { SeenJobs } from './seen';
import { fromMilliseconds, laterOf, normalizeTime, toMilliseconds } from './timestamp';

/** Raised when an older cursor can no longer be read; it then counts as none. */
const VERSION = 2;

/** A place in the order (time, id) of jobs. */
export interface Position {
	/** As the server wrote it: what it is compared with there must not be rounded. */
	readonly time: string;
	readonly id: string;
}

/** A job with what its place and its identity are. */
export interface Sighting {
	readonly identity: bigint;
	readonly position: Position;
	/** `position.time` with 7 fractional digits. */
	readonly time: string;
}

/**
 * How far the trigger has come.
 *
 * A scan reads everything from `floor` on. What becomes visible late is caught because the next scan
 * begins `lookBack` before the moment at which this one began; `seen` keeps it from emitting twice.
 */
export interface Cursor {
	/** What the cursor was made for: tenant, event, folder and filters. */
	readonly fingerprint: string;
	/** Server time of the activation: nothing that ended before is ever emitted. */
	readonly start: string;
	/** Where the next scan begins. */
	readonly floor: string;
	readonly seen: SeenJobs;
	/** A scan that a poll could not finish: it goes on behind this place. */
	readonly scan?: { readonly after: Position; readonly began: string | undefined } | undefined;
}

/** Form of the cursor in n8n's static data, which is JSON. */
export function writeCursor(cursor: Cursor): Record<string, unknown> {
	const { fingerprint, start, floor, seen, scan } = cursor;
	return {
		version: VERSION,
		fingerprint,
		start,
		floor,
		seen: seen.encode(),
		...(scan === undefined
			? {}
			: {
					scan: [scan.after.time, scan.after.id, ...(scan.began === undefined ? [] : [scan.began])],
				}),
	};
}

/** @returns undefined when there is none, or it was made for something else */
export function readCursor(stored: unknown, fingerprint: string): Cursor | undefined {
	if (!isRecord(stored) || stored.version !== VERSION) return undefined;
	if (stored.fingerprint !== fingerprint) return undefined;
	const start = normalizeTime(stored.start);
	const floor = normalizeTime(stored.floor);
	if (start === undefined || floor === undefined || typeof stored.seen !== 'string') {
		return undefined;
	}
	const [time, id, began]: unknown[] = Array.isArray(stored.scan) ? stored.scan : [];
	return {
		fingerprint,
		start,
		floor,
		seen: SeenJobs.decode(stored.seen),
		scan:
			typeof time === 'string' && typeof id === 'string'
				? { after: { time, id }, began: normalizeTime(began) }
				: undefined,
	};
}

/** What one poll read. */
export interface Progress {
	/** Jobs that were not seen before, in order. */
	readonly fresh: readonly Sighting[];
	/** Place of the last job read, seen before or not. */
	readonly last: Sighting | undefined;
	/** Whether everything up to now was read. */
	readonly isComplete: boolean;
	/** Server time at the begin of the scan, where the server tells it. */
	readonly began: string | undefined;
}

/**
 * Where the next scan begins: `lookBack` before the moment at which this one began, so that a job is
 * read when it becomes visible by then. A server that sends no Date lends the last job's time.
 */
function findFloor(cursor: Cursor, progress: Progress, lookBackMs: number): string {
	const until =
		progress.began ?? progress.last?.time ?? normalizeTime(cursor.scan?.after.time) ?? cursor.floor;
	return laterOf(cursor.floor, fromMilliseconds(toMilliseconds(until) - lookBackMs));
}

/**
 * The cursor after a poll whose jobs were emitted. While nothing happens it stays as it is, once the
 * look-back has passed the last job: a host stores every change.
 */
export function advanceCursor(cursor: Cursor, progress: Progress, lookBackMs: number): Cursor {
	for (const { identity, time } of progress.fresh) cursor.seen.add(identity, time);
	const after = progress.last?.position ?? cursor.scan?.after;
	if (!progress.isComplete && after !== undefined) {
		const scan = { after, began: progress.began };
		return { ...cursor, floor: cursor.seen.prune(cursor.floor), scan };
	}
	const floor = findFloor(cursor, progress, lookBackMs);
	const isWorthIt = progress.fresh.length > 0 || cursor.seen.hasBefore(floor);
	return {
		...cursor,
		floor: cursor.seen.prune(isWorthIt ? floor : cursor.floor),
		scan: undefined,
	};
}
