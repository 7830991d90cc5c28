import fc from 'fast-check';

import { anyText } from '../text.mts';

/** JSON as a list of tokens and gaps, so that the same document can be written with any white space. */
type Token = string;

const digits = (min: number, max: number) =>
	fc
		.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max })
		.map((list) => list.join(''));

const whole = fc.oneof(
	fc.constant('0'),
	fc.bigInt({ min: 1n, max: 10n ** 25n }).map(String),
	fc.bigInt({ min: 2n ** 53n - 5n, max: 2n ** 53n + 5n }).map(String),
);
const fraction = fc.oneof(
	fc.constant(''),
	digits(1, 25).map((text) => `.${text}`),
);
const exponent = fc.oneof(
	{ weight: 4, arbitrary: fc.constant('') },
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), digits(1, 3))
			.map((parts) => parts.join('')),
	},
);

/** Every form of number that JSON allows, most of them not the form that JavaScript writes. */
export const numberToken: fc.Arbitrary<Token> = fc
	.tuple(fc.constantFrom('', '-'), whole, fraction, exponent)
	.map((parts) => parts.join(''));

const stringToken: fc.Arbitrary<Token> = fc.oneof(
	anyText().map((text) => JSON.stringify(text)),
	fc.constantFrom('"9007199254740993"', '"a \\" 9007199254740993"', '"\\\\"', '" 1e999 "', '""'),
);

const { document } = fc.letrec<{ document: Token[]; list: Token[]; object: Token[] }>((tie) => ({
	document: fc.oneof(
		{ maxDepth: 3 },
		fc.oneof(numberToken, stringToken, fc.constantFrom('true', 'null')).map((token) => [token]),
		tie('list'),
		tie('object'),
	),
	list: fc
		.array(tie('document'), { maxLength: 4 })
		.map((entries) => ['[', ...separate(entries), ']']),
	object: fc
		// Of a name that comes twice, V8 tells the wrong source, which the tests compare with.
		.uniqueArray(fc.tuple(stringToken, tie('document')), {
			maxLength: 4,
			selector: ([name]) => JSON.parse(name),
		})
		.map((fields) => ['{', ...separate(fields.map(([name, value]) => [name, ':', ...value])), '}']),
}));

const separate = (parts: Token[][]): Token[] =>
	parts.flatMap((part, index) => (index === 0 ? part : [',', ...part]));

const gap = fc.constantFrom('', '', ' ', '\n', '\t', '\r\n  ');

/** A JSON document twice: with random white space between its tokens, and with none. */
export const jsonText: fc.Arbitrary<{ spaced: string; compact: string }> = fc
	.tuple(document, fc.array(gap, { minLength: 1, maxLength: 8 }))
	.map(([tokens, gaps]) => ({
		spaced: tokens.map((token, index) => token + (gaps[index % gaps.length] ?? '')).join(''),
		compact: tokens.join(''),
	}));
