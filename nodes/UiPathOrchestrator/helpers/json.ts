import type { IDataObject } from 'n8n-workflow';

import { passOn } from './passOn';

const NUMBERS = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Only such numbers may not fit into a double: of many digits, or with an exponent. */
const LONG_NUMBER = /^\s*-?\d(?:[\d.]{15}|[\d.]*[eE])/;
/**
 * The same inside of a text, where numbers follow a colon, a comma or a bracket, which the digits of
 * GUIDs and most of those of times do not. Apart from the one above, because a pattern that may also
 * begin at the start of the text takes twice as long, and every answer is searched.
 */
const LONG_NUMBER_INSIDE = /[:,[]\s*-?\d(?:[\d.]{15}|[\d.]*[eE])/;

const mayHoldLongNumber = (text: string): boolean =>
	LONG_NUMBER.test(text) || LONG_NUMBER_INSIDE.test(text);

export type JsonRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is JsonRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Digits and exponent of a JSON number without padding, so that `1.10`, `11e-1` and `1.1` are equal. */
function canonicalNumber(token: string): string {
	const [mantissa = '', exponent = '0'] = token.toLowerCase().split('e');
	const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
	const digits = (whole + fraction).replace(/^0+/, '');
	const significant = digits.replace(/0+$/, '');
	if (significant === '') return '0';
	const power = Number(exponent) - fraction.length + (digits.length - significant.length);
	return `${token.startsWith('-') ? '-' : ''}${significant}e${power}`;
}

function isCarriedByDouble(token: string): boolean {
	return canonicalNumber(String(Number(token))) === canonicalNumber(token);
}

/** Where the string that opens at `start` ends: behind its quote, before which no odd backslash stands. */
function findStringEnd(text: string, start: number): number {
	let end = start;
	for (;;) {
		end = text.indexOf('"', end + 1);
		if (end < 0) return text.length;
		let backslashes = 0;
		while (text[end - 1 - backslashes] === '\\') backslashes += 1;
		if (backslashes % 2 === 0) return end + 1;
	}
}

/**
 * JSON text with what stands between its strings written anew. Not by one expression for all tokens:
 * that would run out of stack over a string of some million escapes.
 */
function rewriteBetweenStrings(text: string, rewrite: (piece: string) => string): string {
	const pieces: string[] = [];
	for (let at = 0; at < text.length; ) {
		const quote = text.indexOf('"', at);
		const start = quote < 0 ? text.length : quote;
		const end = quote < 0 ? start : findStringEnd(text, start);
		pieces.push(rewrite(text.slice(at, start)), text.slice(start, end));
		at = end;
	}
	return pieces.join('');
}

const quoteNumber = (token: string): string =>
	isCarriedByDouble(token) ? token : JSON.stringify(token);

/** Whether JSON text holds a number that JavaScript would change, such as 9007199254740993. */
export function hasNumberThatChanges(text: string): boolean {
	if (!mayHoldLongNumber(text)) return false;
	let isFound = false;
	rewriteBetweenStrings(text, (piece) => {
		isFound ||= (piece.match(NUMBERS) ?? []).some((token) => !isCarriedByDouble(token));
		return '';
	});
	return isFound;
}

/**
 * Parses JSON; numbers that JavaScript would change arrive as strings with the digits as sent.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
	if (!mayHoldLongNumber(text)) return JSON.parse(text);
	return JSON.parse(rewriteBetweenStrings(text, (piece) => piece.replace(NUMBERS, quoteNumber)));
}

/** Half a pair as JSON writes it in ASCII. */
const escapeHalf = (half: string): string =>
	`\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Removes white space between JSON tokens and keeps every token as written. Only half a surrogate
 * pair, which no file and no network can carry as it is, becomes its escape sequence.
 */
export function minifyJson(text: string): string {
	return rewriteBetweenStrings(text, (piece) => piece.replace(/\s+/g, '')).replace(
		/\p{Surrogate}/gu,
		escapeHalf,
	);
}

/** A value that JSON would lose or change; the message continues "… holds". */
export class JsonLossError extends Error {}

/** Deeper values are taken for ones that hold themselves. */
const DEEPEST = 2_000;

type Path = ReadonlyArray<string | number>;

function toLoss(kind: string, path: Path): JsonLossError {
	const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
	const shown = place.replace(/^\./, '').slice(0, 200);
	return new JsonLossError(
		`${kind}${shown === '' ? '' : ` at '${shown}'`}, which JSON cannot carry`,
	);
}

const nameObject = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);

function writeNumber(value: number, path: Path): string {
	if (!Number.isFinite(value)) throw toLoss(String(value), path);
	return Object.is(value, -0) ? '-0' : JSON.stringify(value);
}

function writeObject(value: object, path: Path): string {
	if ('toJSON' in value && typeof value.toJSON === 'function') {
		const written: unknown = value.toJSON();
		if (written === null) throw toLoss(`a ${nameObject(value)} without a value`, path);
		return writeAny(written, path);
	}
	if (Array.isArray(value)) {
		// Not map, which would skip holes.
		return `[${Array.from(value, (entry: unknown, index) => writeAny(entry, [...path, index])).join(',')}]`;
	}
	if (nameObject(value) !== 'Object') throw toLoss(`a ${nameObject(value)}`, path);
	const fields = Object.entries(value).map(
		([name, field]) => `${JSON.stringify(name)}:${writeAny(field, [...path, name])}`,
	);
	return `{${fields.join(',')}}`;
}

function writeAny(value: unknown, path: Path): string {
	if (path.length > DEEPEST) throw new RangeError('nested too deep');
	if (value === null) return 'null';
	if (typeof value === 'number') return writeNumber(value, path);
	if (typeof value === 'bigint') return value.toString();
	if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
	if (typeof value === 'object') return writeObject(value, path);
	throw toLoss(value === undefined ? 'undefined' : `a ${typeof value}`, path);
}

/**
 * Writes what a user has given as JSON, the whole of it: `JSON.stringify` would turn NaN into null, leave
 * out what is undefined, and make an empty object of a Map.
 *
 * @returns undefined for a value that holds itself, or is nested thousands deep
 * @throws JsonLossError that names the place
 */
export function tryWriteJson(value: unknown): string | undefined {
	try {
		return writeAny(value, []);
	} catch (caught: unknown) {
		if (caught instanceof RangeError) return undefined;
		throw passOn(caught);
	}
}

/** Like `JSON.stringify`, but writes a bigint as a number, as int64 ids need. Undefined fields are left out. */
export function toJson(value: unknown): string {
	if (typeof value === 'bigint') return value.toString();
	if (Array.isArray(value)) return `[${value.map((entry) => toJson(entry ?? null)).join(',')}]`;
	if (isRecord(value)) {
		const fields = Object.entries(value)
			.filter(([, field]) => field !== undefined)
			.map(([name, field]) => `${JSON.stringify(name)}:${toJson(field)}`);
		return `{${fields.join(',')}}`;
	}
	return JSON.stringify(value);
}

/** Whether an item can hold the value; what cannot be written as JSON it cannot. */
export const isDataValue = (value: unknown): value is IDataObject[string] =>
	value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';

/** A record as the data of an item; fields without a value are left out. */
export function toDataObject(record: JsonRecord): IDataObject {
	const data: IDataObject = {};
	for (const [name, value] of Object.entries(record)) {
		// Assigned, it would become the prototype.
		if (name === '__proto__') continue;
		if (isDataValue(value)) data[name] = value;
	}
	return data;
}

/** An id as the API writes it: a number, unless JavaScript cannot hold it. */
export function toJsonId(digits: string): number | string {
	return Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
}
