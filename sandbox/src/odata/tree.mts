/** The filter as a plain tree, independent of the parser library that read it. */
export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

export type Expression =
	| { kind: 'and' | 'or'; left: Expression; right: Expression }
	| { kind: 'not'; operand: Expression }
	| { kind: 'compare'; operator: Comparison; left: Expression; right: Expression }
	| { kind: 'in'; left: Expression; items: Literal[] }
	| { kind: 'call'; name: string; args: Expression[] }
	| { kind: 'path'; segments: string[] }
	| Literal;

export type Literal = {
	kind: 'literal';
	type: 'null' | 'boolean' | 'integer' | 'decimal' | 'string' | 'datetime' | 'guid';
	/** The value without quotes, as text. */
	text: string;
};

/** Number of nodes as the server's limit of 100 counts them: items of `in` count one each. */
export function countNodes(expression: Expression): number {
	switch (expression.kind) {
		case 'and':
		case 'or':
		case 'compare':
			return 1 + countNodes(expression.left) + countNodes(expression.right);
		case 'not':
			return 1 + countNodes(expression.operand);
		case 'in':
			return 1 + countNodes(expression.left) + expression.items.length;
		case 'call':
			return 1 + expression.args.reduce((sum, arg) => sum + countNodes(arg), 0);
		case 'path':
			return expression.segments.length;
		case 'literal':
			return 1;
	}
}

/** How many comparisons of a related entity (`Robot/Id eq 1`) the filter holds. */
export function countNavigationComparisons(expression: Expression): number {
	switch (expression.kind) {
		case 'and':
		case 'or':
		case 'compare':
			return (
				countNavigationComparisons(expression.left) + countNavigationComparisons(expression.right)
			);
		case 'not':
			return countNavigationComparisons(expression.operand);
		case 'in':
			return countNavigationComparisons(expression.left);
		case 'call':
			return expression.args.reduce((sum, arg) => sum + countNavigationComparisons(arg), 0);
		case 'path':
			return expression.segments.length > 1 ? 1 : 0;
		case 'literal':
			return 0;
	}
}
