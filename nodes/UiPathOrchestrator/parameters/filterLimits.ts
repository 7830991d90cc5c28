import { allOf } from '../transport/filter';
import { countNodes, MOST_NODES } from '../transport/filterNodes';
import type { ItemOrigin } from './inputError';
import { toInputError } from './inputError';
import { JOB_COLUMNS } from './jobColumns';

/** What one filter field says. */
export interface Condition {
	/** Label of the field. */
	readonly label: string;
	readonly text: string;
	/** The same in fewer nodes, with `in (…)`. */
	readonly short?: string | undefined;
}

/** Turns the filter into the longest one that is sent for it: what later pages and polls add counts too. */
export type AddLongest = (filter: string | undefined) => string | undefined;

/**
 * Characters of the filter in the address, percent-encoded. Web servers refuse request lines beyond
 * 8 kB by default, and path, columns and order stand there too.
 */
const LONGEST_FILTER = 7_000;

const byWeight = <T extends { readonly weight: number }>(parts: readonly T[]): T[] =>
	[...parts].sort((a, b) => b.weight - a.weight);

const measure = (conditions: ReadonlyArray<{ readonly text: string }>): number =>
	conditions.reduce((sum, { text }) => sum + encodeURIComponent(text).length, 0);

/** @throws NodeOperationError that names the field which takes most room */
function limitLength(origin: ItemOrigin, conditions: readonly Condition[]): void {
	const whole = measure(conditions);
	if (whole <= LONGEST_FILTER) return;
	const parts = conditions.map((part) => ({ label: part.label, weight: measure([part]) }));
	throw toInputError(
		origin,
		byWeight(parts)[0]?.label ?? 'Filters',
		`is too long: all filters together take ${whole} characters of the address`,
		`Shorten it: an address has room for ${LONGEST_FILTER}, where letters outside of English count up to twelve.`,
	);
}

/** Names all filters, the largest first, since any of them may be the one to leave out. */
function toNodesError(origin: ItemOrigin, conditions: readonly Condition[], whole: number) {
	const parts = byWeight(
		conditions.map(({ label, text }) => ({ label, weight: countNodes(text, JOB_COLUMNS) })),
	);
	const [first = 'Filters', ...others] = parts.map(({ label }) => label);
	const together = others.length === 0 ? 'it' : `together with ${others.join(', ')} it`;
	const shares = parts.map(({ label, weight }) => `${label} ${weight}`).join(', ');
	return toInputError(
		origin,
		first,
		`is too complex: ${together} takes ${whole} nodes of a filter, and Orchestrator allows ${MOST_NODES}`,
		`Leave filters out or shorten them. Nodes: ${shares}; the rest joins them, or is for later pages and polls. A comparison takes 4 nodes or more, a list such as Id in (1,2,3) takes 1.`,
	);
}

const join = (conditions: readonly Condition[]) => allOf(conditions.map(({ text }) => text));

const count = (text: string | undefined) => countNodes(text, JOB_COLUMNS);

/** The condition as a list, and what that saves. */
function shorten({ label, text, short = text }: Condition) {
	return { label, text: short, weight: count(text) - count(short) };
}

/**
 * Joins conditions. Values of one field are alternatives with "or", which every Orchestrator reads; only
 * where that does not fit, lists with `in` take their place, the longest first: the libraries of 2020
 * may not read them for enums.
 *
 * @throws NodeOperationError for more than an address or Orchestrator's limit of nodes can hold
 */
export function joinConditions(
	origin: ItemOrigin,
	conditions: readonly Condition[],
	addLongest: AddLongest,
): string | undefined {
	limitLength(origin, conditions);
	const fits = (text: string | undefined) => count(addLongest(text)) <= MOST_NODES;
	const shortened = new Map<string, Condition>();
	const current = () => conditions.map((given) => shortened.get(given.label) ?? given);
	for (const next of byWeight(conditions.map(shorten))) {
		if (fits(join(current()))) break;
		shortened.set(next.label, next);
	}
	const filter = join(current());
	if (fits(filter)) return filter;
	throw toNodesError(origin, current(), count(addLongest(filter)));
}
