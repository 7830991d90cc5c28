import {
	readFolderSelector,
	readJobReference,
	readProcessReference,
} from '../../../nodes/UiPathOrchestrator/parameters/locator.ts';
import { expectRefusal, origin } from '../origin.mts';

const KEY = '795cbab2-8008-4a54-b1cb-f9ff1ece139e';
const locate = (mode: string, value: unknown) => ({ __rl: true, mode, value });

const EMPTY = [undefined, null, '', '  ', {}, locate('id', ''), locate('list', null)];
const NO_TEXT: unknown[] = [[], true, locate('id', [1]), locate('path', { a: 1 })];
/** JSON's 9007199254740993, rounded: the id of another job. */
const ROUNDED = 2 ** 53;

describe.each([
	['Job', readJobReference],
	['Process', readProcessReference],
	['Folder', readFolderSelector],
] as const)('%s', (label, read) => {
	test.each(NO_TEXT)('refuses %j, which is not text', (raw) => {
		expectRefusal(() => read(origin, raw), label, 'is not text');
	});

	test.each([ROUNDED, locate('id', ROUNDED), 2 ** 63, Number.NaN])(
		'refuses %j, which is no exact number',
		(raw) => {
			expectRefusal(() => read(origin, raw), label, 'is no number that can be sent exactly');
		},
	);
});

describe('readJobReference', () => {
	test.each([
		[locate('id', '125161'), { by: 'id', id: '125161' }],
		[locate('id', 125161), { by: 'id', id: '125161' }],
		[locate('list', 125161), { by: 'id', id: '125161' }],
		[locate('key', KEY), { by: 'key', key: KEY }],
		[locate('key', ` ${KEY.toUpperCase()} `), { by: 'key', key: KEY }],
		[locate('id', KEY), { by: 'key', key: KEY }],
		[locate('key', '125161'), { by: 'id', id: '125161' }],
		['125161', { by: 'id', id: '125161' }],
		[125161, { by: 'id', id: '125161' }],
		[KEY, { by: 'key', key: KEY }],
		['00125161', { by: 'id', id: '125161' }],
	])('reads %j', (raw, reference) => {
		expect(readJobReference(origin, raw)).toEqual(reference);
	});

	test.each(EMPTY)('misses %j', (raw) => {
		expectRefusal(() => readJobReference(origin, raw), 'Job', 'is empty');
	});

	test.each(['abc', '0', '-1', 1.5, locate('id', 'abc'), `${KEY})?x=(`])('refuses %j', (raw) => {
		expectRefusal(() => readJobReference(origin, raw), 'Job', 'is neither an ID nor a key');
	});
});

describe('readProcessReference', () => {
	test.each([
		[locate('key', KEY), { by: 'key', key: KEY }],
		[locate('list', KEY), { by: 'key', key: KEY }],
		[locate('key', '12'), { by: 'id', id: '12' }],
		[locate('name', 'Invoices'), { by: 'name', name: 'Invoices' }],
		[locate('name', ' 2026 '), { by: 'name', name: '2026' }],
		[locate('name', KEY), { by: 'name', name: KEY }],
		['Invoices', { by: 'name', name: 'Invoices' }],
		[KEY, { by: 'key', key: KEY }],
		[12, { by: 'id', id: '12' }],
	])('reads %j', (raw, reference) => {
		expect(readProcessReference(origin, raw)).toEqual(reference);
	});

	test.each(EMPTY)('misses %j', (raw) => {
		expectRefusal(() => readProcessReference(origin, raw), 'Process', 'is empty');
	});

	test.each([locate('key', 'Invoices'), locate('list', 'x')])('refuses %j', (raw) => {
		expectRefusal(() => readProcessReference(origin, raw), 'Process', 'is neither a key nor an ID');
	});
});

describe('readFolderSelector', () => {
	test.each([
		[locate('id', '4711'), { by: 'id', value: '4711' }],
		[locate('list', 4711), { by: 'id', value: '4711' }],
		[locate('key', KEY.toUpperCase()), { by: 'key', value: KEY }],
		[locate('id', KEY), { by: 'key', value: KEY }],
		[locate('path', 'Finance/Invoices'), { by: 'path', value: 'Finance/Invoices' }],
		[locate('path', '/Finance/Büro/'), { by: 'path', value: 'Finance/Büro' }],
		[locate('path', ' / Finance / '), { by: 'path', value: 'Finance' }],
		[locate('path', '2026'), { by: 'path', value: '2026' }],
		[locate('path', KEY), { by: 'path', value: KEY }],
		['Finance', { by: 'path', value: 'Finance' }],
		[4711, { by: 'id', value: '4711' }],
		['4711', { by: 'id', value: '4711' }],
	])('reads %j', (raw, folder) => {
		expect(readFolderSelector(origin, raw)).toEqual(folder);
	});

	test.each(EMPTY)('takes %j for no folder', (raw) => {
		expect(readFolderSelector(origin, raw)).toBeUndefined();
	});

	test.each([
		[locate('id', 'Finance'), 'is neither an ID nor a key'],
		[locate('list', '-1'), 'is neither an ID nor a key'],
		[locate('path', '///'), 'is not a folder path'],
		[locate('path', 'a\r\nX-Evil: 1'), 'is not a folder path'],
		[locate('path', 'a\u0085b'), 'is not a folder path'],
		[locate('path', 'a\ud800'), 'is not a folder path'],
		[locate('path', 'a'.repeat(1_001)), 'is not a folder path'],
	])('refuses %j', (raw, problem) => {
		expectRefusal(() => readFolderSelector(origin, raw), 'Folder', problem);
	});
});
