import { invalidQuery } from '../errors.mts';
import { readToken, type Token } from './lexer.mts';
import { readList } from './lists.mts';
import type { Arithmetic, Comparison, Expression } from './tree.mts';

const COMPARISONS: readonly Comparison[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const MOST_BRACKETS = 100;

/**
 * Reads a `$filter` with the precedence of OData: brackets and functions, `not` and `-`, `mul`, `add`,
 * comparisons and `in`, `and`, `or`. Operators may be written in any case, as Microsoft's library reads
 * them when it ignores case; only `in` before a list has to be in lower case.
 *
 * Throws a 400 (code 1000) for everything that is no expression.
 */
export function parseFilter(filter: string): Expression {
	const parser = new Parser(filter);
	const tree = parser.readOr();
	parser.expectEnd();
	return tree;
}

class Parser {
	readonly #text: string;
	#token: Token;
	#end: number;
	#depth = 0;

	constructor(text: string) {
		this.#text = text;
		({ token: this.#token, end: this.#end } = readToken(text, 0));
	}

	readOr(): Expression {
		let left = this.#readAnd();
		while (this.#takeWord('or')) left = { kind: 'or', left, right: this.#readAnd() };
		return left;
	}

	expectEnd(): void {
		if (this.#token.kind !== 'end') throw this.#toError();
	}

	#readAnd(): Expression {
		let left = this.#readComparison();
		while (this.#takeWord('and')) left = { kind: 'and', left, right: this.#readComparison() };
		return left;
	}

	#readComparison(): Expression {
		let left = this.#readSum();
		for (;;) {
			if (this.#takeWord('in')) {
				left = this.#readIn(left);
				continue;
			}
			const operator = COMPARISONS.find((word) => this.#takeWord(word));
			if (operator === undefined) return left;
			left = { kind: 'compare', operator, left, right: this.#readSum() };
		}
	}

	#readIn(left: Expression): Expression {
		const token = this.#token;
		if (token.kind !== 'list') throw this.#toError();
		this.#advance();
		return { kind: 'in', left, items: readList(token.text) };
	}

	#readSum(): Expression {
		return this.#readArithmetic(['add', 'sub'], () =>
			this.#readArithmetic(['mul', 'div', 'mod'], () => this.#readUnary()),
		);
	}

	#readArithmetic(operators: readonly Arithmetic[], readOperand: () => Expression): Expression {
		let left = readOperand();
		for (;;) {
			const operator = operators.find((word) => this.#takeWord(word));
			if (operator === undefined) return left;
			left = { kind: 'arithmetic', operator, left, right: readOperand() };
		}
	}

	/** `not` takes the next operand only: `not State eq 'Faulted'` negates the state, and is refused. */
	#readUnary(): Expression {
		this.#enter();
		const kind = this.#takeWord('not') ? 'not' : this.#takeSymbol('-') ? 'negate' : undefined;
		const read: Expression =
			kind === undefined ? this.#readPrimary() : { kind, operand: this.#readUnary() };
		this.#depth -= 1;
		return read;
	}

	#readPrimary(): Expression {
		const token = this.#token;
		if (token.kind === 'literal') {
			this.#advance();
			return token.literal;
		}
		if (this.#takeSymbol('(')) {
			const inner = this.readOr();
			this.#expectSymbol(')');
			return inner;
		}
		if (token.kind !== 'name') throw this.#toError();
		// A function's bracket follows at once: `contains (Info,'x')` is none.
		const isCall = this.#text[this.#end] === '(';
		this.#advance();
		return isCall ? this.#readCall(token.text) : this.#readPath(token.text);
	}

	#readCall(name: string): Expression {
		this.#expectSymbol('(');
		const args: Expression[] = [];
		if (this.#takeSymbol(')')) return { kind: 'call', name, args };
		do args.push(this.readOr());
		while (this.#takeSymbol(','));
		this.#expectSymbol(')');
		return { kind: 'call', name, args };
	}

	#readPath(first: string): Expression {
		const segments = first === '$it' ? [] : [first];
		while (this.#takeSymbol('/')) {
			const token = this.#token;
			if (token.kind !== 'name' || this.#text[this.#end] === '(') throw this.#toError();
			segments.push(token.text);
			this.#advance();
		}
		if (segments.length === 0) throw this.#toError();
		return { kind: 'path', segments };
	}

	#advance(): void {
		const before = this.#token.kind === 'name' ? this.#token.text : '';
		({ token: this.#token, end: this.#end } = readToken(this.#text, this.#end, before));
	}

	#takeWord(word: string): boolean {
		if (this.#token.kind !== 'name' || this.#token.text.toLowerCase() !== word) return false;
		this.#advance();
		return true;
	}

	#takeSymbol(symbol: string): boolean {
		if (this.#token.kind !== 'symbol' || this.#token.text !== symbol) return false;
		this.#advance();
		return true;
	}

	#expectSymbol(symbol: string): void {
		if (!this.#takeSymbol(symbol)) throw this.#toError();
	}

	#enter(): void {
		this.#depth += 1;
		if (this.#depth > MOST_BRACKETS) throw invalidQuery('Recursion depth exceeded allowed limit.');
	}

	#toError() {
		return invalidQuery(`Syntax error at position ${this.#token.at} in '${this.#text}'.`);
	}
}
