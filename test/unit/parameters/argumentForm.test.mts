import fc from 'fast-check';

import { readArgumentForm } from '../../../nodes/UiPathOrchestrator/parameters/argumentForm.ts';
import { expectRefusal, origin } from '../origin.mts';
import { anyText } from '../text.mts';

const field = (id: string, type: string, more: object = {}) => ({
	id,
	displayName: `${id} (${type})`,
	required: false,
	...more,
});
const defineBelow = (value: unknown, schema: unknown) => ({
	mappingMode: 'defineBelow',
	value,
	schema,
});
const read = (form: unknown, item: Record<string, unknown> = {}) =>
	readArgumentForm(origin, form, item);
const write = (type: string, value: unknown) =>
	read(defineBelow({ x: value }, [field('x', type)]))?.slice('{"x":'.length, -1);

describe('a value is written as its type wants it', () => {
	test.each<[string, unknown, string]>([
		['String', 'A-17', '"A-17"'],
		['String', '0065', '"0065"'],
		['String', '9007199254740993', '"9007199254740993"'],
		['String', 42, '"42"'],
		['String', true, '"true"'],
		['String', ' blanks ', '" blanks "'],
		['String', 'größer "日本" \\ \n', '"größer \\"日本\\" \\\\ \\n"'],
		['Guid', '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01', '"6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01"'],
		['TimeSpan', '00:05:00', '"00:05:00"'],
		['Int32', 7, '7'],
		['Int32', ' -7 ', '-7'],
		['Int32', '2147483647', '2147483647'],
		['Int32', 0, '0'],
		['Byte', '255', '255'],
		['Int64', '9007199254740993', '9007199254740993'],
		['Int64', '-9223372036854775808', '-9223372036854775808'],
		['UInt64', '18446744073709551615', '18446744073709551615'],
		['Decimal', '1.10', '1.10'],
		['Decimal', '0.1234567890123456789', '0.1234567890123456789'],
		['Double', 1e21, '1e+21'],
		['Double', '-0.5', '-0.5'],
		['Boolean', false, 'false'],
		['Boolean', 'TRUE', 'true'],
		['DateTime', '2026-01-31T08:00:00+01:00', '"2026-01-31T08:00:00+01:00"'],
		['DateTime', '2026-01-31T08:00:00.1234567', '"2026-01-31T08:00:00.1234567"'],
		['DateTimeOffset', '2026-01-31T08:00:00Z', '"2026-01-31T08:00:00Z"'],
		['DateOnly', '2026-01-31', '"2026-01-31"'],
		['DateOnly', '2026-01-31T00:00:00', '"2026-01-31"'],
		['DateOnly', { toISO: () => '2026-01-31T00:00:00.000+09:00' }, '"2026-01-31"'],
		['TimeOnly', '08:30', '"08:30:00"'],
		['TimeOnly', '08:30:15.1234567', '"08:30:15.1234567"'],
		['TimeSpan', '1.02:03:04', '"1.02:03:04"'],
		['TimeSpan', '-00:00:00.5', '"-00:00:00.5"'],
		['TimeSpan', '08:30', '"08:30"'],
		['Char', ' ', '" "'],
		['Guid', '{6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01}', '"{6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01}"'],
		['Byte[]', 'AQID', '"AQID"'],
		['Byte[]', '[1,2]', '[1,2]'],
		['Decimal', '79228162514264337593543950335', '79228162514264337593543950335'],
		['Single', '3.4e38', '3.4e38'],
		['Double', '-0', '-0'],
		['DateTime', new Date('2026-01-31T08:00:00Z'), '"2026-01-31T08:00:00.000Z"'],
		[
			'DateTime',
			{ toISO: () => '2026-01-31T08:00:00.000+09:00' },
			'"2026-01-31T08:00:00.000+09:00"',
		],
		['String[]', ['a', 'ü'], '["a","ü"]'],
		['String[]', '[ "0065", "b" ]', '["0065","b"]'],
		['List', '[9007199254740993, 1.10]', '[9007199254740993,1.10]'],
		['Int32[]', [], '[]'],
		['Dictionary', '{ "a" : 9007199254740993 }', '{"a":9007199254740993}'],
		['Dictionary', { a: { b: [1, null] } }, '{"a":{"b":[1,null]}}'],
		['Object', '"text"', '"text"'],
		['Object', 5, '5'],
		['Object', false, 'false'],
		['InvoiceRecord', '{"Total": 1.10}', '{"Total":1.10}'],
	])('%s of %j', (type, value, written) => {
		expect(write(type, value)).toBe(written);
	});

	test('any text arrives as it is', () => {
		fc.assert(
			fc.property(anyText(1, 20), (text) => {
				expect(JSON.parse(write('String', text) ?? '')).toBe(text);
			}),
		);
	});

	test('any whole number arrives digit by digit', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (number) => {
				expect(write('Int64', String(number))).toBe(String(number));
			}),
		);
	});
});

