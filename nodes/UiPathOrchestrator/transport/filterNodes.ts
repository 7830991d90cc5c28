import { FilterReader } from './filterReader';
import type { Columns } from './filterReader';

/** Orchestrator answers 400 to a `$filter` of more. */
export const MOST_NODES = 100;

const TEXT = /'[^']*'/g;
const COMPARISON = /\s(?:eq|ne|gt|ge|lt|le)\s/gi;
const JUNCTION = /\s(?:and|or)\s/gi;

/** What an unreadable filter has at least: three nodes for each comparison, one for each `and` and `or`. */
function countAtLeast(filter: string): number {
	const outsideText = filter.replace(TEXT, "''");
	const count = (pattern: RegExp) => outsideText.match(pattern)?.length ?? 0;
	return 3 * count(COMPARISON) + count(JUNCTION);
}

/**
 * Nodes of a `$filter`, counted as Microsoft's OData library for .NET counts them: an operator or a
 * function is one, a literal one, a property one and one for the row, one more for each entity on the
 * way to it, and `in (…)` one with all that belongs to it. Where a side may be null and the other may
 * not, the library converts one of them, which is a node too; that holds for `and` and `or` as well.
 *
 * Of columns that are not among `columns` no conversion is counted, and of what cannot be read only what
 * is certain, so that no filter is refused that Orchestrator would take. Takes linear time.
 */
export function countNodes(filter: string | undefined, columns: Columns): number {
	if (filter === undefined || filter === '') return 0;
	return new FilterReader(filter, columns).countAll() ?? countAtLeast(filter);
}
