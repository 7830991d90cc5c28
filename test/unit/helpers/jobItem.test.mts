import {
	pickFields,
	toJobItem,
	turnIntoJobItem,
} from '../../../nodes/UiPathOrchestrator/helpers/jobItem.ts';

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

describe('turnIntoJobItem', () => {
	const text = '{"a":1}';
	const createJob = () => ({ Id: 7, EndTime: null, InputArguments: text, Robot: { Id: 1 } });

	test.each([
		[undefined],
		[['Id', 'EndTime', 'InputArguments', 'Robot']],
		[['Robot', 'Id', 'InputArguments', 'EndTime']],
	])('takes the row itself when it has just the fields %j', (fields) => {
		const job = createJob();
		const { json } = turnIntoJobItem(job, fields);
		expect(json).toBe(job);
		expect(json).toEqual({ ...createJob(), InputArguments: { a: 1 } });
	});

	test.each<[object, string[] | undefined]>([
		[{}, ['Id']],
		[{}, ['Id', 'EndTime', 'InputArguments', 'Info']],
		[{}, ['Id', 'Id', 'EndTime', 'InputArguments']],
		[{ '@odata.context': 'x' }, undefined],
		[{ Info: undefined }, undefined],
		[JSON.parse('{ "__proto__": { "Key": 1 } }'), undefined],
	])('copies a row with %j for the fields %j', (more, fields) => {
		const job = Object.assign(Object.create(null), createJob());
		for (const [name, value] of Object.entries(more)) {
			Object.defineProperty(job, name, { value, enumerable: true, configurable: true });
		}
		const { json } = turnIntoJobItem(job, fields);
		expect(json).not.toBe(job);
		expect(json).toEqual(toJobItem(job, fields).json);
		expect(Object.keys(json)).not.toContain('__proto__');
		expect(job.InputArguments).toBe(text);
	});
});

test('pickFields keeps the order asked for, and null but not undefined', () => {
	const picked = pickFields({ B: null, A: 1, C: undefined, D: 4 }, ['A', 'B', 'C', 'X']);
	expect(Object.entries(picked)).toEqual([
		['A', 1],
		['B', null],
	]);
});
