import { invalidQuery } from '../errors.mts';
import type { Row } from './schema.mts';
import type { Typed, Value, ValueType } from './values.mts';

type TextFunction = { arity: 1 | 2; result: ValueType; apply: (a: string, b: string) => Value };

/** Text is compared in lower case throughout, so tolower and toupper have nothing left to do. */
const FUNCTIONS: Record<string, TextFunction> = {
	contains: { arity: 2, result: 'boolean', apply: (a, b) => a.includes(b) },
	startswith: { arity: 2, result: 'boolean', apply: (a, b) => a.startsWith(b) },
	endswith: { arity: 2, result: 'boolean', apply: (a, b) => a.endsWith(b) },
	indexof: { arity: 2, result: 'int64', apply: (a, b) => BigInt(a.indexOf(b)) },
	length: { arity: 1, result: 'int64', apply: (a) => BigInt(a.length) },
	tolower: { arity: 1, result: 'string', apply: (a) => a },
	toupper: { arity: 1, result: 'string', apply: (a) => a },
	trim: { arity: 1, result: 'string', apply: (a) => a.trim() },
};

/** The functions of the dialect; anything else, or text functions on other types, is refused. */
export function compileCall(name: string, args: Typed[]): Typed {
	const found = FUNCTIONS[name.toLowerCase()];
	if (!found) throw invalidQuery(`An unknown function with name '${name}' was found.`);
	if (args.length !== found.arity || args.some((arg) => arg.type !== 'string')) {
		throw invalidQuery(`No function signature for the function with name '${name}' matches.`);
	}
	const [first, second] = args;
	const read = (row: Row): Value => {
		const a = first?.read(row) ?? null;
		const b = second ? second.read(row) : '';
		return typeof a === 'string' && typeof b === 'string' ? found.apply(a, b) : null;
	};
	return { type: found.result, read };
}
