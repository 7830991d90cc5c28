/** @jest-environment ./test/engine/trigger/environment.cjs */
/** Where a trigger begins: nothing older, nothing newer missed, on every kind of host. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import {
	clearTenant,
	createHost,
	faultJob,
	faultJobs,
	HOST_KINDS,
	idsOf,
	openTenant,
	pass,
	triggerSetup,
} from './polling.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openTenant();
});
beforeEach(() => clearTenant(sandbox));

describe.each(HOST_KINDS)('activation on a %s host', (kind) => {
	it('emits nothing that ended before, not even in the same second', async () => {
		faultJob(sandbox, { EndTime: '2026-01-15T11:59:59.9999999Z' });
		faultJobs(sandbox, 3, { EndTime: '2026-01-15T12:00:00.1234567Z' });
		sandbox.control.advanceClock(300);
		const host = createHost(kind, triggerSetup(sandbox));
		expect(idsOf(await host.activate())).toEqual([]);
		pass(sandbox, 1);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('emits nothing that ended before but shows late', async () => {
		faultJob(sandbox, { EndTime: '2026-01-15T11:58:00Z', visibleAt: '2026-01-15T12:00:30Z' });
		const host = createHost(kind, triggerSetup(sandbox));
		await host.activate();
		pass(sandbox, 1);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('misses nothing between activation and the first scheduled poll', async () => {
		const host = createHost(kind, triggerSetup(sandbox));
		await host.activate();
		sandbox.control.advanceClock(200);
		const sameSecond = faultJob(sandbox);
		sandbox.control.advanceClock(30_000);
		const later = faultJob(sandbox);
		sandbox.control.advanceClock(29_800);
		expect(idsOf(await host.tick())).toEqual([sameSecond, later]);
		pass(sandbox, 1);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('misses nothing when the first polls fail, or find nothing', async () => {
		const host = createHost(kind, triggerSetup(sandbox));
		await host.activate();
		pass(sandbox, 1);
		expect(await host.tick()).toEqual([]);
		pass(sandbox, 1);
		const id = faultJob(sandbox);
		sandbox.control.injectFault({ route: 'GET', status: 500, body: {} });
		await expect(host.tick()).rejects.toThrow();
		pass(sandbox, 30);
		expect(idsOf(await host.tick())).toEqual([id]);
	});

	it('goes on from where it was when n8n starts again', async () => {
		const host = createHost(kind, triggerSetup(sandbox));
		await host.activate();
		pass(sandbox, 1);
		const first = faultJob(sandbox);
		expect(idsOf(await host.tick())).toEqual([first]);
		host.stop();
		pass(sandbox, 20);
		const second = faultJob(sandbox);
		pass(sandbox, 20);
		expect(idsOf(await host.activate())).toEqual([second]);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('keeps its first starting point when n8n starts again before anything happened', async () => {
		const host = createHost(kind, triggerSetup(sandbox));
		await host.activate();
		host.stop();
		pass(sandbox, 20);
		const id = faultJob(sandbox);
		pass(sandbox, 20);
		expect(idsOf(await host.activate())).toEqual([id]);
		pass(sandbox, 1);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('is refused when Orchestrator refuses, and leaves nothing behind', async () => {
		const host = createHost(kind, triggerSetup(sandbox));
		// n8n sends a request once more after a 401, with whatever token it then has.
		sandbox.control.injectFault({ route: 'GET', status: 401, body: {}, times: 2 });
		await expect(host.activate()).rejects.toThrow();
		expect([host.saved, host.cursor ?? {}]).toEqual([{}, {}]);
		pass(sandbox, 5);
		faultJob(sandbox);
		sandbox.control.advanceClock(1_000);
		expect(await host.activate()).toEqual([]);
	});
});

it('takes 150 faults of the second before the activation for old ones', async () => {
	faultJobs(sandbox, 150, { EndTime: '2026-01-15T12:00:00.5Z' });
	sandbox.control.advanceClock(900);
	const host = createHost('legacy', triggerSetup(sandbox));
	await host.activate();
	expect(idsOf(await host.tick())).toEqual([]);
});

it('takes 1,500 faults of one and the same end time in that second for old ones', async () => {
	faultJobs(sandbox, 1_500, { EndTime: '2026-01-15T12:00:00.5Z' });
	sandbox.control.advanceClock(900);
	const host = createHost('legacy', triggerSetup(sandbox));
	await host.activate();
	const id = faultJob(sandbox, { EndTime: '2026-01-15T12:00:00.9000001Z' });
	expect(idsOf(await host.tick())).toEqual([id]);
});

describe('a server without a clock in its answers', () => {
	const route = '/odata/Jobs';
	const headers = { date: 'no clock' };

	it('starts behind its newest job', async () => {
		const value = [{ Id: 5, EndTime: '2026-01-15T11:00:00.1234567Z' }];
		sandbox.control.injectFault({ route, status: 200, body: { value }, headers });
		const host = createHost('legacy', triggerSetup(sandbox));
		await host.activate();
		faultJob(sandbox, { Id: 5, EndTime: '2026-01-15T11:00:00.1234567Z' });
		const beside = faultJob(sandbox, { EndTime: '2026-01-15T11:00:00.1234567Z' });
		faultJob(sandbox, { EndTime: '2026-01-15T11:00:00.1234566Z' });
		expect(idsOf(await host.tick())).toEqual([beside]);
	});

	it('takes everything for new when there is no job', async () => {
		sandbox.control.injectFault({ route, status: 200, body: { value: [] }, headers });
		const host = createHost('legacy', triggerSetup(sandbox));
		await host.activate();
		const id = faultJob(sandbox, { EndTime: '2001-01-01T00:00:00Z' });
		expect(idsOf(await host.tick())).toEqual([id]);
	});
});