function holdItself(): unknown {
	const value: Record<string, unknown> = {};
	value.self = value;
	return value;
}

function nest(depth: number): unknown {
	let value: unknown = 1;
	for (let level = 0; level < depth; level += 1) value = { value };
	return value;
}

describe('a value of the wrong type is refused by the name of its argument', () => {
	test.each<[string, unknown, RegExp]>([
		['Int32', 'seven', /not a whole number/],
		['Int32', '0065', /without leading zeros/],
		['Int32', 1.5, /not a whole number/],
		['Int32', '2147483648', /from -2147483648 to 2147483647/],
		['Byte', -1, /from 0 to 255/],
		['UInt64', '18446744073709551616', /to 18446744073709551615/],
		['Int64', { a: 1 }, /not a whole number/],
		['Int32', true, /not a whole number/],
		['Double', '12,5', /not a number/],
		['Double', '0x10', /not a number/],
		['Double', Number.NaN, /not a number/],
		['Double', Number.POSITIVE_INFINITY, /not a number/],
		['Decimal', '1.', /not a number/],
		['Boolean', 'yes', /not true or false/],
		['Boolean', 1, /not true or false/],
		['DateTime', 'tomorrow', /not a date/],
		['DateTime', '31.01.2026', /not a date/],
		['DateTime', '2026-02-30T08:00:00Z', /not a date/],
		['DateTime', '2026-13-01', /not a date/],
		['DateTime', 1_770_000_000, /not a date/],
		['DateTime', new Date(Number.NaN), /not a date/],
		['DateTime', '2026-01-31T08:00:00+15:00', /not a date/],
		['DateOnly', '2026-01-31T08:00:00', /not a day/],
		['DateOnly', '2026-02-30', /not a day/],
		['TimeOnly', '25:00', /not a time of day/],
		['TimeSpan', '5', /not a duration/],
		['TimeSpan', '24:00:00', /not a duration/],
		['TimeSpan', 'PT5M', /not a duration/],
		['Char', 'ab', /not one character/],
		['Guid', 'abc', /not a GUID/],
		['Byte[]', 'AQI', /not a list/],
		['Decimal', '79228162514264337593543950336', /not a number that fits/],
		['Decimal', `0.${'1'.repeat(29)}`, /not a number that fits/],
		['Decimal', '1e999999999', /not a number that fits/],
		['Single', '1e39', /not a number that fits/],
		['Double', '1e400', /not a number that fits/],
		['Object', { a: [1, Number.NaN] }, /holds NaN at 'a\[1\]'/],
		['Object', { a: undefined }, /holds undefined at 'a'/],
		['Object', new Map([['a', 1]]), /holds a Map/],
		['Object[]', [() => 1], /holds a function at '\[0\]'/],
		['String', { a: 1 }, /not text/],
		['String', ['a'], /not text/],
		['String[]', 'a, b', /not a list/],
		['String[]', '{"a":1}', /not a list/],
		['String[]', { a: 1 }, /not a list/],
		['Dictionary', '{a: 1}', /not JSON/],
		['Object', 'plain text', /not JSON/],
	])('%s of %j', (type, value, problem) => {
		expectRefusal(() => write(type, value), 'Arguments: x', problem);
	});
});

test.each([
	['that holds itself', holdItself()],
	['nested deeper than JSON can be written', nest(20_000)],
])('a value %s is refused by the name of its argument', (_name, value) => {
	for (const type of ['Object', 'Dictionary']) {
		expectRefusal(() => write(type, value), 'Arguments: x', /not JSON/);
	}
	expectRefusal(() => write('String[]', [value]), 'Arguments: x', /not a list/);
});

