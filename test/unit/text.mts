import fc from 'fast-check';

/** Any character of Unicode, ASCII and quotes more often; no half of a surrogate pair. */
const character = fc
	.oneof(
		fc.constant(0x27),
		fc.integer({ min: 0, max: 0x7f }),
		fc.integer({ min: 0x80, max: 0xd7ff }),
		fc.integer({ min: 0xe000, max: 0x10ffff }),
	)
	.map((code) => String.fromCodePoint(code));

export const anyText = (minLength = 0, maxLength = 12): fc.Arbitrary<string> =>
	fc.string({ unit: character, minLength, maxLength });
