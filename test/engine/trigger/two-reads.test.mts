/** @jest-environment ./test/engine/trigger/environment.cjs */
/**
 * After a burst a poll reads places first and whole jobs then. Whatever changes in between, each job
 * comes once, as it was when it was read whole.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { INodeExecutionData } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox/src/index.mts';
import { apiRequests } from '../sandbox.mts';
import type { PollHost } from './poll-host.mts';
import {
	clearTenant,
	createHost,
	faultJob,
	faultJobs,
	idsOf,
	openTenant,
	pass,
	triggerSetup,
} from './polling.mts';

const HOLD_MS = 200;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openTenant();
});
beforeEach(() => clearTenant(sandbox));

/** A trigger that has had a burst, and a minute later. */
async function afterBurst(parameters: { event: string }, job: object = {}): Promise<PollHost> {
	const host = createHost('durable', triggerSetup(sandbox, parameters));
	await host.activate();
	pass(sandbox, 1);
	const burst = faultJobs(sandbox, 60, job);
	expect(idsOf(await host.tick())).toEqual(burst);
	pass(sandbox, 1);
	return host;
}

/** Polls, and lets something happen while the second request is on its way. */
async function pollAround(host: PollHost, change: () => void): Promise<INodeExecutionData[]> {
	sandbox.control.injectFault({ route: '/odata/Jobs$' });
	sandbox.control.injectFault({ route: '/odata/Jobs$', delayMs: HOLD_MS });
	const before = apiRequests(sandbox).length;
	let isOver = false;
	const poll = host.tick().finally(() => (isOver = true));
	while (!isOver && apiRequests(sandbox).length < before + 2) await nextTurn();
	change();
	const items = await poll;
	expect(apiRequests(sandbox).length - before).toBe(2);
	const [places, whole] = apiRequests(sandbox).slice(before);
	expect(places?.query.$select?.split(',').length).toBeLessThan(4);
	expect(whole?.query.$select?.split(',').length).toBeGreaterThan(10);
	return items;
}

const FAULTED = { event: 'jobFaulted' };
const SUSPENDED = { event: 'jobSuspended' };

describe('between the two reads', () => {
	it('a job that is deleted does not come, and takes no other with it', async () => {
		const host = await afterBurst(FAULTED);
		const [first = 0, second, third] = faultJobs(sandbox, 3);
		const items = await pollAround(host, () => sandbox.control.removeJobs([first]));
		expect(idsOf(items)).toEqual([second, third]);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('a job that becomes readable comes at once or with the next poll, once', async () => {
		const host = await afterBurst(FAULTED);
		const visibleAt = new Date(Date.parse(sandbox.control.now()) + 1_000).toISOString();
		const early = faultJob(sandbox, { EndTime: '2026-01-15T12:00:30Z', visibleAt });
		const first = faultJob(sandbox);
		const late = faultJob(sandbox, { visibleAt });
		const items = await pollAround(host, () => sandbox.control.advanceClock(1_000));
		expect(idsOf(items)).toEqual([first, late]);
		expect(idsOf(await host.tick())).toEqual([early]);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('the only new job can vanish: nothing is emitted, and nothing is missed later', async () => {
		const host = await afterBurst(FAULTED);
		const id = faultJob(sandbox);
		expect(await pollAround(host, () => sandbox.control.removeJobs([id]))).toEqual([]);
		const next = faultJob(sandbox);
		expect(idsOf(await host.tick())).toEqual([next]);
	});

	it('a job that is resumed is not suspended any more, and comes when it is again', async () => {
		const host = await afterBurst(SUSPENDED, suspension(1));
		const id = faultJob(sandbox, suspension(1));
		const change = () => assign(id, { State: 'Running' });
		expect(await pollAround(host, change)).toEqual([]);
		pass(sandbox, 1);
		assign(id, suspension(2));
		expect(idsOf(await host.tick())).toEqual([id]);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('a job that is suspended anew comes once, as it is now', async () => {
		const host = await afterBurst(SUSPENDED, suspension(1));
		const id = faultJob(sandbox, suspension(1));
		const items = await pollAround(host, () => assign(id, { ...suspension(2), Info: 'again' }));
		expect(items.map(({ json }) => json)).toMatchObject([
			{ Id: id, ResumeVersion: 2, Info: 'again' },
		]);
		expect(idsOf(await host.tick())).toEqual([]);
	});
});

/** Columns of a job that is suspended now. */
function suspension(ResumeVersion: number) {
	const LastModificationTime = sandbox.control.now();
	return { State: 'Suspended' as const, EndTime: null, ResumeVersion, LastModificationTime };
}

function assign(id: number, columns: object): void {
	const job = sandbox.control.getJob(id);
	if (job === undefined) throw new Error(`no job ${id}`);
	Object.assign(job, columns);
}