describe('the form', () => {
	const SCHEMA = [
		field('orderId', 'String', { required: true }),
		field('count', 'Int32'),
		field('note', 'String', { displayName: 'note (String, default "none")' }),
	];

	test('sends what was filled in, in the order of the process', () => {
		expect(read(defineBelow({ count: 3, orderId: '0065', note: null }, SCHEMA))).toBe(
			'{"orderId":"0065","count":3}',
		);
	});

	test.each([undefined, null, '', {}, { mappingMode: 'defineBelow', value: null }])(
		'%j is none',
		(form) => {
			expect(read(form)).toBeUndefined();
		},
	);

	test('nothing filled in is nothing sent', () => {
		expect(read(defineBelow({ count: null, note: '' }, SCHEMA.slice(1)))).toBeUndefined();
	});

	test.each([undefined, null, ''])('a required argument must not be %j', (orderId) => {
		expectRefusal(
			() => read(defineBelow({ orderId, count: 3 }, SCHEMA)),
			'Arguments: orderId',
			'required',
		);
	});

	test('an argument that the process no longer has is refused', () => {
		const form = defineBelow({ orderId: 'a', amount: 5 }, SCHEMA);
		expectRefusal(() => read(form), 'Arguments: amount', 'not among the arguments');
	});

	test('an argument that was removed from the form is left away', () => {
		const schema = [SCHEMA[0], field('count', 'Int32', { removed: true })];
		expect(read(defineBelow({ orderId: 'a', count: null }, schema))).toBe('{"orderId":"a"}');
	});

	test.each(['constructor', 'toString', '__proto__'])(
		'an argument may be called %s, and be left empty',
		(name) => {
			const schema = [field(name, 'String'), field('count', 'Int32')];
			expect(read(defineBelow({ count: 1 }, schema))).toBe('{"count":1}');
			const given = JSON.parse(`{"${name}":"a","count":1}`);
			expect(read(defineBelow(given, schema))).toBe(`{"${name}":"a","count":1}`);
		},
	);

	test('names with quotes are written as JSON', () => {
		expect(read(defineBelow({ 'a"b': 1 }, [field('a"b', 'Int32')]))).toBe('{"a\\"b":1}');
	});
});

describe('automatic mapping', () => {
	const form = {
		mappingMode: 'autoMapInputData',
		value: null,
		schema: [field('orderId', 'String', { required: true }), field('count', 'Int64')],
	};

	test('takes the fields of the input item that the process knows', () => {
		const item = { orderId: '0065', count: '9007199254740993', other: { a: 1 } };
		expect(read(form, item)).toBe('{"orderId":"0065","count":9007199254740993}');
	});

	test('checks required arguments and types', () => {
		expectRefusal(() => read(form, { count: 1 }), 'Arguments: orderId', 'required');
		expectRefusal(() => read(form, { orderId: 'a', count: 'x' }), 'Arguments: count', 'whole');
	});

	test('is case-sensitive, as the arguments of a process are', () => {
		expectRefusal(() => read(form, { OrderId: 'a' }), 'Arguments: orderId', 'required');
	});
});

describe('a form without .NET types', () => {
	test.each<[string, unknown, string]>([
		['string', '0065', '"0065"'],
		['string', '{"a":1}', '"{\\"a\\":1}"'],
		['number', '9007199254740993', '9007199254740993'],
		['boolean', 'false', 'false'],
		['dateTime', '2026-01-31T08:00:00', '"2026-01-31T08:00:00"'],
		['object', '{"a": 1}', '{"a":1}'],
		['array', ['a'], '["a"]'],
		['options', 'true', '"true"'],
		['options', true, 'true'],
	])('goes by the type of the field: %s of %j', (type, value, written) => {
		const schema = [{ id: 'x', displayName: 'x', type, required: false }];
		expect(read(defineBelow({ x: value }, schema))).toBe(`{"x":${written}}`);
	});

	test.each([[[]], [undefined], [null]])(
		'sends values as they are with the schema %j',
		(schema) => {
			const value = { id: '0065', n: 5, on: false, list: [1, { a: null }], none: null };
			expect(read(defineBelow(value, schema))).toBe(
				'{"id":"0065","n":5,"on":false,"list":[1,{"a":null}]}',
			);
			expectRefusal(
				() => read(defineBelow({ n: Number.NaN }, schema)),
				'Arguments: n',
				'holds NaN',
			);
		},
	);

	test('automatic mapping without a list of arguments is refused', () => {
		expectRefusal(
			() => read({ mappingMode: 'autoMapInputData', value: null }, { a: 1 }),
			'Arguments',
			'mapped automatically',
		);
	});
});
