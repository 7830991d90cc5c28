import { isRecord, minifyJson, tryWriteJson } from '../helpers/json';
import { isDay } from '../transport/literals';
import { classifyType, INTEGER_RANGES } from './argumentTypes';

const INTEGER = /^-?(?:0|[1-9]\d*)$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const TIME =
	/^\d{4}-\d{2}-\d{2}(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,7})?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;

/** A value that does not fit its type; the message continues "… is not". */
export class MismatchError extends Error {}

const isScalar = (value: unknown): value is string | number | boolean =>
	['string', 'number', 'boolean'].includes(typeof value);

function writeText(value: unknown): string {
	if (isScalar(value)) return JSON.stringify(String(value));
	throw new MismatchError('text');
}

function writeInteger(value: unknown, shortType: string): string {
	const token = isScalar(value) ? String(value).trim() : '';
	const [min, max] = INTEGER_RANGES[shortType] ?? [];
	if (!INTEGER.test(token)) throw new MismatchError('a whole number without leading zeros');
	if (min !== undefined && max !== undefined && (BigInt(token) < min || BigInt(token) > max)) {
		throw new MismatchError(`a whole number from ${min} to ${max}`);
	}
	return token;
}

function writeDecimal(value: unknown): string {
	const token = isScalar(value) ? String(value).trim() : '';
	if (DECIMAL.test(token)) return token;
	throw new MismatchError('a number such as 12.5');
}

function writeBoolean(value: unknown): string {
	const token = isScalar(value) ? String(value).trim().toLowerCase() : '';
	if (token === 'true' || token === 'false') return token;
	throw new MismatchError('true or false');
}

/** Text of a point in time; empty for a Date or DateTime that is none. */
function toTimeText(value: unknown): unknown {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	return isRecord(value) && typeof value.toISO === 'function' ? value.toISO.call(value) : value;
}

/** Times go as entered: an offset means something to the process. */
function writeTime(value: unknown): string {
	const text = toTimeText(value);
	if (typeof text === 'string' && TIME.test(text.trim()) && isDay(text.trim().slice(0, 10))) {
		return JSON.stringify(text.trim());
	}
	throw new MismatchError('a date and time such as 2026-01-31T08:00:00+01:00');
}

/** JSON text is not written anew, so that numbers in it stay digit by digit as entered. */
function writeJson(value: unknown, wants: 'a list' | undefined): string {
	const expected =
		wants === undefined
			? 'JSON, such as {"a": 1} or "text" in quotes'
			: `${wants} in JSON, such as [1, 2]`;
	if (typeof value !== 'string') {
		const written = tryWriteJson(value);
		if (written === undefined || (wants !== undefined && !Array.isArray(value))) {
			throw toMismatch(expected);
		}
		return written;
	}
	try {
		const parsed: unknown = JSON.parse(value);
		if (wants === undefined || Array.isArray(parsed)) return minifyJson(value);
	} catch {
		throw toMismatch(expected);
	}
	throw toMismatch(expected);
}

const toMismatch = (expected: string) => new MismatchError(expected);

/**
 * Writes the value of an argument as the JSON that its .NET type reads.
 *
 * @throws MismatchError
 */
export function writeValue(value: unknown, shortType: string): string {
	switch (classifyType(shortType)) {
		case 'text':
			return writeText(value);
		case 'integer':
			return writeInteger(value, shortType);
		case 'decimal':
			return writeDecimal(value);
		case 'boolean':
			return writeBoolean(value);
		case 'time':
			return writeTime(value);
		case 'list':
			return writeJson(value, 'a list');
		case 'any':
			return writeJson(value, undefined);
	}
}
