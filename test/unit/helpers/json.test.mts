import fc from 'fast-check';

import {
	hasNumberThatChanges,
	isRecord,
	minifyJson,
	parseJson,
	toDataObject,
	toJson,
	toJsonId,
	tryWriteJson,
} from '../../../nodes/UiPathOrchestrator/helpers/json.ts';
import { jsonText, numberToken } from './json-text.mts';

/** A decimal number as an exact fraction: `1.25e-1` is 125 / 1000. */
function toFraction(token: string): [numerator: bigint, denominator: bigint] {
	const [, sign, whole = '', fraction = '', exponent = '0'] =
		/^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(token) ?? [];
	const power = Number(exponent) - fraction.length;
	const mantissa = BigInt(`${sign ?? ''}${whole}${fraction}`);
	return power < 0 ? [mantissa, 10n ** BigInt(-power)] : [mantissa * 10n ** BigInt(power), 1n];
}

/** Independent of the code under test: compares the token with what JavaScript would write for it. */
function isKept(token: string): boolean {
	const number = Number(token);
	if (!Number.isFinite(number)) return false;
	const [a, b] = toFraction(token);
	const [c, d] = toFraction(String(number));
	return a * d === b * c;
}

/** JSON.parse tells the source of each value; numbers that change become their source. */
const parseWithSources = (text: string): unknown =>
	JSON.parse(text, (_name, value: unknown, context?: { source?: string }) => {
		const source = context?.source;
		return typeof value === 'number' && source !== undefined && !isKept(source) ? source : value;
	});

describe('parseJson', () => {
	test.each([
		['9007199254740993', '9007199254740993'],
		['-9223372036854775808', '-9223372036854775808'],
		['9007199254740992', 9007199254740992],
		['0.1', 0.1],
		['1.10', 1.1],
		['1e3', 1000],
		['0.12345678901234567890', '0.12345678901234567890'],
		['1e400', '1e400'],
		['100000000000000000000', 1e20],
		['"9007199254740993"', '9007199254740993'],
		['"\\"9007199254740993"', '"9007199254740993'],
	])('reads %s', (text, value) => {
		expect(parseJson(text)).toBe(value);
		expect(parseJson(`{"a":[${text}]}`)).toEqual({ a: [value] });
	});

	test('equals JSON.parse but for numbers that would change, which keep their digits', () => {
		fc.assert(
			fc.property(jsonText, ({ spaced }) => {
				expect(parseJson(spaced)).toEqual(parseWithSources(spaced));
			}),
			{ numRuns: 1000 },
		);
	});

	test('tells exactly the numbers that JavaScript would change', () => {
		fc.assert(
			fc.property(numberToken, (token) => {
				expect(hasNumberThatChanges(`[${token}]`)).toBe(!isKept(token));
			}),
			{ numRuns: 2000 },
		);
	});

	test.each([
		'',
		'{',
		'[1,]',
		'{"a":9007199254740993',
		'[9007199254740993 1]',
		'[--9007199254740993]',
	])('refuses %j as JSON.parse does', (text) => {
		expect(() => parseJson(text)).toThrow(SyntaxError);
	});

	test('refuses a long number with a leading zero, which is no JSON', () => {
		expect(() => parseJson('[09007199254740993]')).toThrow(SyntaxError);
	});
});

describe('minifyJson', () => {
	test('removes the gaps between tokens and nothing else', () => {
		fc.assert(
			fc.property(jsonText, ({ spaced, compact }) => {
				expect(minifyJson(spaced)).toBe(compact);
			}),
			{ numRuns: 1000 },
		);
	});
});

/** Far more than one regular expression for all tokens can go through. */
const ESCAPES = '\\n'.repeat(6_000_000);

test('a string of some million escapes is no hindrance', () => {
	const text = `{ "a" : "${ESCAPES}" , "b" : 9007199254740993 }`;
	expect(minifyJson(text) === `{"a":"${ESCAPES}","b":9007199254740993}`).toBe(true);
	expect(hasNumberThatChanges(text)).toBe(true);
	expect(parseJson(text)).toMatchObject({ b: '9007199254740993' });
});

test('half a surrogate pair is written as its escape sequence', () => {
	expect(minifyJson('["\ud83d", "\u{1f600}", "\ude00 x"]')).toBe(
		'["\\ud83d","\u{1f600}","\\ude00 x"]',
	);
});

test('tryWriteJson writes what it can', () => {
	expect(tryWriteJson({ a: [1, 'b'] })).toBe('{"a":[1,"b"]}');
	expect(tryWriteJson({ d: new Date(0), n: 10n, z: -0 })).toBe(
		'{"d":"1970-01-01T00:00:00.000Z","n":10,"z":-0}',
	);
	for (const lost of [
		() => 1,
		undefined,
		Number.NaN,
		new Set(),
		[undefined],
		/a/,
		new Date(Number.NaN),
	]) {
		expect(() => tryWriteJson({ lost })).toThrow("at 'lost");
	}
});

describe('toJson', () => {
	test('equals JSON.stringify for everything that JSON knows', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				expect(toJson(value)).toBe(JSON.stringify(value));
			}),
			{ numRuns: 500 },
		);
	});

	test('leaves out undefined fields and writes undefined entries as null', () => {
		expect(toJson({ a: undefined, b: [undefined, 1], c: { d: undefined } })).toBe(
			'{"b":[null,1],"c":{}}',
		);
	});

	test('writes a bigint with all its digits, without quotes', () => {
		fc.assert(
			fc.property(fc.bigInt(), (id) => {
				expect(toJson({ ids: [id], id })).toBe(`{"ids":[${id}],"id":${id}}`);
			}),
		);
	});
});

test.each([
	[{}, true],
	[[], false],
	[null, false],
	['text', false],
])('isRecord(%j) is %s', (value, expected) => {
	expect(isRecord(value)).toBe(expected);
});

test.each([
	['125161', 125161],
	['9007199254740991', 9007199254740991],
	['9007199254740993', '9007199254740993'],
])('toJsonId(%j)', (digits, id) => {
	expect(toJsonId(digits)).toBe(id);
});

test('toDataObject keeps every field that has a value', () => {
	const record = { a: null, b: 0, c: '', d: [1], e: { f: 1 }, g: undefined, h: () => {} };
	const data = toDataObject(record);
	expect(Object.keys(data)).toEqual(['a', 'b', 'c', 'd', 'e']);
	expect(data).toEqual({ a: null, b: 0, c: '', d: [1], e: { f: 1 } });
});

test('toDataObject leaves out what would become the prototype', () => {
	const data = toDataObject(JSON.parse('{"__proto__":{"polluted":true},"a":1}'));
	expect(data).toEqual({ a: 1 });
	expect(data.polluted).toBeUndefined();
});
