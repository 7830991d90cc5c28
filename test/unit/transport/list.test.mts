import fc from 'fast-check';

import { requestList } from '../../../nodes/UiPathOrchestrator/transport/list.ts';
import type { Order } from '../../../nodes/UiPathOrchestrator/transport/paging.ts';
import { createScope } from './scope.mts';
import { compileFilter, createServer, toRow } from './job-server.mts';

const JOBS = { purpose: 'Get jobs', path: '/odata/Jobs' };
const KEY_SET_ORDERS: Order[] = ['Id', 'CreationTime'].flatMap((field) => [
	{ field, direction: 'asc' as const },
	{ field, direction: 'desc' as const },
]);

describe('requestList', () => {
	test('reads every row once while rows are created, in every order that has a key set', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...KEY_SET_ORDERS),
				fc.constantFrom(undefined, "State eq 'Faulted'", "State eq 'Faulted' or Id eq 1"),
				fc.integer({ min: 1, max: 3200 }),
				fc.constantFrom(1, 7, 1500),
				fc.integer({ min: 0, max: 40 }),
				async (order, filter, total, perSecond, growth) => {
					const { scope } = createServer(total, perSecond, growth);
					const rows = await requestList(scope, { ...JOBS, order, filter });
					const ids = rows.map((row) => Number(row.Id));
					expect(new Set(ids).size).toBe(ids.length);
					const sorted = ids.toSorted((a, b) => (order.direction === 'asc' ? a - b : b - a));
					expect(ids).toEqual(sorted);
					const matches = compileFilter(filter ?? 'true');
					const found = new Set(ids);
					for (let id = 1; id <= total; id += 1) {
						if (matches(toRow(id, perSecond)) && !found.has(id)) throw new Error(`lost ${id}`);
					}
				},
			),
			{ numRuns: 25 },
		);
	});

	test('reads every row once that stays while others vanish, in every order that has a key set', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...KEY_SET_ORDERS),
				fc.integer({ min: 1, max: 6000 }),
				fc.integer({ min: 2, max: 400 }),
				fc.integer({ min: 0, max: 20 }),
				async (order, total, vanishing, growth) => {
					const { scope, rows: table } = createServer(total, 7, growth, vanishing);
					const ids = (await requestList(scope, { ...JOBS, order })).map((row) => Number(row.Id));
					const sorted = ids.toSorted((a, b) => (order.direction === 'asc' ? a - b : b - a));
					expect(ids).toEqual(sorted);
					expect(new Set(ids).size).toBe(ids.length);
					const found = new Set(ids);
					const lost = table.filter(({ Id }) => Id <= total && !found.has(Id));
					expect(lost).toEqual([]);
				},
			),
			{ numRuns: 60 },
		);
	});

	test.each([2, 3, 5])('ends when every %i. row vanishes between two pages', async (vanishing) => {
		for (let total = 1001; total <= 6000; total += 833) {
			const { scope, urls } = createServer(total, 1, 0, vanishing);
			await requestList(scope, JOBS);
			expect(urls.length).toBeLessThanOrEqual(20);
		}
	});

	test.each(['Id', 'CreationTime'])(
		'says so when the same page comes again, by %s',
		async (field) => {
			const value = Array.from({ length: 1000 }, (_, index) => toRow(index + 1, 1));
			const body = JSON.stringify({ '@odata.count': 5000, value });
			const scope = createScope(() => ({ statusCode: 200, body }));
			const list = requestList(scope, { ...JOBS, order: { field, direction: 'asc' } });
			await expect(list).rejects.toThrow('the same page came twice');
		},
	);

	test('reads no further than the limit, and asks for no more than it needs', async () => {
		const { scope, urls } = createServer(2500, 1, 0);
		const order = { field: 'Id', direction: 'desc' } as const;
		const rows = await requestList(scope, { ...JOBS, order, limit: 1200 });
		expect(rows.map((row) => row.Id)).toEqual(
			Array.from({ length: 1200 }, (_, index) => 2500 - index),
		);
		expect(urls.map((url) => url.searchParams.get('$top'))).toEqual(['1000', '200']);
		expect(urls.map((url) => url.searchParams.get('$skip'))).toEqual([null, null]);
		expect(urls[1]?.searchParams.get('$filter')).toBe('Id lt 1501');
	});

	test('each page that is read ahead begins with the last row of the one before', async () => {
		const { scope, urls } = createServer(4500, 1, 0);
		const order = { field: 'Id', direction: 'desc' } as const;
		const rows = await requestList(scope, { ...JOBS, order, limit: 3100 });
		expect(rows.map((row) => row.Id)).toEqual(
			Array.from({ length: 3100 }, (_, index) => 4500 - index),
		);
		const read = (name: string) => urls.map((url) => url.searchParams.get(name));
		expect(read('$count')).toEqual(['true', null, null, null]);
		expect(read('$top')).toEqual(['1000', '1000', '1000', '102']);
		expect(read('$skip')).toEqual([null, null, '999', '1998']);
		expect(read('$filter')).toEqual([null, 'Id lt 3501', 'Id lt 3501', 'Id lt 3501']);
	});

	test('skips no more than twenty pages', async () => {
		const { scope, urls } = createServer(45_000, 1, 0);
		expect(await requestList(scope, JOBS)).toHaveLength(45_000);
		const skips = urls.map((url) => Number(url.searchParams.get('$skip')));
		expect(Math.max(...skips)).toBe(19 * 999);
		expect(urls.length).toBeLessThanOrEqual(47);
	});

	test('counts rows where the order has no key set, with a second order that is unique', async () => {
		const { scope, urls } = createServer(2500, 1, 0);
		const order = { field: 'State', direction: 'asc' } as const;
		const rows = await requestList(scope, { ...JOBS, order, filter: "State eq 'Faulted'" });
		expect(rows).toHaveLength(1250);
		expect(urls.map((url) => url.searchParams.get('$skip'))).toEqual([null, '1000']);
		expect(new Set(urls.map((url) => url.searchParams.get('$orderby')))).toEqual(
			new Set(['State asc,Id asc']),
		);
		expect(urls[1]?.searchParams.get('$filter')).toBe("State eq 'Faulted'");
	});

	test('keeps the filter apart from the condition of the next page', async () => {
		const { scope, urls } = createServer(1500, 1, 0);
		const order = { field: 'CreationTime', direction: 'asc' } as const;
		await requestList(scope, { ...JOBS, order, filter: 'Id gt 0 or Id lt 9999' });
		const at = toRow(1000, 1).CreationTime;
		expect(urls[1]?.searchParams.get('$filter')).toBe(
			`(Id gt 0 or Id lt 9999) and (CreationTime gt ${at} or (CreationTime eq ${at} and Id gt 1000))`,
		);
	});

	test('selects the columns that paging needs', async () => {
		const { scope, urls } = createServer(1, 1, 0);
		const order = { field: 'CreationTime', direction: 'asc' } as const;
		await requestList(scope, {
			...JOBS,
			order,
			select: ['State', 'Id'],
			expand: ['Robot', 'Release'],
		});
		const [url] = urls;
		expect(url?.searchParams.get('$select')).toBe('State,Id,CreationTime');
		expect(url?.searchParams.get('$expand')).toBe('Robot,Release');
	});

	test.each([
		[undefined, null],
		[[], null],
		[['State'], 'State,Id'],
	])('selects of %j: %j', async (select, written) => {
		const { scope, urls } = createServer(1, 1, 0);
		await requestList(scope, { ...JOBS, limit: 1, select });
		expect(urls.map((url) => url.searchParams.get('$select'))).toEqual([written]);
	});

	test('leaves the order of one page to Orchestrator when none is asked for', async () => {
		const { scope, urls } = createServer(1100, 1, 0);
		expect(await requestList(scope, { ...JOBS, limit: 1000 })).toHaveLength(1000);
		expect(urls.map(({ search }) => search)).toEqual(['?$top=1000']);
	});

	test.each([
		[0, 1],
		[1, 1],
		[999, 1],
		[1000, 1],
		[1001, 2],
		[1999, 2],
		[2000, 3],
		[9991, 10],
		[9992, 11],
	])('reads all of %i rows in %i requests', async (total, requests) => {
		const { scope, urls } = createServer(total, 1, 0);
		expect(await requestList(scope, JOBS)).toHaveLength(total);
		expect(urls).toHaveLength(requests);
	});
});
