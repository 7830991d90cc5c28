import { parseTicks } from '../time.mts';
import type { LiteralType } from './tree.mts';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME =
	/^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,16})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,7})?)?$/;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DURATION = /^(-)?P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const TICKS_PER_SECOND = 10_000_000n;

/** JavaScript takes 30 February for 2 March; .NET refuses it. */
function isDay(text: string): boolean {
	const ms = Date.parse(`${text}T00:00:00Z`);
	return !text.startsWith('0000') && new Date(ms || 0).toISOString().startsWith(text);
}

export const isGuid = (text: string): boolean => GUID.test(text);

/** Days since 1970, or undefined when the calendar has no such day. */
export function parseDay(text: string): bigint | undefined {
	if (!DATE.test(text) || !isDay(text)) return undefined;
	return BigInt(Date.parse(`${text}T00:00:00Z`) / 86_400_000);
}

/** Ticks since 1970; digits beyond the seventh of the fraction are cut off. */
export function parseDateTime(text: string): bigint | undefined {
	const [whole, day = ''] = DATE_TIME.exec(text) ?? [];
	if (whole === undefined || !isDay(day)) return undefined;
	return parseTicks(text.replace(/(\.\d{7})\d+/, '$1'));
}

/** Ticks since midnight. */
export function parseTimeOfDay(text: string): bigint | undefined {
	const [whole, hours = '', minutes = '', seconds = '0', fraction = ''] = TIME.exec(text) ?? [];
	if (whole === undefined || +hours > 23 || +minutes > 59 || +seconds > 59) return undefined;
	const total = BigInt(+hours * 3600 + +minutes * 60 + +seconds);
	return total * TICKS_PER_SECOND + BigInt(fraction.slice(1).padEnd(7, '0'));
}

/** Ticks of an ISO 8601 duration of days, hours, minutes and seconds. */
export function parseDuration(text: string): bigint | undefined {
	const match = DURATION.exec(text);
	if (match === null) return undefined;
	const [, sign, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
	const total = +days * 86_400 + +hours * 3600 + +minutes * 60 + +seconds;
	return BigInt(Math.round(total * 1e7)) * (sign === undefined ? 1n : -1n);
}

/** The type of a text that begins with a digit and may hold hyphens or colons. */
export function findTimeOrGuid(text: string): LiteralType | undefined {
	if (parseDay(text) !== undefined) return 'date';
	if (parseDateTime(text) !== undefined) return 'datetime';
	if (isGuid(text)) return 'guid';
	return parseTimeOfDay(text) === undefined ? undefined : 'time';
}
