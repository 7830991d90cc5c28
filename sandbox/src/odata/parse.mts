import { defaultParser, type Token } from '@odata/parser';
import { invalidQuery } from '../errors.mts';
import { lexFilter, type LexedFilter } from './lexer.mts';
import type { Comparison, Expression, Literal } from './tree.mts';

const COMPARISONS: Record<string, Comparison> = {
	EqualsExpression: 'eq',
	NotEqualsExpression: 'ne',
	GreaterThanExpression: 'gt',
	GreaterOrEqualsExpression: 'ge',
	LesserThanExpression: 'lt',
	LesserOrEqualsExpression: 'le',
};

const LITERALS: Array<[Literal['type'], RegExp]> = [
	['null', /^null$/],
	['boolean', /^(true|false)$/],
	['integer', /^-?\d+$/],
	['decimal', /^-?\d+\.\d+$/],
	['guid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
	['datetime', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})$/i],
];

/** Reads a `$filter`. Throws a 400 (code 1000) for everything that is not in the dialect. */
export function parseFilter(filter: string): Expression {
	const lexed = lexFilter(filter.trim());
	let token: Token;
	try {
		token = defaultParser.filter(lexed.text);
	} catch (error) {
		throw invalidQuery(`Syntax error in '${filter}': ${messageOf(error)}`);
	}
	return convert(token, lexed);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The library's tokens type their value as any; this is the part of them that is looked at. */
type TokenValue = { left: Token; right: Token; method: string; parameters?: Token[] };

function convert(token: Token, lexed: LexedFilter): Expression {
	const value = token.value as unknown as TokenValue;
	switch (token.type as string) {
		case 'AndExpression':
		case 'OrExpression':
		case 'NotExpression':
			return applyPrecedence(flatten(token, lexed));
		case 'BoolParenExpression':
		case 'ParenExpression':
			return convert(token.value as Token, lexed);
		case 'MethodCallExpression':
			return {
				kind: 'call',
				name: value.method,
				args: (value.parameters ?? []).map((parameter) => convert(parameter, lexed)),
			};
		case 'FirstMemberExpression':
			if (!/^[A-Za-z_]\w*(\/[A-Za-z_]\w*)*$/.test(token.raw)) {
				throw invalidQuery(`'${token.raw}' is not a property path.`);
			}
			return { kind: 'path', segments: token.raw.split('/') };
		case 'Literal':
			return convertLiteral(token.raw, lexed);
	}
	const operator = COMPARISONS[token.type as string];
	if (!operator) throw invalidQuery(`'${token.raw}' is not supported.`);
	const left = convert(value.left, lexed);
	const list = /^'list:(\d+)'$/.exec(value.right.raw);
	if (!list) return { kind: 'compare', operator, left, right: convert(value.right, lexed) };
	const items = lexed.lists[Number(list[1])] ?? [];
	return { kind: 'in', left, items: items.map((item) => convertLiteral(item, lexed)) };
}

function convertLiteral(raw: string, lexed: LexedFilter): Literal {
	const mark = /^'text:(\d+)'$/.exec(raw);
	if (mark) return { kind: 'literal', type: 'string', text: lexed.strings[Number(mark[1])] ?? '' };
	const long = /^'long:(\d+)'$/.exec(raw);
	if (long) return { kind: 'literal', type: 'integer', text: lexed.longs[Number(long[1])] ?? '' };
	const found = LITERALS.find(([, pattern]) => pattern.test(raw));
	if (!found) throw invalidQuery(`'${raw}' is not a literal.`);
	return { kind: 'literal', type: found[0], text: raw };
}

type Flat = Array<Expression | 'and' | 'or' | 'not'>;

/**
 * The library nests `and`, `or` and `not` to the right whatever they are; laid out flat, the
 * precedence of OData (not, and, or) can be applied. Brackets stay one operand.
 */
function flatten(token: Token, lexed: LexedFilter): Flat {
	const type = token.type as string;
	const value = token.value as unknown as TokenValue;
	if (type === 'NotExpression') return ['not', ...flatten(token.value as Token, lexed)];
	if (type !== 'AndExpression' && type !== 'OrExpression') return [convert(token, lexed)];
	const word = type === 'AndExpression' ? 'and' : 'or';
	return [...flatten(value.left, lexed), word, ...flatten(value.right, lexed)];
}

function applyPrecedence(flat: Flat): Expression {
	const or = split(flat, 'or');
	if (or.length > 1) return join('or', or.map(applyPrecedence));
	const and = split(flat, 'and');
	if (and.length > 1) return join('and', and.map(applyPrecedence));
	const [first, ...rest] = flat;
	if (first === 'not') return { kind: 'not', operand: applyPrecedence(rest) };
	if (typeof first !== 'object' || rest.length > 0) throw invalidQuery('Syntax error in filter.');
	return first;
}

function split(flat: Flat, word: 'and' | 'or'): Flat[] {
	const parts: Flat[] = [[]];
	for (const item of flat) {
		if (item === word) parts.push([]);
		else parts.at(-1)?.push(item);
	}
	return parts;
}

function join(kind: 'and' | 'or', parts: Expression[]): Expression {
	return parts.reduce((left, right) => ({ kind, left, right }));
}
