/** Values that travel as text of a fixed form. Source of the forms: Newtonsoft.Json 13 and .NET 8. */
import { isDay } from '../transport/literals';
import { MismatchError } from './mismatchError';

const GUID = /^(?:\{[0-9a-f-]{36}\}|\([0-9a-f-]{36}\)|[0-9a-f-]{36}|[0-9a-f]{32})$/i;
const GROUPS = /^[{(]?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}[)}]?$/i;
/** Days, hours, minutes, seconds, fraction. .NET takes a number alone, and hours above 23, for days. */
const DURATION = /^-?(?:\d{1,8}[.:])?(?:[01]?\d|2[0-3]):[0-5]?\d:[0-5]?\d(?:\.\d{1,7})?$/;
const SHORT_DURATION = /^-?(?:\d{1,8}\.)?(?:[01]?\d|2[0-3]):[0-5]?\d$/;
const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i;
const CLOCK = /^((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d(?:\.\d{1,7})?)?$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const toText = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** A Char is one UTF-16 unit. Blanks count. */
export function writeChar(value: unknown): string {
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text === 'string' && text.length === 1) return JSON.stringify(text);
	throw new MismatchError('one character');
}

export function writeGuid(value: unknown): string {
	const text = toText(value);
	const isWhole = GUID.test(text) && (text.length === 32 || GROUPS.test(text));
	if (isWhole) return JSON.stringify(text);
	throw new MismatchError('a GUID such as 6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01');
}

export function writeDuration(value: unknown): string {
	const text = toText(value);
	if (DURATION.test(text) || SHORT_DURATION.test(text)) return JSON.stringify(text);
	throw new MismatchError('a duration such as 00:05:00 or 1.02:03:04 (1 day, 2 hours)');
}

/** The editor's picker adds midnight to a day; any other time would be lost. */
export function writeDay(value: unknown): string {
	const [, day] = MIDNIGHT.exec(toText(value)) ?? [];
	if (isDay(day)) return JSON.stringify(day);
	throw new MismatchError('a day without a time, such as 2026-01-31');
}

export function writeClock(value: unknown): string {
	const [, minutes, rest = ':00'] = CLOCK.exec(toText(value)) ?? [];
	if (minutes !== undefined) return JSON.stringify(`${minutes}${rest}`);
	throw new MismatchError('a time of day such as 08:30:00');
}

/** @returns undefined for what is to be read as a list of numbers */
export function writeBytes(value: unknown): string | undefined {
	const text = toText(value);
	const isBase64 = text !== '' && text.length % 4 === 0 && BASE64.test(text);
	return isBase64 ? JSON.stringify(text) : undefined;
}
