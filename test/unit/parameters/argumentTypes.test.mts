import {
	chooseWidget,
	classifyType,
	labelArgument,
	readLabelType,
	shortenType,
} from '../../../nodes/UiPathOrchestrator/parameters/argumentTypes.ts';

const CORE =
	'System.Private.CoreLib, Version=8.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7';
const OLD = 'mscorlib, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089';

describe('shortenType', () => {
	test.each([
		[`System.String, ${CORE}`, 'String'],
		[`System.String, ${OLD}`, 'String'],
		['System.Int32', 'Int32'],
		[`System.String[], ${CORE}`, 'String[]'],
		['System.Int32[]', 'Int32[]'],
		[`System.Nullable\`1[[System.Int32, ${OLD}]], ${OLD}`, 'Int32'],
		[`System.Nullable\`1[[System.DateTime, ${CORE}]], ${CORE}`, 'DateTime'],
		[
			`System.Collections.Generic.Dictionary\`2[[System.String, ${CORE}],[System.Object, ${CORE}]], ${CORE}`,
			'Dictionary',
		],
		[`System.Collections.Generic.List\`1[[System.String, ${CORE}]], ${CORE}`, 'List'],
		[`System.Collections.Generic.List\`1[[System.String[], ${CORE}]], ${CORE}`, 'List'],
		[`System.Data.DataTable, System.Data.Common, Version=8.0.0.0`, 'DataTable'],
		['Newtonsoft.Json.Linq.JObject, Newtonsoft.Json, Version=13.0.0.0', 'JObject'],
		['Acme.Outer+Inner, Acme', 'Inner'],
		['String', 'String'],
		['', ''],
	])('%s', (full, short) => {
		expect(shortenType(full)).toBe(short);
	});
});

test.each([
	['String', 'text', 'string'],
	['Char', 'char', 'string'],
	['Guid', 'guid', 'string'],
	['Uri', 'text', 'string'],
	['TimeSpan', 'duration', 'string'],
	['Boolean', 'boolean', 'boolean'],
	['Byte', 'integer', 'number'],
	['Int16', 'integer', 'number'],
	['Int32', 'integer', 'number'],
	['UInt32', 'integer', 'number'],
	['Int64', 'integer', 'string'],
	['UInt64', 'integer', 'string'],
	['Double', 'decimal', 'number'],
	['Single', 'decimal', 'number'],
	['Decimal', 'decimal', 'string'],
	['DateTime', 'time', 'dateTime'],
	['DateTimeOffset', 'time', 'dateTime'],
	['DateOnly', 'day', 'dateTime'],
	['TimeOnly', 'clock', 'string'],
	['Byte[]', 'bytes', 'string'],
	['String[]', 'list', 'string'],
	['Object[]', 'list', 'string'],
	['List', 'list', 'string'],
	['IEnumerable', 'list', 'string'],
	['JArray', 'list', 'string'],
	['Dictionary', 'any', 'string'],
	['DataTable', 'any', 'string'],
	['JObject', 'any', 'string'],
	['Object', 'any', 'string'],
	['InvoiceRecord', 'any', 'string'],
	['', 'any', 'string'],
])('%s is written as %s and entered as %s', (short, kind, widget) => {
	expect(classifyType(short)).toBe(kind);
	expect(chooseWidget(short, true)).toBe(widget);
});

test('a switch is always on or off, so what may be left out gets a choice', () => {
	expect(chooseWidget('Boolean', false)).toBe('options');
	expect(chooseWidget('Int32', false)).toBe('number');
});

describe('labels', () => {
	test('show type and default', () => {
		expect(labelArgument('amount', 'Decimal')).toBe('amount (Decimal)');
		expect(labelArgument('amount', 'Decimal', '12.5')).toBe('amount (Decimal, default 12.5)');
	});

	test.each(['Decimal', 'String[]', 'Dictionary', 'Object'])('give %s back', (type) => {
		const defaults = [
			undefined,
			'12',
			'"a (Int32)"',
			'"x, default )"',
			'{"a":[1]}',
			'"a\\nb"',
			'""',
		];
		for (const fallback of defaults) {
			expect(readLabelType(labelArgument('some_Name1', type, fallback))).toBe(type);
		}
	});

	test('without a type give none', () => {
		expect(readLabelType('amount')).toBe('');
		expect(readLabelType('amount ()')).toBe('');
	});
});
