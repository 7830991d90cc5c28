/**
 * The forms of ISO 8601 (and of RFC 3339) in which programs write a point in time: `T`, `t` or a blank
 * before the time, seconds or none, a fraction behind a point or a comma, and `Z` or an offset with or
 * without minutes, with or without a blank before it. The basic form without hyphens, week and ordinal
 * dates, 24:00 and leap seconds are not read.
 */
const INSTANT =
	/^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d+))?)? ?(?:Z|([+-])(\d{2})(?::?([0-5]\d))?)$/i;

/** Smallest step of Orchestrator's times is 100 ns, as in .NET. */
const MOST_DIGITS = 7;
/** Largest offset that .NET has. */
const LARGEST_OFFSET_MINUTES = 14 * 60;

const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59Z');

/** JavaScript takes 30 February for 2 March. */
export const isDay = (day: string | undefined): day is string =>
	day !== undefined &&
	!Number.isNaN(Date.parse(day)) &&
	new Date(day).toISOString().startsWith(day);

/** A point in time in UTC. */
export interface Instant {
	/** Down to the second, such as `2026-01-31T08:00:00`. */
	readonly seconds: string;
	/** Up to 7 digits as written; what follows them is cut off, not rounded. */
	readonly fraction: string;
}

/**
 * Reads a time that says where on earth it is meant. JavaScript dates would cut its last digits.
 *
 * @returns undefined for any other text, and for years outside of 1 to 9999 in UTC
 */
export function readInstant(text: string): Instant | undefined {
	const [
		,
		day,
		hours,
		minutes,
		seconds = '00',
		fraction = '',
		sign,
		ahead = '0',
		aheadMinutes = '0',
	] = INSTANT.exec(text) ?? [];
	if (!isDay(day)) return undefined;
	const offset = Number(ahead) * 60 + Number(aheadMinutes);
	const wallClock = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
	const utc = wallClock - (sign === '-' ? -offset : offset) * 60_000;
	if (offset > LARGEST_OFFSET_MINUTES || !(utc >= EARLIEST && utc <= LATEST)) return undefined;
	return {
		seconds: new Date(utc).toISOString().slice(0, 19),
		fraction: fraction.slice(0, MOST_DIGITS),
	};
}
