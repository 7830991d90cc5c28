/** @jest-environment ./test/engine/trigger/environment.cjs */
/** What a poll reads: a window that overlaps the one before, in order, and no more than it needs. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import type { PollHost } from './poll-host.mts';
import {
	clearTenant,
	createHost,
	faultJob,
	faultJobs,
	HOST_KINDS,
	idsOf,
	openTenant,
	pass,
	record,
	triggerSetup,
} from './polling.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openTenant();
});
beforeEach(() => clearTenant(sandbox));

async function activate(options: object = {}, kind = HOST_KINDS[0] ?? 'legacy'): Promise<PollHost> {
	const host = createHost(kind, triggerSetup(sandbox, { options: { ...options } }));
	await host.activate();
	pass(sandbox, 1);
	return host;
}

describe('the look-back', () => {
	it.each(HOST_KINDS)('finds a job that shows ten minutes late (%s host)', async (kind) => {
		const host = await activate({}, kind);
		const late = faultJob(sandbox, { visibleAt: '2026-01-15T12:11:00Z' });
		pass(sandbox, 9);
		const other = faultJob(sandbox);
		sandbox.control.advanceClock(59_999);
		expect(idsOf(await host.tick())).toEqual([other]);
		sandbox.control.advanceClock(1);
		expect(idsOf(await host.tick())).toEqual([late]);
		pass(sandbox, 1);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('reaches as far back as it is set, and no further', async () => {
		const host = await activate({ lookBack: 2 });
		const late = faultJob(sandbox, { visibleAt: '2026-01-15T12:03:00Z' });
		const tooLate = faultJob(sandbox, { visibleAt: '2026-01-15T12:09:00Z' });
		sandbox.control.advanceClock(119_000);
		const first = faultJob(sandbox);
		expect(idsOf(await host.tick())).toEqual([first]);
		sandbox.control.advanceClock(1_000);
		expect(idsOf(await host.tick())).toEqual([late]);
		pass(sandbox, 1);
		const second = faultJob(sandbox);
		expect(idsOf(await host.tick())).toEqual([second]);
		pass(sandbox, 6);
		expect([idsOf(await host.tick()), tooLate]).toEqual([[], tooLate]);
	});

	it.each(HOST_KINDS)(
		'counts from the begin of a scan that took two polls (%s host)',
		async (kind) => {
			const host = await activate({ maxItems: 2 }, kind);
			const late = faultJob(sandbox, { visibleAt: '2026-01-15T12:05:00Z' });
			pass(sandbox, 1);
			const ids = faultJobs(sandbox, 3);
			expect(idsOf(await host.tick())).toEqual(ids.slice(0, 2));
			pass(sandbox, 20);
			expect(idsOf(await host.tick())).toEqual(ids.slice(2));
			expect(idsOf(await host.tick())).toEqual([late]);
		},
	);

	it('does not end where a poll was cut: what shows behind that place still comes', async () => {
		for (const kind of HOST_KINDS) {
			clearTenant(sandbox);
			const host = await activate({ maxItems: 2 }, kind);
			const late = faultJob(sandbox, { visibleAt: '2026-01-15T12:04:00Z' });
			pass(sandbox, 1);
			const early = faultJobs(sandbox, 2);
			expect(idsOf(await host.tick())).toEqual(early);
			pass(sandbox, 1);
			expect(idsOf(await host.tick())).toEqual([]);
			pass(sandbox, 1);
			expect([kind, idsOf(await host.tick())]).toEqual([kind, [late]]);
		}
	});
});

describe('order', () => {
	it('is that of end time to the seventh digit, then of id', async () => {
		const host = await activate();
		const at = (fraction: string) =>
			faultJob(sandbox, { EndTime: `2026-01-15T12:00:30${fraction}Z` });
		const ids = ['.1234568', '.1234567', '', '.12', '.1234567', '.1200001'].map(at);
		const order = [2, 3, 5, 1, 4, 0];
		expect(idsOf(await host.tick())).toEqual(order.map((index) => ids[index]));
	});

	it('holds when each job is a page of its own poll', async () => {
		const host = await activate({ maxItems: 1 });
		const at = (fraction: string) =>
			faultJob(sandbox, { EndTime: `2026-01-15T12:00:30${fraction}Z` });
		const ids = ['.1234569', '.1234568', '.1234567', '.1234568'].map(at);
		const seen: number[] = [];
		for (let poll = 0; poll < 5; poll += 1) seen.push(...idsOf(await host.tick()));
		expect(seen).toEqual([2, 1, 3, 0].map((index) => ids[index]));
	});
});

describe('idle', () => {
	it.each(HOST_KINDS)('is one request, which asks for what items need (%s host)', async (kind) => {
		const host = await activate({}, kind);
		const requests = await record(sandbox, async () => await host.tick());
		expect(requests).toHaveLength(1);
		const query = requests[0]?.query ?? {};
		expect(Object.keys(query).sort()).toEqual(['$filter', '$orderby', '$select', '$top']);
		expect(query.$orderby).toBe('EndTime asc,Id asc');
		expect(query.$filter).toBe("State eq 'Faulted' and EndTime ge 2026-01-15T12:00:00.0000000Z");
		expect(query.$select?.split(',')).toEqual(expect.arrayContaining(['Id', 'EndTime', 'Info']));
		expect(requests[0]?.rawQuery.length).toBeLessThan(400);
	});

	it('stays one request after thousands of jobs, once the look-back has passed them', async () => {
		const host = await activate();
		faultJobs(sandbox, 2_500);
		await host.tick();
		pass(sandbox, 11);
		await host.tick();
		const requests = await record(sandbox, async () => await host.tick());
		expect(requests).toHaveLength(1);
	});
});
