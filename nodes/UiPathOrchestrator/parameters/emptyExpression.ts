import type { INodeProperties } from 'n8n-workflow';

import { isRecord } from '../helpers/json';
import { toInputError } from './inputError';
import type { ItemOrigin } from './inputError';

type InnerField = NonNullable<INodeProperties['options']>[number];

/** A field of the description, or a part of one. */
interface Place {
	/** As errors name it. */
	readonly label: string;
	readonly type: string;
	readonly inner: readonly InnerField[];
	/** What comes before the labels of the fields inside. */
	readonly prefix: string;
}

/** Deeper than any field lies; values of expressions may go on without end. */
const DEEPEST = 8;

/**
 * What they hold is meant to reach the process: an object without entries is a value too, and in the
 * form an argument without a value is left out.
 */
const TYPES_OF_DATA = ['json', 'resourceMapper'];

const toPlace = (field: INodeProperties, prefix = ''): Place => ({
	label: prefix + field.displayName,
	type: field.type,
	inner: field.options ?? [],
	prefix: '',
});

/** @returns the field of that name inside a collection; one without a label when there is none */
function enter(place: Place, name: string): Place {
	const found = place.inner.find((field) => field.name === name);
	if (found === undefined || 'value' in found) {
		return { label: place.prefix + name, type: '', inner: [], prefix: '' };
	}
	if (!('values' in found)) return toPlace(found, place.prefix);
	return { label: place.label, type: 'group', inner: found.values, prefix: `${place.label}: ` };
}

/**
 * Whether n8n evaluates the value as written. A field that was switched to an expression and then
 * emptied by hand holds the equals sign alone.
 */
export function isExpression(written: unknown): written is string {
	return typeof written === 'string' && written.startsWith('=') && written.slice(1).trim() !== '';
}

function isNothing({ type }: Place, value: unknown): boolean {
	if (value === undefined || value === null || Number.isNaN(value)) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (Array.isArray(value)) return value.length === 0;
	// Dates and the like are objects without entries of their own.
	const isPlain = Object.prototype.toString.call(value) === '[object Object]';
	return isPlain && !TYPES_OF_DATA.includes(type) && Object.keys(Object(value)).length === 0;
}

const isLocator = ({ type }: Place, value: object): boolean =>
	(type === 'resourceLocator' || '__rl' in value) && !Array.isArray(value);

/** What lies inside a value, as written or, of an expression, as it came out. */
function listInside(place: Place, whole: unknown): Array<readonly [name: string, place: Place]> {
	// A time of Luxon is one value, whatever it is made of.
	if (typeof whole !== 'object' || whole === null || 'toISO' in whole) return [];
	if (place.type === 'json') return [];
	if (place.type === 'resourceMapper') return [['value', { ...place, type: 'json' }]];
	if (isLocator(place, whole)) return [['value', { ...place, type: '' }]];
	return Object.keys(whole).map((name) => [
		name,
		Array.isArray(whole) ? place : enter(place, name),
	]);
}

const pick = (whole: unknown, name: string): unknown =>
	typeof whole === 'object' && whole !== null ? Reflect.get(whole, name) : undefined;

interface EmptyField {
	readonly label: string;
	readonly expression: string;
}

function findEmpty(
	place: Place,
	written: unknown,
	value: unknown,
	depth = 0,
): EmptyField | undefined {
	const isComputed = isExpression(written);
	if (isComputed && isNothing(place, value)) {
		return { label: place.label, expression: written };
	}
	if (depth === DEEPEST) return undefined;
	const whole = isComputed ? value : written;
	for (const [name, inside] of listInside(place, whole)) {
		const entry = pick(value, name);
		// Empty entries of a computed list are for its reader to refuse, who can say so.
		if (isComputed && Array.isArray(whole) && !isRecord(entry)) continue;
		const found = findEmpty(inside, isComputed ? written : pick(written, name), entry, depth + 1);
		if (found !== undefined) return found;
	}
	return undefined;
}

const KEY_OF_AGENT = /\$fromAI\(\s*(['"`])([\w-]+)\1/i;

/**
 * Refuses a parameter in which an expression yields nothing: undefined, null, NaN, blank text, or a
 * list or collection without entries. It is not the same as a field left empty: a filter that lost its
 * value would list everything.
 *
 * @param field description of the parameter
 * @param value the parameter with its expressions resolved; the node of `origin` has it as written
 * @throws NodeOperationError that names the field, whatever collection it lies in
 */
export function refuseEmptyExpressions(
	origin: ItemOrigin,
	field: INodeProperties,
	value: unknown,
): void {
	const empty = findEmpty(toPlace(field), origin.node.parameters[field.name], value);
	if (empty === undefined) return;
	const key = KEY_OF_AGENT.exec(empty.expression)?.[2];
	if (key !== undefined) {
		throw toInputError(
			origin,
			empty.label,
			`got no value from the agent; call the tool again with a value for '${key}'`,
			'If the field is meant to be unset, stop letting the model define it, and leave it empty.',
		);
	}
	throw toInputError(
		origin,
		empty.label,
		'is an expression that yields nothing',
		'Give the expression a value. If the field is meant to be unset, empty it by hand or remove it: an expression without a value does not count as unset.',
	);
}
