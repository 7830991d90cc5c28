import {
	readExpand,
	readOrder,
} from '../../../nodes/UiPathOrchestrator/actions/job/listOptions.ts';
import { expectRefusal, origin } from '../origin.mts';

const FALLBACK = { field: 'Id', direction: 'desc' } as const;

describe('readExpand', () => {
	test.each([
		[undefined, []],
		[[], []],
		[
			['Release', 'Robot'],
			['Robot', 'Release'],
		],
		['Release,Machine,Robot', ['Robot', 'Machine', 'Release']],
		[['Robot', 'Robot'], ['Robot']],
	])('%j', (raw, expand) => {
		expect(readExpand(origin, raw)).toEqual(expand);
	});

	test.each(['Environment', 'robot', ['Robot', 'x']])('refuses %j', (raw) => {
		expectRefusal(() => readExpand(origin, raw), 'Expand', 'holds an unknown name');
	});
});

describe('readOrder', () => {
	test.each([
		[undefined, FALLBACK],
		[{}, FALLBACK],
		[{ by: {} }, FALLBACK],
		[{ by: { field: 'EndTime', direction: 'asc' } }, { field: 'EndTime', direction: 'asc' }],
		[{ by: { field: 'EndTime' } }, { field: 'EndTime', direction: 'desc' }],
		[{ by: { direction: 'asc' } }, { field: 'CreationTime', direction: 'asc' }],
		[{ by: { field: 'none' } }, undefined],
	])('%j', (raw, order) => {
		expect(readOrder(origin, raw, FALLBACK)).toEqual(order);
	});

	test.each([
		[{ by: { field: 'Id', direction: 'up' } }, "has an unknown direction: 'up'"],
		[{ by: { field: 'Id desc,Key' } }, 'holds a name that is none'],
		[{ by: { field: 'Id,Key' } }, 'Key'],
	])('refuses %j', (raw, problem) => {
		expectRefusal(() => readOrder(origin, raw, FALLBACK), 'Sort', problem);
	});
});
