/** Builds `$filter` expressions. Empty parts vanish; literals come from `literals`. */

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

export function compare(path: string, operator: Comparison, literal: string): string {
	return `${path} ${operator} ${literal}`;
}

function join(
	parts: ReadonlyArray<string | undefined>,
	operator: 'and' | 'or',
): string | undefined {
	const given = parts.filter((part): part is string => part !== undefined && part !== '');
	return given.length === 0 ? undefined : given.join(` ${operator} `);
}

export function allOf(parts: ReadonlyArray<string | undefined>): string | undefined {
	return join(parts, 'and');
}

/** Alternatives in brackets, ready to be joined by `and`. */
export function anyOf(parts: readonly string[]): string | undefined {
	const joined = join(parts, 'or');
	return parts.length > 1 ? `(${joined})` : joined;
}

/** Whether a property is one of several values, in one node of a filter. */
export function isIn(path: string, literals: readonly string[]): string {
	return `${path} in (${literals.join(',')})`;
}

/**
 * Substring search the way Orchestrator's own guide does it, which works on every version. To OData,
 * the position inside of nothing is not -1 either, so nothing is ruled out first.
 */
export function containsText(path: string, literal: string): string {
	return `${path} ne null and indexof(${path},${literal}) ne -1`;
}

/**
 * Whether brackets and quotes of a raw filter close, so that putting it in brackets cannot change
 * what stands around it. Text stands in single quotes; what other quotes enclose, and whether %29 is a
 * bracket, is for each server to say, so that outside of text there must be neither.
 */
export function isBalancedFilter(raw: string): boolean {
	const outsideQuotes = raw.replace(/'[^']*'/g, '');
	if (/['"%]/.test(outsideQuotes)) return false;
	let depth = 0;
	for (const character of outsideQuotes) {
		if (character === '(') depth += 1;
		if (character === ')') depth -= 1;
		if (depth < 0) return false;
	}
	return depth === 0;
}
