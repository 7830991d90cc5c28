import { readToken, skipBrackets } from './filterTokens';
import type { Token, TokenKind } from './filterTokens';

/** How a column behaves in comparisons. */
export interface Column {
	readonly type: 'text' | 'enum' | 'number' | 'value';
	/** Whether the API's model lets it be null. */
	readonly nullable: boolean;
}

/** Columns by their path, in lower case: `robot/name`. */
export type Columns = Readonly<Record<string, Column>>;

/** A part of a filter; `nullable` is undefined where it is not known whether it may be null. */
interface Part {
	readonly nodes: number;
	readonly type:
		| Column['type']
		| 'literal text'
		| 'literal number'
		| 'literal value'
		| 'null'
		| undefined;
	readonly nullable: boolean | undefined;
}

const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const SUMS = ['add', 'sub'];
const PRODUCTS = ['mul', 'div', 'mod'];
/** More brackets than anybody writes; each takes room on the stack. */
const DEEPEST = 100;

const value = (nodes: number, nullable: boolean | undefined): Part => ({
	nodes,
	type: 'value',
	nullable,
});

/** What functions return. */
const RESULTS: ReadonlyArray<readonly [names: string, type: Column['type'], nullable: boolean]> = [
	['contains startswith endswith date time now', 'value', false],
	['indexof length year month day hour minute second', 'number', false],
	['tolower toupper trim concat substring', 'text', true],
];

const LITERALS: Partial<Record<TokenKind, Part>> = {
	text: { nodes: 1, type: 'literal text', nullable: true },
	number: { nodes: 1, type: 'literal number', nullable: false },
	value: { nodes: 1, type: 'literal value', nullable: false },
	null: { nodes: 1, type: 'null', nullable: true },
};

const isLiteral = ({ type }: Part): boolean =>
	type === 'null' || type?.startsWith('literal') === true;

const either = (left: Part, right: Part): boolean | undefined => {
	if (left.nullable === true || right.nullable === true) return true;
	return left.nullable === false && right.nullable === false ? false : undefined;
};

/** 1 where one side may be null and the other may not, as far as is known. */
const convert = (left: Part, right: Part): number =>
	left.nullable !== undefined && right.nullable !== undefined && left.nullable !== right.nullable
		? 1
		: 0;

/** Against null: what may never be null is made to be able to first, and null takes the other's type. */
function compareWithNull(nodes: number, other: Part): Part {
	if (other.type === 'enum') return value(nodes + 1, other.nullable);
	const isUnknown = other.type === undefined;
	return value(nodes + (other.nullable === false ? 2 : 1), isUnknown ? undefined : true);
}

function compareParts(left: Part, right: Part): Part {
	const nodes = 1 + left.nodes + right.nodes;
	const [other, literal] = isLiteral(left) ? [right, left] : [left, right];
	if (literal.type === 'null') return compareWithNull(nodes, other);
	if (other.type === undefined) return value(nodes, undefined);
	// Numbers and names of enums are written out as the other side's type, which converts nothing.
	const isTaken =
		literal.type === 'literal number' || (literal.type === 'literal text' && other.type === 'enum');
	if (isTaken) return value(nodes, other.nullable);
	return value(nodes + convert(left, right), either(left, right));
}

/** Reads a filter by the precedence of OData, and counts its nodes on the way. */
export class FilterReader {
	private token: Token | undefined;

	private depth = 0;

	private readonly filter: string;

	private readonly columns: Columns;

	constructor(filter: string, columns: Columns) {
		this.filter = filter;
		this.columns = columns;
		this.token = readToken(filter, 0);
	}

	/** @returns undefined for what cannot be read */
	countAll(): number | undefined {
		const whole = this.readJunction('or');
		return this.token?.kind === 'end' ? whole?.nodes : undefined;
	}

