import { invalidQuery } from '../errors.mts';
import { findTimeOrGuid, isGuid, parseDuration } from './literals.mts';
import type { Literal, LiteralType } from './tree.mts';

/**
 * A piece of a filter. What stands in brackets behind `in` is one token: a list, whose items are read
 * by the type of what they are compared with.
 */
export type Token =
	| { kind: 'name' | 'symbol' | 'list'; text: string; at: number }
	| { kind: 'literal'; literal: Literal; at: number }
	| { kind: 'end'; at: number };

const SPACE = /\s*/y;
const STRING = /'(?:[^']|'')*'/y;
const NAME = /[\p{L}_$][\p{L}\p{N}\p{M}_]*/uy;
const NUMBER = /-?\d+(\.\d+)?(e[+-]?\d+)?([mdfl])?/iy;
/** Times and GUIDs reach to the next of these, whatever they hold. */
const CHUNK = /[^,) ]+/y;

const unquote = (quoted: string): string => quoted.slice(1, -1).replaceAll("''", "'");

function match(pattern: RegExp, text: string, at: number): string | undefined {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0];
}

/** The token that begins at `at`, blanks left out. @param before name that stands before it */
export function readToken(text: string, from: number, before = ''): { token: Token; end: number } {
	const at = from + (match(SPACE, text, from) ?? '').length;
	const [character] = text.slice(at, at + 1);
	if (character === undefined) return { token: { kind: 'end', at }, end: at };
	if (character === '(' && before === 'in') {
		const end = findListEnd(text, at);
		return { token: { kind: 'list', text: text.slice(at + 1, end - 1), at }, end };
	}
	const found = readLiteral(text, at);
	if (found !== undefined) return { token: { kind: 'literal', ...found, at }, end: found.end };
	const name = match(NAME, text, at);
	if (name !== undefined) return { token: { kind: 'name', text: name, at }, end: at + name.length };
	if ('(),/-'.includes(character)) {
		return { token: { kind: 'symbol', text: character, at }, end: at + 1 };
	}
	throw invalidQuery(`Syntax error at position ${at} in '${text}'.`);
}

/** Position behind the bracket that closes the one at `at`; brackets inside of text do not count. */
function findListEnd(text: string, at: number): number {
	let depth = 0;
	let isText = false;
	for (let index = at; index < text.length; index += 1) {
		const character = text[index];
		if (character === "'") isText = !isText;
		if (isText) continue;
		if (character === '(') depth += 1;
		if (character === ')') depth -= 1;
		if (depth === 0) return index + 1;
	}
	throw invalidQuery(`Found an unbalanced bracket expression in '${text}'.`);
}

type Found = { literal: Literal; end: number };

const make = (type: LiteralType, text: string, end: number): Found => ({
	literal: { kind: 'literal', type, text },
	end,
});

function readLiteral(text: string, at: number): Found | undefined {
	const first = text[at] ?? '';
	if (first === "'") return make('string', unquote(readString(text, at)), endOfString(text, at));
	const chunk = match(CHUNK, text, at) ?? '';
	if (isGuid(chunk)) return make('guid', chunk, at + chunk.length);
	if (/\d/.test(first)) {
		const type = findTimeOrGuid(chunk);
		if (type !== undefined) return make(type, chunk, at + chunk.length);
	}
	if (/\d/.test(first) || /^-\d/.test(chunk)) return readNumber(text, at);
	const name = match(NAME, text, at);
	if (name === undefined) return undefined;
	const end = at + name.length;
	if (text[end] === "'") return readPrefixed(text, name, end);
	// Unlike operators and functions, these words have to be in lower case.
	if (name === 'null') return make('null', name, end);
	return name === 'true' || name === 'false' ? make('boolean', name, end) : undefined;
}

function readString(text: string, at: number): string {
	const quoted = match(STRING, text, at);
	if (quoted === undefined) throw invalidQuery('There is an unterminated string literal.');
	return quoted;
}

const endOfString = (text: string, at: number) => at + readString(text, at).length;

function readPrefixed(text: string, prefix: string, at: number): Found {
	const value = unquote(readString(text, at));
	if (prefix.toLowerCase() !== 'duration' || parseDuration(value) === undefined) {
		throw invalidQuery(`Unrecognized literal '${prefix}'${value}''.`);
	}
	return make('duration', value, endOfString(text, at));
}

function readNumber(text: string, at: number): Found {
	const number = match(NUMBER, text, at) ?? '';
	const suffix = /[mdfl]$/i.exec(number)?.[0].toLowerCase();
	const value = suffix === undefined ? number : number.slice(0, -1);
	const end = at + number.length;
	if (/[\w.]/.test(text[end] ?? '')) throw invalidQuery(`Syntax error at position ${end}.`);
	if (suffix === 'l') return make('long', value, end);
	return make(suffix === undefined && /^-?\d+$/.test(value) ? 'integer' : 'decimal', value, end);
}
