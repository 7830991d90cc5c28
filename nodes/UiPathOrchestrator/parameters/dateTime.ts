import { isRecord } from '../helpers/json';
import { dateTimeLiteral, LiteralError } from '../transport/literals';
import { showValue, toInputError } from './inputError';
import type { ItemOrigin } from './inputError';

const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?))?$/i;

const DAY_MS = 86_400_000;

/** Difference of a time zone to UTC at an instant, in ms. */
function readZoneOffset(instant: number, timeZone: string): number {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	const parts = new Map(
		format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
	);
	const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
	// Date.UTC would take the years 0 to 99 for those of the 20th century.
	const wallClock = new Date(0);
	wallClock.setUTCFullYear(read('year'), read('month') - 1, read('day'));
	wallClock.setUTCHours(read('hour'), read('minute'), read('second'));
	return wallClock.getTime() - Math.floor(instant / 1000) * 1000;
}

/** UTC text of a wall-clock time; the second look is for hours beside a change of daylight saving. */
function toUtc(day: string, time: string, timeZone: string): string {
	const wallClock = Date.parse(`${day}T${time.slice(0, 8)}Z`);
	const guess = wallClock - readZoneOffset(wallClock, timeZone);
	const settled = wallClock - readZoneOffset(guess, timeZone);
	// An hour that the clocks skip does not exist; it counts from before the change, as elsewhere.
	const exists = settled + readZoneOffset(settled, timeZone) === wallClock;
	const instant = exists ? settled : wallClock - readZoneOffset(wallClock - DAY_MS, timeZone);
	// The fraction goes as it is; the literal cuts it to 7 digits.
	return `${new Date(instant).toISOString().slice(0, 19)}${time.slice(8).replace(',', '.')}Z`;
}

function toIsoText(raw: unknown): string {
	if (raw instanceof Date) return Number.isNaN(raw.getTime()) ? '' : raw.toISOString();
	// A Luxon DateTime, as $now and its relatives yield.
	if (isRecord(raw) && typeof raw.toISO === 'function') return String(raw.toISO.call(raw));
	return typeof raw === 'string' ? raw.trim() : '';
}

/**
 * Reads a point in time and writes it as an OData literal in UTC: the forms of `readInstant`, the same
 * without an offset, and a day alone. A fraction of more than 7 digits is cut to 7, the 100 ns that
 * Orchestrator keeps.
 *
 * @param timeZone IANA name; a time without an offset, as the editor's date picker yields, is meant there
 * @throws NodeOperationError
 */
export function readDateTime(
	origin: ItemOrigin,
	field: string,
	raw: unknown,
	timeZone: string,
): string | undefined {
	if (raw === undefined || raw === null || raw === '') return undefined;
	const text = toIsoText(raw);
	const [, day, time = '00:00'] = LOCAL.exec(text) ?? [];
	try {
		if (day === undefined) return dateTimeLiteral(text);
		const seconds = time.length === 5 ? `${time}:00` : time;
		// Checked first: an impossible day would otherwise silently become another one.
		dateTimeLiteral(`${day}T${seconds}Z`);
		return dateTimeLiteral(toUtc(day, seconds, timeZone));
	} catch (caught: unknown) {
		throw toDateError(origin, field, raw, caught);
	}
}

function toDateError(origin: ItemOrigin, field: string, raw: unknown, caught: unknown): unknown {
	if (!(caught instanceof LiteralError) && !(caught instanceof RangeError)) return caught;
	return toInputError(
		origin,
		field,
		`is not a date and time: ${showValue(raw)}`,
		'Enter an ISO 8601 time such as 2026-01-31T08:00:00Z, or use an expression such as {{ $now.minus(1, "hour") }}.',
	);
}
