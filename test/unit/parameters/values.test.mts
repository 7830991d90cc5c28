import fc from 'fast-check';

import {
	readBoolean,
	readGuid,
	readId,
	readInteger,
	readText,
	toFields,
} from '../../../nodes/UiPathOrchestrator/parameters/values.ts';
import { expectRefusal, origin } from '../origin.mts';
import { anyText } from '../text.mts';

const KEY = '795cbab2-8008-4a54-b1cb-f9ff1ece139e';
const UNSET = [undefined, null, ''];
const NO_TEXT = [true, {}, [], ['a']];

test.each(UNSET)('%p is a field that is not set', (raw) => {
	expect(readText(origin, 'Name', raw)).toBeUndefined();
	expect(readId(origin, 'Name', raw)).toBeUndefined();
	expect(readGuid(origin, 'Name', raw)).toBeUndefined();
	expect(readInteger(origin, 'Name', raw, { min: 1, max: 2 })).toBeUndefined();
	expect(readBoolean(origin, 'Name', raw)).toBeUndefined();
});

test.each([
	[{ a: 1 }, { a: 1 }],
	[undefined, {}],
	['text', {}],
	[['a'], {}],
])('toFields(%j)', (raw, fields) => {
	expect(toFields(raw)).toEqual(fields);
});

describe('readText', () => {
	test('keeps every text as it is, blanks included', () => {
		fc.assert(
			fc.property(anyText(1), (text) => {
				expect(readText(origin, 'Name', text)).toBe(text);
			}),
		);
	});

	test('takes numbers for text', () => {
		expect(readText(origin, 'Name', 0)).toBe('0');
	});

	test.each(NO_TEXT)('refuses %j', (raw) => {
		expectRefusal(() => readText(origin, 'Name', raw), 'Name', 'is not text');
	});

	test('refuses text that is too long and says how long it may be', () => {
		expect(readText(origin, 'Name', 'x'.repeat(128), 128)).toHaveLength(128);
		expectRefusal(
			() => readText(origin, 'Name', 'x'.repeat(129), 128),
			'Name',
			'has 129 characters',
		);
	});
});

describe('readId', () => {
	test.each([
		[749, '749'],
		['749', '749'],
		[' 749\n', '749'],
		['9223372036854775807', '9223372036854775807'],
	])('reads %j', (raw, id) => {
		expect(readId(origin, 'Robot ID', raw)).toBe(id);
	});

	test.each(['abc', '0', -1, 1.5, '1,2', KEY, '9223372036854775808', NaN, Infinity, 1e21, ' '])(
		'refuses %p',
		(raw) => {
			expectRefusal(() => readId(origin, 'Robot ID', raw), 'Robot ID', /is not an ID|sent exactly/);
		},
	);
});

describe('readGuid', () => {
	test.each([KEY, KEY.toUpperCase(), ` ${KEY} `])('reads %j', (raw) => {
		expect(readGuid(origin, 'Key', raw)).toBe(KEY);
	});

	test.each(['abc', 12, `{${KEY}}`, `${KEY}' or '1' eq '1`, ' '])('refuses %j', (raw) => {
		expectRefusal(() => readGuid(origin, 'Key', raw), 'Key', 'is not a key');
	});
});

describe('readInteger', () => {
	const RANGE = { min: 1, max: 100 };

	test.each([
		[1, 1],
		[100, 100],
		['7', 7],
		[' 7 ', 7],
	])('reads %j', (raw, value) => {
		expect(readInteger(origin, 'Count', raw, RANGE)).toBe(value);
	});

	test.each([0, 101, 1.5, 'abc', ' ', true, {}, [], NaN, Infinity, '1.5', '101'])(
		'refuses %p',
		(raw) => {
			expectRefusal(
				() => readInteger(origin, 'Count', raw, RANGE),
				'Count',
				'is not a whole number from 1 to 100',
			);
		},
	);
});

describe('readBoolean', () => {
	test.each([
		[true, true],
		[false, false],
		['true', true],
		[' False ', false],
	])('reads %j', (raw, value) => {
		expect(readBoolean(origin, 'Switch', raw)).toBe(value);
	});

	test.each([0, 1, 'yes', {}, []])('refuses %j', (raw) => {
		expectRefusal(() => readBoolean(origin, 'Switch', raw), 'Switch', 'is neither true nor false');
	});
});
