import { allOf, anyOf, compare, containsText, isBalancedFilter } from '../transport/filter';
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
) => string | undefined;

function quote(origin: ItemOrigin, label: string, text: string): string {
	try {
		return stringLiteral(text);
	} catch (caught: unknown) {
		throw caught instanceof LiteralError
			? toInputError(origin, label, `is not ${caught.message}`, 'Remove the character.')
			: caught;
	}
}

const text =
	(path: string): ConditionReader =>
	(origin, label, raw) => {
		const value = readText(origin, label, raw);
		return value === undefined ? undefined : compare(path, 'eq', quote(origin, label, value));
	};

const id =
	(path: string): ConditionReader =>
	(origin, label, raw) => {
		const value = readId(origin, label, raw);
		return value === undefined ? undefined : compare(path, 'eq', idLiteral(value));
	};

const time =
	(path: string, operator: Comparison): ConditionReader =>
	(origin, label, raw, timeZone) => {
		const value = readDateTime(origin, label, raw, timeZone);
		return value === undefined ? undefined : compare(path, operator, value);
	};

const names =
	(path: string): ConditionReader =>
	(origin, label, raw) =>
		anyOf(readNames(origin, label, raw).map((name) => compare(path, 'eq', enumLiteral(name))));

const guid: ConditionReader = (origin, label, raw) => {
	const value = readGuid(origin, label, raw);
	return value === undefined ? undefined : compare('BatchExecutionKey', 'eq', guidLiteral(value));
};

/** The key of a process is text in the API, unlike the key of a job. */
const processKey: ConditionReader = (origin, label, raw) => {
	const value = readGuid(origin, label, raw);
	return value === undefined ? undefined : compare('Release/Key', 'eq', stringLiteral(value));
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
 * Characters of the filter in the address, percent-encoded. Web servers refuse request lines beyond
 * 8 kB by default, and path, columns and order stand there too.
 */
const LONGEST_FILTER = 7_000;

interface Condition {
	readonly label: string;
	readonly text: string;
}

/** @throws NodeOperationError that names the field which takes most room */
function limitLength(origin: ItemOrigin, conditions: readonly Condition[]): void {
	const lengths = conditions.map(({ label, text }) => ({
		label,
		length: encodeURIComponent(text).length,
	}));
	const whole = lengths.reduce((sum, { length }) => sum + length, 0);
	if (whole <= LONGEST_FILTER) return;
	const [{ label } = { label: 'Filters' }] = lengths.sort((a, b) => b.length - a.length);
	throw toInputError(
		origin,
		label,
		`is too long: all filters together take ${whole} characters of the address`,
		`Shorten it: an address has room for ${LONGEST_FILTER}, where letters outside of English count up to twelve.`,
	);
}

/**
 * Builds the `$filter` of a job list from the fields of `filters`.
 *
 * @param timeZone IANA name of the workflow's time zone
 * @returns undefined when no filter is set
 * @throws NodeOperationError for a value of the wrong type, a filter that does not exist, or more than
 * an address can hold
 */
export function buildJobFilter(
	origin: ItemOrigin,
	filters: Fields,
	timeZone: string,
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
		const text = read(origin, label, filters[name], timeZone);
		return text === undefined ? [] : [{ label, text }];
	});
	limitLength(origin, conditions);
	return allOf(conditions.map(({ text }) => text));
}
