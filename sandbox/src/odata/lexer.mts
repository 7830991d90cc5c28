import { invalidQuery } from '../errors.mts';

/** A filter whose literals are replaced by numbered marks, and what the marks stand for. */
export type LexedFilter = { text: string; strings: string[]; lists: string[][]; longs: string[] };

const STRING = /'(?:[^']|'')*'/g;
const IN_LIST = /(\s)in\s*\(([^()]*)\)/gi;
const LONG_SUFFIX = /(^|[\s(,])(-?\d+)L(?=$|[\s),])/gi;
/** Whole numbers that the library takes for something else, depending on their digits. */
const LONG = /(^|[\s(,])(-?\d{16,})(?=$|[\s),])/g;

/**
 * Takes out what the parser library does not read: text with any character in it, `in (…)` lists,
 * long numbers and the `L` behind an int64. A list becomes the comparison `eq 'list:N'`, a text
 * `'text:N'`, a long number `'long:N'`.
 */
export function lexFilter(filter: string): LexedFilter {
	const strings: string[] = [];
	const lists: string[][] = [];
	let text = filter.replace(STRING, (literal) => {
		strings.push(literal.slice(1, -1).replaceAll("''", "'"));
		return `'text:${strings.length - 1}'`;
	});
	if (text.replace(STRING, '').includes("'")) throw invalidQuery('A string literal is not closed.');
	text = text.replace(LONG_SUFFIX, '$1$2');
	text = text.replace(IN_LIST, (_all, space: string, items: string) => {
		const members = items.split(',').map((item) => item.trim());
		if (members.some((member) => member === '')) throw invalidQuery("Empty item in an 'in' list.");
		lists.push(members);
		return `${space}eq 'list:${lists.length - 1}'`;
	});
	const longs: string[] = [];
	text = text.replace(LONG, (_all, before: string, digits: string) => {
		longs.push(digits);
		return `${before}'long:${longs.length - 1}'`;
	});
	return { text, strings, lists, longs };
}
