/** What a piece of a filter is, as far as counting needs to know. */
export type TokenKind = 'text' | 'number' | 'value' | 'null' | 'name' | 'symbol' | 'end';

export interface Token {
	readonly kind: TokenKind;
	readonly text: string;
	/** Position behind it. */
	readonly end: number;
}

const TOKEN =
	/\s*(?:(duration'[^']*')|('(?:[^']|'')*')|([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})|(\d{4}-[^,()\s]*)|(-?\d[^,()\s]*)|([\p{L}_$][\p{L}\p{N}_]*)|([(),/-])|$)/iuy;

/** Words that have to be in lower case, unlike operators and functions. */
const CONSTANTS: Readonly<Record<string, TokenKind>> = {
	null: 'null',
	true: 'value',
	false: 'value',
};

/** The token behind a position, or undefined where there is something that no filter holds. */
export function readToken(filter: string, from: number): Token | undefined {
	TOKEN.lastIndex = from;
	const match = TOKEN.exec(filter);
	if (match === null) return undefined;
	const end = TOKEN.lastIndex;
	const [, duration, text, guid, time, number, name, symbol] = match;
	if (text !== undefined) return { kind: 'text', text, end };
	if (number !== undefined) return { kind: 'number', text: number, end };
	if (name !== undefined) {
		const kind = Object.hasOwn(CONSTANTS, name) ? CONSTANTS[name] : undefined;
		return { kind: kind ?? 'name', text: name, end };
	}
	if (symbol !== undefined) return { kind: 'symbol', text: symbol, end };
	const value = duration ?? guid ?? time;
	return value === undefined ? { kind: 'end', text: '', end } : { kind: 'value', text: value, end };
}

/** Position behind the brackets that open at `from`, quotes respected; undefined if they do not close. */
export function skipBrackets(filter: string, from: number): number | undefined {
	let depth = 0;
	let isText = false;
	for (let at = from; at < filter.length; at += 1) {
		const character = filter[at];
		if (character === "'") isText = !isText;
		if (isText) continue;
		if (character === '(') depth += 1;
		if (character === ')') depth -= 1;
		if (depth === 0) return at + 1;
	}
	return undefined;
}
