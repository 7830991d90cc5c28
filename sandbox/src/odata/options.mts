import { invalidQuery } from '../errors.mts';

export type QueryOptions = {
	top?: number;
	skip?: number;
	filter?: string;
	orderby?: string;
	select?: string;
	expand?: string;
	count?: boolean;
};

const NAMES = ['top', 'skip', 'filter', 'orderby', 'select', 'expand', 'count'] as const;
/** Plain parameters that Orchestrator declares beside the OData options. */
const PLAIN = ['mandatorypermissions', 'atleastonepermissions', 'enablequeryoptions'];
const MAX_TOP = 1000;
const MAX_INT32 = 2_147_483_647;

/** The query string as decoded pairs. `+` means a blank, as in any form; bad escapes are refused. */
export function decodeQuery(rawQuery: string): Array<[string, string]> {
	return rawQuery
		.split('&')
		.filter((part) => part !== '')
		.map((part) => {
			const at = part.indexOf('=');
			const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
			return [decodePart(name), decodePart(value)];
		});
}

function decodePart(text: string): string {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch {
		throw invalidQuery(`'${text}' is not percent-encoded correctly.`);
	}
}

/**
 * Reads the OData options of a request; `allowed` narrows them down. Unknown options, options
 * without `$`, doubled ones and values out of range are answered with 400 code 1000.
 */
export function parseOptions(
	pairs: Array<[string, string]>,
	allowed: readonly string[] = NAMES,
	plainAllowed: readonly string[] = [],
): QueryOptions {
	const options: QueryOptions = {};
	for (const [name, value] of pairs) {
		const plain = name.toLowerCase().replace(/\[\d*\]$/, '');
		if (PLAIN.includes(plain) || plainAllowed.includes(plain)) continue;
		const option = NAMES.find((known) => `$${known}` === name.toLowerCase());
		if (!option || !allowed.includes(option)) {
			throw invalidQuery(`The query parameter '${name}' is not supported.`);
		}
		if (option in options)
			throw invalidQuery(`Query option '${name}' was specified more than once.`);
		if (option === 'top' || option === 'skip') options[option] = parseInteger(name, value);
		else if (option === 'count') options.count = parseBoolean(value);
		else if (value.trim() === '') throw invalidQuery(`The value for '${name}' is empty.`);
		else options[option] = value;
	}
	if (options.top !== undefined && options.top > MAX_TOP) {
		throw invalidQuery(`The limit of '${MAX_TOP}' for Top query has been exceeded.`);
	}
	return options;
}

function parseInteger(name: string, value: string): number {
	const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
	if (!(number <= MAX_INT32)) throw invalidQuery(`Invalid value '${value}' for ${name}.`);
	return number;
}

function parseBoolean(value: string): boolean {
	if (value !== 'true' && value !== 'false')
		throw invalidQuery(`Invalid value '${value}' for $count.`);
	return value === 'true';
}
