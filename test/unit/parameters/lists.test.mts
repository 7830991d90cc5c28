import fc from 'fast-check';

import {
	readEntities,
	readIds,
	readName,
	readNames,
} from '../../../nodes/UiPathOrchestrator/parameters/values.ts';
import { expectRefusal, origin } from '../origin.mts';

const KEY = '1c7222dc-416f-4c60-9b17-88262c91768f';

describe('readIds', () => {
	test.each([
		[undefined, []],
		[null, []],
		['', []],
		[[], []],
		[121, ['121']],
		['121', ['121']],
		['121, 122;123\n124', ['121', '122', '123', '124']],
		[' 121 ,122 ', ['121', '122']],
		['[121, 122]', ['121', '122']],
		['["121","122"]', ['121', '122']],
		[
			[121, '122', ' 123 '],
			['121', '122', '123'],
		],
		['007', ['7']],
		['9223372036854775807', ['9223372036854775807']],
	])('reads %j', (raw, ids) => {
		expect(readIds(origin, 'Robot IDs', raw)).toEqual(ids);
	});

	test.each([
		['121, abc', "holds an entry that is no ID: 'abc'"],
		['121,,122', 'holds an entry that is empty'],
		['121,', 'holds an entry that is empty'],
		[' ', 'holds an entry that is empty'],
		[[121, null], "holds an entry that is empty or no text: 'null'"],
		[[[121]], 'holds an entry that is empty or no text'],
		[{ id: 121 }, 'holds an entry that is empty or no text'],
		[true, 'holds an entry that is empty or no text'],
		['1.5', "holds an entry that is no ID: '1.5'"],
		['-1', "holds an entry that is no ID: '-1'"],
		[0, "holds an entry that is no ID: '0'"],
		['[[1]]', 'holds an entry that is'],
	])('refuses %j', (raw, problem) => {
		expectRefusal(() => readIds(origin, 'Robot IDs', raw), 'Robot IDs', problem);
	});

	test('reads the same list from every form', () => {
		const list = fc.array(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), { minLength: 1 });
		fc.assert(
			fc.property(list, (ids) => {
				const texts = ids.map(String);
				expect(readIds(origin, 'Jobs', texts)).toEqual(texts);
				expect(readIds(origin, 'Jobs', texts.join(', '))).toEqual(texts);
				expect(readIds(origin, 'Jobs', JSON.stringify(texts, null, 1))).toEqual(texts);
			}),
		);
	});
});

describe('readEntities', () => {
	test('takes IDs and keys in any mixture, each once, in the order given', () => {
		const raw = [`22450719, ${KEY}`, 22, `${KEY.toUpperCase()}`, '022'].join(',');
		expect(readEntities(origin, 'Jobs', raw)).toEqual([
			{ by: 'id', id: '22450719' },
			{ by: 'key', key: KEY },
			{ by: 'id', id: '22' },
		]);
	});

	test.each([
		['12, abc', "neither an ID nor a key: 'abc'"],
		[[12, 'State'], "neither an ID nor a key: 'State'"],
		[`12 ${KEY}`, 'neither an ID nor a key'],
	])('refuses %j', (raw, problem) => {
		expectRefusal(() => readEntities(origin, 'Jobs', raw), 'Jobs', problem);
	});
});

describe('readNames', () => {
	test.each([
		[undefined, []],
		['Faulted', ['Faulted']],
		['Faulted, Stopped', ['Faulted', 'Stopped']],
		[
			['Faulted', 'Stopped'],
			['Faulted', 'Stopped'],
		],
		['["Faulted"]', ['Faulted']],
	])('reads %j', (raw, names) => {
		expect(readNames(origin, 'States', raw)).toEqual(names);
	});

	test.each(['4', "Faulted'", 'a b', "x' or 'a' eq 'a", 'Näme', [5]])('refuses %j', (raw) => {
		expectRefusal(() => readNames(origin, 'States', raw), 'States', 'holds a name that is none');
	});
});

describe('readName', () => {
	test.each([
		[undefined, undefined],
		[[], undefined],
		['High', 'High'],
		[['High'], 'High'],
	])('reads %j', (raw, name) => {
		expect(readName(origin, 'Priority', raw)).toBe(name);
	});

	test.each(['High, Low', ['High', 'Low']])('refuses more than one: %j', (raw) => {
		expectRefusal(() => readName(origin, 'Priority', raw), 'Priority', 'Low');
	});
});
