/** Literals of OData v4 as Orchestrator writes them; one function per type. */

const INT64_MAX = 9223372036854775807n;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE_TIME =
	/^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))T((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,7})?)?)(Z|[+-]\d{2}:?\d{2})$/i;

const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** A value that has no literal of the asked type. The message continues "… is not". */
export class LiteralError extends Error {}

export function isGuid(text: string): boolean {
	return GUID.test(text);
}

/** Whether the text is a positive id that fits the API's int64. */
export function isId(text: string): boolean {
	return /^\d{1,19}$/.test(text) && BigInt(text) > 0n && BigInt(text) <= INT64_MAX;
}

/**
 * Quotes are doubled, which is the whole of OData's escaping; percent-encoding is the query's business.
 *
 * @throws LiteralError for text that no URL can carry: NUL or half a surrogate pair
 */
export function stringLiteral(text: string): string {
	if (text.includes('\0') || /\p{Surrogate}/u.test(text)) {
		throw new LiteralError('text that can be sent (it holds a NUL or half a character)');
	}
	return `'${text.replaceAll("'", "''")}'`;
}

/** Enum members are quoted names; numbers work too, but mean different things in different versions. */
export function enumLiteral(name: string): string {
	if (!/^[A-Za-z]\w*$/.test(name)) throw new LiteralError('one of the names that the API knows');
	return `'${name}'`;
}

export function idLiteral(id: string): string {
	if (!isId(id)) throw new LiteralError('a whole number above 0');
	return BigInt(id).toString();
}

export function guidLiteral(key: string): string {
	if (!isGuid(key)) {
		throw new LiteralError('a key such as 6b1d2c3e-0000-4000-8000-123456789abc');
	}
	return key.toLowerCase();
}

/** JavaScript takes 30 February for 2 March. */
export const isDay = (day: string | undefined): day is string =>
	day !== undefined &&
	!Number.isNaN(Date.parse(day)) &&
	new Date(day).toISOString().startsWith(day);

/**
 * An unquoted UTC timestamp. Up to 7 fractional digits are kept as written, because `Date` would cut
 * them to 3; only another offset than Z goes through `Date`.
 *
 * @param text ISO 8601 with an offset; in UTC, the year has to lie between 1 and 9999, as in .NET
 */
export function dateTimeLiteral(text: string): string {
	const [, day, time, offset] = DATE_TIME.exec(text) ?? [];
	const instant = Date.parse(text);
	const isInRange = instant >= EARLIEST && instant <= LATEST;
	if (!isDay(day) || time === undefined || offset === undefined || !isInRange) {
		throw new LiteralError('a date and time such as 2026-01-31T08:00:00Z');
	}
	if (offset.toUpperCase() === 'Z') return `${day}T${time.length === 5 ? `${time}:00` : time}Z`;
	const fraction = /\.\d+$/.exec(time)?.[0] ?? '';
	return `${new Date(instant).toISOString().slice(0, 19)}${fraction}Z`;
}
