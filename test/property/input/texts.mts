/** Texts that are hard to carry: through an address, a header, JSON, or an OData literal. */
import fc from 'fast-check';

/** One of each kind that is known to go wrong somewhere. */
export const NASTY_TEXTS: readonly string[] = [
	"'",
	"''",
	"O'Brien",
	"x' or 1 eq 1 or Reference eq '",
	"') or (Id gt 0) or ('' eq '",
	"'%27",
	'50% off',
	'%',
	'%00',
	'%27%20or%201%20eq%201',
	'%25',
	'a#b',
	'a&$top=1',
	'a+b',
	'a b',
	'a?b=c;d',
	'a/b/../c',
	'..',
	'\\',
	'\\"',
	'a\\u0027b',
	'"quoted"',
	'{"a": 1}',
	'[1, {}]',
	'<script>alert(1)</script>',
	'$filter',
	'null',
	'true',
	'2026-01-31T08:00:00Z',
	'\u{1f600}',
	'\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
	'שלום עולם',
	'\u202eevil\u202c',
	'\ufeffBOM',
	'\u00a0nbsp',
	'e\u0301 and \u00e9',
	'ﬁ ß İ',
	'\u2028line\u2029paragraph',
	'\0',
	'a\0b',
	'\u0001\u001f\u007f\u0085',
	'line\r\nbreak\ttab',
	'\ud83d',
	'\ude00',
	'a\ud800b',
	'__proto__',
	'constructor',
	'{{ $json.text }}',
	'={{ 1 + 1 }}',
	'x'.repeat(10_240),
	"'".repeat(10_240),
	'\u{1f600}'.repeat(2_560),
];

/** Any character there is, those with a meaning somewhere more often; halves of pairs too. */
const character = fc.oneof(
	{ weight: 5, arbitrary: fc.constantFrom(...`'"%#&+\\/?=;:,()[]{}<>$@ \t\r\n\0`) },
	{ weight: 2, arbitrary: fc.integer({ min: 0x20, max: 0x7e }).map(toCharacter) },
	{ weight: 1, arbitrary: fc.integer({ min: 0, max: 0x9f }).map(toCharacter) },
	{ weight: 2, arbitrary: fc.integer({ min: 0xa0, max: 0xffff }).map(toCharacter) },
	{ weight: 1, arbitrary: fc.integer({ min: 0x10000, max: 0x10ffff }).map(toCharacter) },
	{ weight: 1, arbitrary: fc.integer({ min: 0xd800, max: 0xdfff }).map(toCharacter) },
	{ weight: 1, arbitrary: fc.constantFrom('\u202e', '\u200f', '\u05d0', '\u0627', '\u2066') },
);

/** Words of OData that would change a filter, were they not inside a literal. */
const word = fc.constantFrom(' or ', ' and ', ' eq ', 'not ', "'", "''", '%27', '%2527', 'Id', '1');

function toCharacter(code: number): string {
	return String.fromCodePoint(code);
}

/** Any text; some have the length of a page. */
export const anyInput: fc.Arbitrary<string> = fc.oneof(
	{ weight: 12, arbitrary: fc.string({ unit: character, minLength: 1, maxLength: 24 }) },
	{ weight: 6, arbitrary: fc.string({ unit: fc.oneof(word, character), minLength: 1 }) },
	{ weight: 2, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
	{
		weight: 1,
		arbitrary: fc
			.tuple(
				fc.string({ unit: character, minLength: 1, maxLength: 4 }),
				fc.integer({ min: 1, max: 2_560 }),
			)
			.map(([text, count]) => text.repeat(count)),
	},
);

/** Whether no URL and no header can carry the text: UTF-8 has no half pairs, C's strings no NUL. */
export const isUnsendable = (text: string): boolean => text.includes('\0') || !text.isWellFormed();
