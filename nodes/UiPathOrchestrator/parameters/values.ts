import { isRecord, parseJson } from '../helpers/json';
import { isGuid, isId } from '../transport/literals';
import { showValue, toInputError } from './inputError';
import type { ItemOrigin } from './inputError';
import { toEntityReference } from './locator';
import type { EntityReference } from './locator';
import { readScalar } from './scalar';

/** Fields of a collection parameter, by internal name. */
export type Fields = Readonly<Record<string, unknown>>;

export function toFields(raw: unknown): Fields {
	return isRecord(raw) ? raw : {};
}

/** Text of a field, or undefined when it is not set. Numbers count as text; nothing else does. */
export function readText(
	origin: ItemOrigin,
	field: string,
	raw: unknown,
	maxLength = Number.POSITIVE_INFINITY,
): string | undefined {
	const text = readScalar(origin, field, raw);
	if (text === '') return undefined;
	if (text.length > maxLength) {
		throw toInputError(
			origin,
			field,
			`has ${text.length} characters`,
			`Orchestrator accepts up to ${maxLength} characters here.`,
		);
	}
	return text;
}

/** @param raw text, a number, or a locator with one of them. @returns digits without leading zeros */
export function readId(origin: ItemOrigin, field: string, raw: unknown): string | undefined {
	const text = readText(origin, field, isRecord(raw) && '__rl' in raw ? raw.value : raw)?.trim();
	if (text === undefined) return undefined;
	if (isId(text)) return BigInt(text).toString();
	throw toInputError(
		origin,
		field,
		`is not an ID: ${showValue(raw)}`,
		'Enter a whole number above 0, such as 749.',
	);
}

export function readGuid(origin: ItemOrigin, field: string, raw: unknown): string | undefined {
	const text = readText(origin, field, raw)?.trim();
	if (text === undefined || isGuid(text)) return text?.toLowerCase();
	throw toInputError(
		origin,
		field,
		`is not a key: ${showValue(raw)}`,
		'Enter a GUID such as 795cbab2-8008-4a54-b1cb-f9ff1ece139e.',
	);
}

/** @param range inclusive limits */
export function readInteger(
	origin: ItemOrigin,
	field: string,
	raw: unknown,
	range: { min: number; max: number },
): number | undefined {
	if (raw === undefined || raw === null || raw === '') return undefined;
	const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
	if (typeof value === 'number' && Number.isInteger(value)) {
		if (value >= range.min && value <= range.max) return value;
	}
	throw toInputError(
		origin,
		field,
		`is not a whole number from ${range.min} to ${range.max}: ${showValue(raw)}`,
		'Correct the number, or the expression that yields it.',
	);
}

/** Switches; expressions and agents may yield the words instead. */
export function readBoolean(origin: ItemOrigin, field: string, raw: unknown): boolean | undefined {
	if (raw === undefined || raw === null || raw === '') return undefined;
	if (typeof raw === 'boolean') return raw;
	const word = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
	if (word === 'true' || word === 'false') return word === 'true';
	throw toInputError(
		origin,
		field,
		`is neither true nor false: ${showValue(raw)}`,
		'Use the switch, or an expression that yields true or false.',
	);
}

/** Names of an enumeration, given as a list, as comma-separated text, or as one name. */
export function readNames(origin: ItemOrigin, field: string, raw: unknown): string[] {
	return splitList(origin, field, raw).map((name) => {
		if (/^[A-Za-z]\w*$/.test(name)) return name;
		throw toInputError(
			origin,
			field,
			`holds a name that is none: ${showValue(name)}`,
			'Choose from the list, or use the names of the Orchestrator API, such as Faulted.',
		);
	});
}

/** One name of an enumeration, or undefined when the field is not set. */
export function readName(origin: ItemOrigin, field: string, raw: unknown): string | undefined {
	const [name, ...more] = readNames(origin, field, raw);
	if (more.length === 0) return name;
	throw toInputError(origin, field, `holds more than one name: ${showValue(raw)}`, 'Choose one.');
}

/** IDs, given as a number, as comma-separated text, or as a list. */
export function readIds(origin: ItemOrigin, field: string, raw: unknown): string[] {
	return splitList(origin, field, raw).map((entry) => {
		if (isId(entry)) return BigInt(entry).toString();
		throw toInputError(
			origin,
			field,
			`holds an entry that is no ID: ${showValue(entry)}`,
			'Enter whole numbers above 0, separated by commas, such as 121, 122.',
		);
	});
}

/** IDs and keys in any mixture, each once, in the order given. */
export function readEntities(origin: ItemOrigin, field: string, raw: unknown): EntityReference[] {
	const references = splitList(origin, field, raw).map((entry) => {
		const reference = toEntityReference(entry);
		if (reference !== undefined) return reference;
		throw toInputError(
			origin,
			field,
			`holds an entry that is neither an ID nor a key: ${showValue(entry)}`,
			'Enter IDs such as 125161 or keys such as 1c7222dc-416f-4c60-9b17-88262c91768f, separated by commas.',
		);
	});
	return [...new Map(references.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** A JSON list keeps its quotes and line breaks to itself; any other text is split. */
function splitText(text: string): unknown[] {
	try {
		const list = text.startsWith('[') ? parseJson(text) : undefined;
		if (Array.isArray(list)) return list;
	} catch {
		// Brackets around something that is no JSON: the entries are looked at one by one.
	}
	return text.replace(/^\[|\]$/g, '').split(/[,;\n]/);
}

function splitList(origin: ItemOrigin, field: string, raw: unknown): string[] {
	if (raw === undefined || raw === null || raw === '') return [];
	const entries: unknown[] = typeof raw === 'string' ? splitText(raw.trim()) : [raw].flat();
	return entries.map((entry) => {
		const isScalar = typeof entry === 'number' || typeof entry === 'string';
		const value = isScalar ? readScalar(origin, field, entry).trim() : '';
		if (value !== '') return value;
		throw toInputError(
			origin,
			field,
			`holds an entry that is empty or no text: ${showValue(entry)}`,
			'Remove the entry, or a comma too many.',
		);
	});
}
