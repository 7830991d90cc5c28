import { isRecord, minifyJson, tryWriteJson } from '../helpers/json';
import { isDay } from '../transport/literals';
import {
	writeBytes,
	writeChar,
	writeClock,
	writeDay,
	writeDuration,
	writeGuid,
} from './argumentText';
import { classifyType, INTEGER_RANGES } from './argumentTypes';
import { MismatchError } from './mismatchError';

export { MismatchError } from './mismatchError';

const INTEGER = /^-?(?:0|[1-9]\d*)$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const TIME =
	/^\d{4}-\d{2}-\d{2}(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,7})?)?)?(?:Z|[+-](?:0\d|1[0-3]):?[0-5]\d|[+-]14:?00)?$/i;

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

/** Largest numbers of the types; beyond them a robot faults or goes on with infinity. */
const LARGEST: Readonly<Record<string, number>> = {
	Single: 3.402_823_5e38,
	Double: Number.MAX_VALUE,
};
const LARGEST_DECIMAL = 79_228_162_514_264_337_593_543_950_335n;
/** .NET rounds a Decimal to so many places in silence. */
const DECIMAL_PLACES = 28;

/** Whether a Decimal holds the number as it is. */
function fitsDecimal(token: string): boolean {
	const [mantissa = '', exponent = '0'] = token.toLowerCase().replace('-', '').split('e');
	const [whole = '', fraction = ''] = mantissa.split('.');
	const digits = `${whole}${fraction}`.replace(/^0+/, '');
	const significant = digits.replace(/0+$/, '');
	const power = Number(exponent) - fraction.length + digits.length - significant.length;
	if (significant === '') return true;
	if (power < -DECIMAL_PLACES || significant.length > 29 || power > 29) return false;
	return BigInt(significant) * 10n ** BigInt(Math.max(power, 0)) <= LARGEST_DECIMAL;
}

function writeDecimal(value: unknown, shortType: string): string {
	const token = isScalar(value) ? String(value).trim() : '';
	if (!DECIMAL.test(token)) throw new MismatchError('a number such as 12.5');
	const largest = LARGEST[shortType] ?? Number.POSITIVE_INFINITY;
	const fits = shortType === 'Decimal' ? fitsDecimal(token) : Math.abs(Number(token)) <= largest;
	if (fits) return token;
	throw new MismatchError(`a number that fits into ${shortType} as it is`);
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
		case 'char':
			return writeChar(value);
		case 'guid':
			return writeGuid(value);
		case 'duration':
			return writeDuration(value);
		case 'day':
			return writeDay(toTimeText(value));
		case 'clock':
			return writeClock(value);
		case 'bytes':
			return writeBytes(value) ?? writeJson(value, 'a list');
		case 'integer':
			return writeInteger(value, shortType);
		case 'decimal':
			return writeDecimal(value, shortType);
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

/** Writes a value of which no type is known: text as text, everything else as the JSON that it is. */
export function writeByKind(value: unknown): string {
	const written = tryWriteJson(value);
	if (written !== undefined) return written;
	throw new MismatchError('a value that can be written as JSON');
}
