/** @jest-environment ./test/engine/trigger/environment.cjs */
/** More jobs than fit into a page, into `maxItems` or into the time of one poll. */
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

describe('bursts', () => {
	it('2,500 jobs with one end time come in one poll of three requests', async () => {
		const host = await activate();
		const ids = faultJobs(sandbox, 2_500, { EndTime: '2026-01-15T12:00:30.1234567Z' });
		let items: number[] = [];
		const requests = await record(sandbox, async () => {
			items = idsOf(await host.tick());
		});
		expect(items).toEqual(ids);
		expect(requests.map(({ query }) => query.$top)).toEqual(['1000', '1000', '1000']);
		expect(requests[1]?.query.$filter).toContain(
			`EndTime eq 2026-01-15T12:00:30.1234567Z and Id gt ${ids[999]}`,
		);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it.each(HOST_KINDS)('more than maxItems go on in the next polls (%s host)', async (kind) => {
		const host = await activate({ maxItems: 700 }, kind);
		const ids = faultJobs(sandbox, 1_500, { EndTime: '2026-01-15T12:00:30.1234567Z' });
		const polls: number[][] = [];
		for (let poll = 0; poll < 4; poll += 1) {
			polls.push(idsOf(await host.tick()));
			if (poll === 0) {
				host.stop();
				polls.push(idsOf(await host.activate()));
			}
			pass(sandbox, 1);
		}
		expect(polls.map(({ length }) => length)).toEqual([700, 700, 100, 0, 0]);
		expect(polls.flat()).toEqual(ids);
	});

	it.each(HOST_KINDS)('more than the budget go on in the next polls (%s host)', async (kind) => {
		const host = await activate({}, kind);
		const ids = faultJobs(sandbox, 2_500);
		const polls: number[][] = [];
		for (let poll = 0; poll < 3; poll += 1) polls.push(idsOf(await host.tick({ budgetMs: 0 })));
		expect(polls.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
		expect(polls.flat()).toEqual(ids);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it.each(HOST_KINDS)(
		'a short budget does not end in pages that were seen (%s host)',
		async (kind) => {
			const host = await activate({}, kind);
			const ids = faultJobs(sandbox, 2_000);
			expect(idsOf(await host.tick())).toEqual(ids);
			pass(sandbox, 1);
			const id = faultJob(sandbox);
			const found: number[] = [];
			for (let poll = 0; poll < 6; poll += 1)
				found.push(...idsOf(await host.tick({ budgetMs: 0 })));
			expect(found).toEqual([id]);
		},
	);

	it.each(HOST_KINDS)(
		'a backlog older than the look-back is worked off (%s host)',
		async (kind) => {
			const host = await activate({ maxItems: 2, lookBack: 1 }, kind);
			const ids: number[] = [];
			for (let minute = 0; minute < 5; minute += 1) {
				ids.push(faultJob(sandbox));
				pass(sandbox, 5);
			}
			const polls: number[][] = [];
			for (let poll = 0; poll < 4; poll += 1) polls.push(idsOf(await host.tick()));
			expect(polls).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4), []]);
		},
	);

	it('details stop at the budget as well, and the rest comes later, however old', async () => {
		const host = await activate({ includeErrorLogs: 1, lookBack: 1 });
		const ids: number[] = [];
		for (let minute = 0; minute < 12; minute += 1) {
			ids.push(faultJob(sandbox));
			pass(sandbox, 5);
		}
		const polls: number[][] = [];
		for (let poll = 0; poll < 4; poll += 1) polls.push(idsOf(await host.tick({ budgetMs: 0 })));
		expect(polls.flat()).toEqual(ids);
		expect(polls[0]?.length).toBeLessThan(12);
	});

	it('jobs that are deleted between two pages push no other off the page', async () => {
		const host = await activate({ maxItems: 3 });
		const ids = faultJobs(sandbox, 6);
		expect(idsOf(await host.tick())).toEqual(ids.slice(0, 3));
		sandbox.control.removeJobs(ids.slice(0, 4));
		expect(idsOf(await host.tick())).toEqual(ids.slice(4));
	});
});
