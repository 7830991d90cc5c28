/** The filter as a plain tree, before anything is known of columns and types. */
export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'mod';

export type Expression =
	| { kind: 'and' | 'or'; left: Expression; right: Expression }
	| { kind: 'not' | 'negate'; operand: Expression }
	| { kind: 'compare'; operator: Comparison; left: Expression; right: Expression }
	| { kind: 'arithmetic'; operator: Arithmetic; left: Expression; right: Expression }
	| { kind: 'in'; left: Expression; items: Literal[] }
	| { kind: 'call'; name: string; args: Expression[] }
	| { kind: 'path'; segments: string[] }
	| Literal;

export type LiteralType =
	| 'null'
	| 'boolean'
	| 'integer'
	/** A whole number with the suffix `L`. */
	| 'long'
	| 'decimal'
	| 'string'
	| 'datetime'
	| 'date'
	| 'time'
	| 'duration'
	| 'guid';

export type Literal = {
	kind: 'literal';
	type: LiteralType;
	/** The value without quotes, prefix and suffix, as text. */
	text: string;
};
