/** @jest-environment ./test/engine/trigger/environment.cjs */
/** Which jobs each event is about, and that each comes once. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { apiRequests } from '../sandbox.mts';
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

const FINISHED = ['Faulted', 'Successful', 'Stopped'] as const;

describe('final states', () => {
	const rows = [
		['jobFaulted', ['Faulted']],
		['jobCompleted', ['Successful']],
		['jobStopped', ['Stopped']],
		['jobFinished', ['Faulted', 'Successful', 'Stopped']],
	] as const;

	it.each(rows)('%s', async (event, states) => {
		const host = createHost('legacy', triggerSetup(sandbox, { event }));
		await host.activate();
		sandbox.control.advanceClock(1_000);
		const ids = FINISHED.map((State) => [State, faultJob(sandbox, { State })] as const);
		for (const State of ['Running', 'Pending', 'Suspended'] as const) {
			faultJob(sandbox, { State, EndTime: null, Info: null, script: { kind: 'hang' } });
		}
		const due = ids.filter(([state]) => states.some((name) => name === state));
		expect(idsOf(await host.tick())).toEqual(due.map(([, id]) => id));
		pass(sandbox, 1);
		expect(idsOf(await host.tick())).toEqual([]);
	});
});

describe.each(HOST_KINDS)('suspended jobs on a %s host', (kind) => {
	/** As Orchestrator writes a suspension: no end, and a later modification. */
	const suspend = (id: number, ResumeVersion: number | null) =>
		Object.assign(sandbox.control.getJob(id) ?? {}, {
			State: 'Suspended',
			LastModificationTime: sandbox.control.now(),
			ResumeVersion,
		});
	const start = () => faultJob(sandbox, { State: 'Suspended', EndTime: null, Info: null });

	it('come once for each suspension', async () => {
		const host = createHost(kind, triggerSetup(sandbox, { event: 'jobSuspended' }));
		await host.activate();
		pass(sandbox, 1);
		const id = start();
		suspend(id, null);
		expect(idsOf(await host.tick())).toEqual([id]);
		pass(sandbox, 1);
		expect(idsOf(await host.tick())).toEqual([]);
		Object.assign(sandbox.control.getJob(id) ?? {}, { State: 'Resumed' });
		pass(sandbox, 1);
		expect(idsOf(await host.tick())).toEqual([]);
		suspend(id, 1);
		expect(idsOf(await host.tick())).toEqual([id]);
		pass(sandbox, 30);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('do not come again when something else about them changes', async () => {
		const host = createHost(kind, triggerSetup(sandbox, { event: 'jobSuspended' }));
		await host.activate();
		pass(sandbox, 1);
		const id = start();
		suspend(id, null);
		expect(idsOf(await host.tick())).toEqual([id]);
		for (let minute = 0; minute < 3; minute += 1) {
			pass(sandbox, 8);
			suspend(id, null);
			const other = start();
			suspend(other, null);
			expect(idsOf(await host.tick())).toEqual([other]);
		}
	});

	it('that were suspended before the activation do not come', async () => {
		const old = start();
		suspend(old, null);
		pass(sandbox, 1);
		const host = createHost(kind, triggerSetup(sandbox, { event: 'jobSuspended' }));
		await host.activate();
		pass(sandbox, 1);
		expect(idsOf(await host.tick())).toEqual([]);
	});
});

it('emits a suspended job once that changes between two pages of one poll', async () => {
	const host = createHost('legacy', triggerSetup(sandbox, { event: 'jobSuspended' }));
	await host.activate();
	pass(sandbox, 1);
	const LastModificationTime = sandbox.control.now();
	const ids = faultJobs(sandbox, 1_000, {
		State: 'Suspended',
		EndTime: null,
		LastModificationTime,
	});
	pass(sandbox, 1);
	// The first page passes, the second is asked for and waits.
	sandbox.control.injectFault({ route: 'Jobs$' });
	sandbox.control.injectFault({ route: 'Jobs$', delayMs: 300 });
	const polling = host.tick();
	while (apiRequests(sandbox).at(-1)?.query.$filter?.includes('Id gt') !== true) {
		await new Promise((done) => setTimeout(done, 5));
	}
	const job = sandbox.control.getJob(ids[4] ?? 0) ?? {};
	Object.assign(job, { LastModificationTime: sandbox.control.now() });
	expect(idsOf(await polling)).toEqual(ids);
	expect(idsOf(await host.tick())).toEqual([]);
});

it('reads suspended jobs by their last modification, as they have no end', async () => {
	const host = createHost('legacy', triggerSetup(sandbox, { event: 'jobSuspended' }));
	await host.activate();
	await host.tick();
	const query = apiRequests(sandbox).at(-1)?.query;
	expect(query?.$filter).toMatch(/^State eq 'Suspended' and LastModificationTime ge /);
	expect(query?.$orderby).toBe('LastModificationTime asc,Id asc');
});
