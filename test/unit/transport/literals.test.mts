import fc from 'fast-check';

import {
	enumLiteral,
	guidLiteral,
	idLiteral,
	isGuid,
	isId,
	LiteralError,
	stringLiteral,
} from '../../../nodes/UiPathOrchestrator/transport/literals.ts';
import { anyText } from '../text.mts';

const INT64_MAX = 2n ** 63n - 1n;
const KEY = '6b1d2c3e-0000-4000-8000-123456789abc';

describe('stringLiteral', () => {
	test.each([
		['', "''"],
		["O'Brien", "'O''Brien'"],
		["''", "''''''"],
		["'", "''''"],
		['50% & more #1 + 2', "'50% & more #1 + 2'"],
		['двигатель 😀', "'двигатель 😀'"],
		['שלום', "'שלום'"],
		['line\r\nbreak\t"x"', '\'line\r\nbreak\t"x"\''],
	])('writes %j', (text, literal) => {
		expect(stringLiteral(text)).toBe(literal);
	});

	test('can be read back, and put into a URL, whatever the text', () => {
		fc.assert(
			fc.property(
				anyText().filter((value) => !value.includes('\0')),
				(value) => {
					const literal = decodeURIComponent(encodeURIComponent(stringLiteral(value)));
					expect(literal).toMatch(/^'(?:[^']|'')*'$/u);
					expect(literal.slice(1, -1).replaceAll("''", "'")).toBe(value);
				},
			),
			{ numRuns: 500 },
		);
	});

	test.each(['\0', 'a\0b', '\ud83d', '\ude00', 'a\udc00b', '\ude00\ud83d'])(
		'refuses %j',
		(text) => {
			expect(() => stringLiteral(text)).toThrow(LiteralError);
		},
	);
});

describe('enumLiteral', () => {
	test('quotes a name', () => {
		expect(enumLiteral('Faulted')).toBe("'Faulted'");
	});

	test.each(['', '4', "Faulted'", 'Faulted or', "' or '1' eq '1", 'Fäulted', 'A\n'])(
		'refuses %j',
		(name) => {
			expect(() => enumLiteral(name)).toThrow(LiteralError);
		},
	);
});

describe('idLiteral', () => {
	test.each([
		['1', '1'],
		['007', '7'],
		['9007199254740993', '9007199254740993'],
		[String(INT64_MAX), '9223372036854775807'],
	])('writes %s', (id, literal) => {
		expect(isId(id)).toBe(true);
		expect(idLiteral(id)).toBe(literal);
	});

	test.each([
		'',
		'0',
		'000',
		'-1',
		'+1',
		'1.0',
		'1e3',
		'0x10',
		' 1',
		'1\n',
		'1L',
		'١',
		String(INT64_MAX + 1n),
		'99999999999999999999',
		'1 or 1 eq 1',
	])('refuses %j', (id) => {
		expect(isId(id)).toBe(false);
		expect(() => idLiteral(id)).toThrow(LiteralError);
	});

	test('takes exactly the positive numbers of an int64', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: -2n, max: 2n ** 64n }), (id) => {
				expect(isId(String(id))).toBe(id > 0n && id <= INT64_MAX);
			}),
		);
	});
});

describe('guidLiteral', () => {
	test('writes a key in small letters, unquoted', () => {
		expect(guidLiteral(KEY.toUpperCase())).toBe(KEY);
	});

	test('takes every GUID', () => {
		fc.assert(fc.property(fc.uuid(), (key) => expect(isGuid(key)).toBe(true)));
	});

	test.each(['', KEY.slice(1), `${KEY}0`, `{${KEY}}`, KEY.replaceAll('-', ''), `${KEY}\n`])(
		'refuses %j',
		(key) => {
			expect(() => guidLiteral(key)).toThrow(LiteralError);
		},
	);
});
