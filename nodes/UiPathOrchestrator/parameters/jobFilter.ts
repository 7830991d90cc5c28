import { anyOf, compare, containsText, isBalancedFilter, isIn } from '../transport/filter';
import type { Comparison } from '../transport/filter';
import {
	enumLiteral,
	guidLiteral,
	idLiteral,
	LiteralError,
	stringLiteral,
} from '../transport/literals';
import { matchReference } from '../transport/reference';
import { readDateTime } from './dateTime';
import { joinConditions } from './filterLimits';
import type { AddLongest, Condition } from './filterLimits';
import { showValue, toInputError } from './inputError';
import type { ItemOrigin } from './inputError';
import type { Fields } from './values';
import { readGuid, readId, readNames, readText } from './values';

/** Turns the value of one filter field into a condition, or undefined when the field is not set. */
type ConditionReader = (
	origin: ItemOrigin,
	label: string,
	raw: unknown,
	timeZone: string,
) => string | Condition | undefined;

function quote(origin: ItemOrigin, label: string, text: string): string {
	try {
		return stringLiteral(text);
	} catch (caught: unknown) {
		throw caught instanceof LiteralError
			? toInputError(origin, label, `is not ${caught.message}`, 'Remove the character.')
			: caught;
	}
}

/** One of several values. A list is one node of a filter, even with a single value in it. */
function isOneOf(label: string, path: string, literals: readonly string[]): Condition | undefined {
	const text = anyOf(literals.map((literal) => compare(path, 'eq', literal)));
	// Inside of a list, Microsoft's library takes a double quote for the end of a text.
	const canBeListed = !literals.some((literal) => literal.includes('"'));
	return text === undefined
		? undefined
		: { label, text, short: canBeListed ? isIn(path, literals) : undefined };
}

const text =
	(path: string): ConditionReader =>
	(origin, label, raw) => {
		const value = readText(origin, label, raw);
		return value === undefined ? undefined : isOneOf(label, path, [quote(origin, label, value)]);
	};

const id =
	(path: string): ConditionReader =>
	(origin, label, raw) => {
		const value = readId(origin, label, raw);
		return value === undefined ? undefined : isOneOf(label, path, [idLiteral(value)]);
	};

const time =
	(path: string, operator: Comparison): ConditionReader =>
	(origin, label, raw, timeZone) => {
		const value = readDateTime(origin, label, raw, timeZone);
		return value === undefined ? undefined : compare(path, operator, value);
	};

export const isInState = (label: string, states: readonly string[]): Condition | undefined =>
	isOneOf(label, 'State', states.map(enumLiteral));

const names =
	(path: string): ConditionReader =>
	(origin, label, raw) =>
		isOneOf(label, path, readNames(origin, label, raw).map(enumLiteral));

const guid: ConditionReader = (origin, label, raw) => {
	const value = readGuid(origin, label, raw);
	if (value === undefined) return undefined;
	const text = compare('BatchExecutionKey', 'eq', guidLiteral(value));
	// In lists UiPath's own SDKs write keys in quotes.
	return { label, text, short: isIn('BatchExecutionKey', [`'${guidLiteral(value)}'`]) };
};

/** The key of a process is text in the API, unlike the key of a job. */
const processKey: ConditionReader = (origin, label, raw) => {
	const value = readGuid(origin, label, raw);
	return value === undefined ? undefined : isOneOf(label, 'Release/Key', [stringLiteral(value)]);
};

const errorContains: ConditionReader = (origin, label, raw) => {
	const value = readText(origin, label, raw);
	return value === undefined ? undefined : containsText('Info', quote(origin, label, value));
};

const reference: ConditionReader = (origin, label, raw) => {
	const value = readText(origin, label, raw);
	return value === undefined ? undefined : matchReference(quote(origin, label, value));
};

const custom: ConditionReader = (origin, label, raw) => {
	const value = readText(origin, label, raw)?.trim();
	if (value === undefined || value === '') return undefined;
	// Only to refuse what no address can carry.
	quote(origin, label, value);
	if (isBalancedFilter(value)) return `(${value})`;
	throw toInputError(
		origin,
		label,
		`has a bracket or quote that does not close, or a percent sign outside of text: ${showValue(value)}`,
		"Write it as it reads, not encoded for an address. Text stands in single quotes, and a quote inside text is written twice: 'O''Brien'.",
	);
};

/** Label and meaning of every filter; the order is the order of the conditions in the request. */
const FILTERS: Readonly<Record<string, readonly [label: string, read: ConditionReader]>> = {
	robotId: ['Robot', id('Robot/Id')],
	robotName: ['Robot Name', text('Robot/Name')],
	environmentId: ['Environment ID', id('Release/EnvironmentId')],
	process: ['Process Name', text('Release/Name')],
	processKey: ['Process Key', processKey],
	createdAfter: ['Created After', time('CreationTime', 'ge')],
	createdBefore: ['Created Before', time('CreationTime', 'lt')],
	startedAfter: ['Started After', time('StartTime', 'ge')],
	startedBefore: ['Started Before', time('StartTime', 'lt')],
	endedAfter: ['Ended After', time('EndTime', 'ge')],
	endedBefore: ['Ended Before', time('EndTime', 'lt')],
	states: ['States', names('State')],
	sourceTypes: ['Source Types', names('SourceType')],
	types: ['Types', names('Type')],
	priority: ['Priority', names('JobPriority')],
	hostMachineName: ['Host Machine Name', text('HostMachineName')],
	reference: ['Reference', reference],
	batchExecutionKey: ['Batch Execution Key', guid],
	errorContains: ['Error Contains', errorContains],
	custom: ['Custom Filter (OData)', custom],
};

/**
 * Builds the `$filter` of a job list from the fields of `filters`.
 *
 * @param timeZone IANA name of the workflow's time zone
 * @param first condition that stands before those of the fields
 * @param addLongest what the requests add to the filter, at most
 * @returns undefined when no filter is set
 * @throws NodeOperationError for a value of the wrong type, a filter that does not exist, or more than
 * an address or Orchestrator's limit of nodes can hold
 */
export function buildJobFilter(
	origin: ItemOrigin,
	filters: Fields,
	timeZone: string,
	{
		first,
		addLongest = (filter) => filter,
	}: { first?: Condition | undefined; addLongest?: AddLongest } = {},
): string | undefined {
	const unknown = Object.keys(filters).find((name) => !Object.hasOwn(FILTERS, name));
	if (unknown !== undefined) {
		throw toInputError(
			origin,
			'Filters',
			`has no field ${showValue(unknown)}`,
			`Use one of: ${Object.keys(FILTERS).join(', ')}.`,
		);
	}
	const conditions = Object.entries(FILTERS).flatMap(([name, [label, read]]): Condition[] => {
		const condition = read(origin, label, filters[name], timeZone);
		if (condition === undefined) return [];
		return [typeof condition === 'string' ? { label, text: condition } : condition];
	});
	return joinConditions(origin, first ? [first, ...conditions] : conditions, addLongest);
}
