import fc from 'fast-check';

import {
	showValue,
	toInputError,
} from '../../../nodes/UiPathOrchestrator/parameters/inputError.ts';
import { expectRefusal, origin } from '../origin.mts';

describe('showValue', () => {
	test.each([
		['text', "'text'"],
		[12, "'12'"],
		[{ a: [1] }, '\'{"a":[1]}\''],
		[null, "'null'"],
		[undefined, "'undefined'"],
		[Number.NaN, "'NaN'"],
		['a\r\nb\0', "'a\ufffd\ufffdb\ufffd'"],
		['half \ud83d', "'half \ufffd'"],
		['\u{1f600}'.repeat(41), `'${'\u{1f600}'.repeat(40)}…'`],
		[`x${'\u{1f600}'.repeat(40)}`, `'x${'\u{1f600}'.repeat(39)}\ufffd…'`],
		['x'.repeat(80), `'${'x'.repeat(80)}'`],
		['x'.repeat(81), `'${'x'.repeat(80)}…'`],
	])('%p', (value, shown) => {
		expect(showValue(value)).toBe(shown);
	});

	test('shows every value, and no more of it than a line', () => {
		fc.assert(
			fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true }), (value) => {
				expect(showValue(value).length).toBeLessThanOrEqual(83);
			}),
		);
	});

	test.each([{}, Object.create(null)])('shows a value that holds itself', (value) => {
		value.self = value;
		expect(showValue(value)).toBe("'[object Object]'");
	});
});

test.each(['abc', 'ENOENT', 'Preexisting', 'connect ECONNREFUSED'])(
	'the message stays as written about %s',
	(value) => {
		const throwIt = () => {
			throw toInputError(origin, 'Reference', `is wrong: ${showValue(value)}`, 'Correct it.');
		};
		expectRefusal(throwIt, 'Reference', `is wrong: '${value}'`);
	},
);
