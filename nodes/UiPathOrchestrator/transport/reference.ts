import { compare } from './filter';

/** Stands between the user's reference and the one that every start has of its own. */
export const REFERENCE_MARK = ' n8n-';

/**
 * Condition for the jobs that were started with a reference, by this node (which adds its mark) or by
 * anybody else.
 *
 * @param literal the user's reference as an OData literal
 */
export function matchReference(literal: string): string {
	const marked = `'${literal.slice(1, -1)}${REFERENCE_MARK}'`;
	return `(${compare('Reference', 'eq', literal)} or startswith(Reference,${marked}))`;
}