	private readJunction(word: 'and' | 'or'): Part | undefined {
		const read = () => (word === 'or' ? this.readJunction('and') : this.readComparison());
		return this.readChain([word], read, (left, right) =>
			value(1 + left.nodes + right.nodes + convert(left, right), either(left, right)),
		);
	}

	private readChain(
		words: readonly string[],
		read: () => Part | undefined,
		join: (left: Part, right: Part) => Part,
	): Part | undefined {
		let left = read();
		while (left !== undefined && this.takeWord(words)) {
			const right = read();
			left = right && join(left, right);
		}
		return left;
	}

	private readComparison(): Part | undefined {
		const left = this.readChain(COMPARISONS, () => this.readSum(), compareParts);
		if (left === undefined || !this.isWord(['in'])) return left;
		this.advance();
		const end =
			this.token?.text === '(' ? skipBrackets(this.filter, this.token.end - 1) : undefined;
		if (end === undefined) return undefined;
		this.token = readToken(this.filter, end);
		return value(1, false);
	}

	private readSum(): Part | undefined {
		const join = (left: Part, right: Part): Part => ({
			nodes: 1 + left.nodes + right.nodes,
			type: left.type === 'literal number' ? right.type : left.type,
			nullable: either(left, right),
		});
		return this.readChain(SUMS, () => this.readChain(PRODUCTS, () => this.readUnary(), join), join);
	}

	private readUnary(): Part | undefined {
		this.depth += 1;
		if (this.depth > DEEPEST) return undefined;
		const isUnary = this.takeWord(['not']) || this.takeSymbol('-');
		const operand = isUnary ? this.readUnary() : this.readOperand();
		this.depth -= 1;
		return operand && (isUnary ? { ...operand, nodes: operand.nodes + 1 } : operand);
	}

	private readOperand(): Part | undefined {
		const { token } = this;
		if (token === undefined) return undefined;
		const literal = LITERALS[token.kind];
		if (literal !== undefined) {
			this.advance();
			return literal;
		}
		if (this.takeSymbol('(')) {
			const inner = this.readJunction('or');
			return this.takeSymbol(')') ? inner : undefined;
		}
		if (token.kind !== 'name') return undefined;
		this.advance();
		return this.takeSymbol('(') ? this.readCall(token.text) : this.readPath(token.text);
	}

	private readCall(name: string): Part | undefined {
		let nodes = 1;
		if (!this.takeSymbol(')')) {
			do {
				const argument = this.readJunction('or');
				if (argument === undefined) return undefined;
				// Text may be null to every function, so that text which may not is converted.
				const isConverted =
					argument.type === 'null' || (argument.type === 'text' && argument.nullable === false);
				nodes += argument.nodes + (isConverted ? 1 : 0);
			} while (this.takeSymbol(','));
			if (!this.takeSymbol(')')) return undefined;
		}
		const [, type, nullable] =
			RESULTS.find(([names]) => names.split(' ').includes(name.toLowerCase())) ?? [];
		return { nodes, type, nullable };
	}

	private readPath(first: string): Part | undefined {
		const segments = [first];
		while (this.takeSymbol('/')) {
			if (this.token?.kind !== 'name') return undefined;
			segments.push(this.token.text);
			this.advance();
		}
		const path = segments.join('/').toLowerCase();
		const column = Object.hasOwn(this.columns, path) ? this.columns[path] : undefined;
		return { nodes: segments.length + 1, type: column?.type, nullable: column?.nullable };
	}

	private advance(): void {
		this.token = this.token && readToken(this.filter, this.token.end);
	}

	private isWord(words: readonly string[]): boolean {
		return this.token?.kind === 'name' && words.includes(this.token.text.toLowerCase());
	}

	private takeWord(words: readonly string[]): boolean {
		const isTaken = this.isWord(words);
		if (isTaken) this.advance();
		return isTaken;
	}

	private takeSymbol(symbol: string): boolean {
		const isTaken = this.token?.kind === 'symbol' && this.token.text === symbol;
		if (isTaken) this.advance();
		return isTaken;
	}
}
