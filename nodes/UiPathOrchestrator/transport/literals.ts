/** Literals of OData v4 as Orchestrator writes them; one function per type. */
import { readInstant } from './isoTime';

export { isDay } from './isoTime';

const INT64_MAX = 9223372036854775807n;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

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

/**
 * An unquoted UTC timestamp, its fraction as written but for what goes beyond 7 digits.
 *
 * @param text ISO 8601 with an offset; in UTC, the year has to lie between 1 and 9999, as in .NET
 */
export function dateTimeLiteral(text: string): string {
	const instant = readInstant(text);
	if (instant === undefined) {
		throw new LiteralError('a date and time such as 2026-01-31T08:00:00Z');
	}
	const { seconds, fraction } = instant;
	return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}
