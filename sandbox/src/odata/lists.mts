import { invalidQuery } from '../errors.mts';
import { findTimeOrGuid } from './literals.mts';
import type { Literal, LiteralType } from './tree.mts';

const ITEM = /\s*(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)"|([^'",]*[^'",\s]))\s*(,|$)/y;

/** The items of a list behind `in`; what each may be is for the type of the left side to say. */
export function readList(text: string): Literal[] {
	const items: Literal[] = [];
	ITEM.lastIndex = 0;
	for (;;) {
		const [whole, single, double, bare, separator] = ITEM.exec(text) ?? [];
		if (whole === undefined) throw invalidQuery(`'(${text})' is not a list of values.`);
		items.push(toLiteral(single, double, bare));
		if (separator === '') return items;
	}
}

function toLiteral(single: string | undefined, double: string | undefined, bare = ''): Literal {
	const quoted = single?.replaceAll("''", "'") ?? double;
	if (quoted !== undefined) return { kind: 'literal', type: 'string', text: quoted };
	return { kind: 'literal', type: findType(bare), text: bare };
}

function findType(text: string): LiteralType {
	if (text === 'null') return 'null';
	if (text === 'true' || text === 'false') return 'boolean';
	if (/^-?\d+$/.test(text)) return 'integer';
	if (/^-?\d+L$/i.test(text)) return 'long';
	if (/^-?\d+\.\d+$/.test(text)) return 'decimal';
	const type = findTimeOrGuid(text);
	if (type === undefined) throw invalidQuery(`'${text}' in a list is not a value.`);
	return type;
}
