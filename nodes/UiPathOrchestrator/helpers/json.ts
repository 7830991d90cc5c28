import type { IDataObject } from 'n8n-workflow';

const TOKENS = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|\s+/g;

/** Only such texts can hold a number that a double does not carry: many digits, or an exponent. */
const SUSPICIOUS = /[\d.]{16}|\d[eE]/;

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

const isNumberToken = (token: string): boolean => /^[-\d]/.test(token);

/** Whether JSON text holds a number that JavaScript would change, such as 9007199254740993. */
export function hasNumberThatChanges(text: string): boolean {
	if (!SUSPICIOUS.test(text)) return false;
	return (text.match(TOKENS) ?? []).some(
		(token) => isNumberToken(token) && !isCarriedByDouble(token),
	);
}

/**
 * Parses JSON; numbers that JavaScript would change arrive as strings with the digits as sent.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
	if (!SUSPICIOUS.test(text)) return JSON.parse(text);
	const exact = text.replace(TOKENS, (token) =>
		isNumberToken(token) && !isCarriedByDouble(token) ? JSON.stringify(token) : token,
	);
	return JSON.parse(exact);
}

/** Removes white space between JSON tokens and keeps every token as written. */
export function minifyJson(text: string): string {
	return text.replace(TOKENS, (token) => (/^\s/.test(token) ? '' : token));
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

const isDataValue = (value: unknown): value is IDataObject[string] =>
	value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';

/** A record as the data of an item; fields without a value are left out. */
export function toDataObject(record: JsonRecord): IDataObject {
	const data: IDataObject = {};
	for (const [name, value] of Object.entries(record)) {
		if (isDataValue(value)) data[name] = value;
	}
	return data;
}

/** An id as the API writes it: a number, unless JavaScript cannot hold it. */
export function toJsonId(digits: string): number | string {
	return Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
}
