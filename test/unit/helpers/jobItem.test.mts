import { pickFields, toJobItem } from '../../../nodes/UiPathOrchestrator/helpers/jobItem.ts';

describe('toJobItem', () => {
	test.each<[unknown, unknown]>([
		['{"a":1,"b":[true,null]}', { a: 1, b: [true, null] }],
		['{}', {}],
		['', ''],
		[null, null],
		['cut {', 'cut {'],
		['[1]', '[1]'],
		['"text"', '"text"'],
		['{"id":9007199254740993}', '{"id":9007199254740993}'],
		['{"id":"9007199254740993"}', { id: '9007199254740993' }],
		['{"rate":0.12345678901234567890}', '{"rate":0.12345678901234567890}'],
	])('reads the arguments %j', (text, value) => {
		const { json } = toJobItem({ Id: 7, InputArguments: text, OutputArguments: text, Info: text });
		expect(json).toEqual({ Id: 7, InputArguments: value, OutputArguments: value, Info: text });
	});

	test('leaves out what belongs to the protocol and what has no value, and nothing else', () => {
		const job = { '@odata.context': 'x', Id: 7, Robot: { Id: 1 }, EndTime: null, Later: undefined };
		expect(toJobItem(job).json).toEqual({ Id: 7, Robot: { Id: 1 }, EndTime: null });
	});
});

test('pickFields keeps the order asked for, and null but not undefined', () => {
	const picked = pickFields({ B: null, A: 1, C: undefined, D: 4 }, ['A', 'B', 'C', 'X']);
	expect(Object.entries(picked)).toEqual([
		['A', 1],
		['B', null],
	]);
});
