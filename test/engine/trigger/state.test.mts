/** @jest-environment ./test/engine/trigger/environment.cjs */
/** What the trigger remembers between polls: little, bounded, and rewritten only when it changes. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { FINANCE } from '../sandbox.mts';
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

jest.setTimeout(60_000);

const sizeOf = (host: PollHost) => JSON.stringify(host.nodeState).length;

describe('changed settings', () => {
	const changes: Array<[string, object]> = [
		['the event', { event: 'jobFinished' }],
		['the folder', { folder: { __rl: true, mode: 'path', value: 'Finance' } }],
		['a filter', { filters: { reference: 'a' } }],
	];

	it.each(changes)('begin anew: %s', async (_name, change) => {
		const host = createHost('legacy', triggerSetup(sandbox));
		await host.activate();
		faultJob(sandbox, { Reference: 'a' });
		pass(sandbox, 1);
		host.change(triggerSetup(sandbox, { ...change }));
		expect(idsOf(await host.activate())).toEqual([]);
		sandbox.control.advanceClock(1_000);
		const id = faultJob(sandbox, { Reference: 'a' });
		expect(idsOf(await host.tick())).toEqual([id]);
	});

	it('do not begin anew when only the form of items changes', async () => {
		const host = createHost('legacy', triggerSetup(sandbox));
		await host.activate();
		const id = faultJob(sandbox);
		pass(sandbox, 1);
		const options = { simplify: false, lookBack: 30, maxItems: 5, includeArguments: true };
		host.change(triggerSetup(sandbox, { options }));
		expect(idsOf(await host.activate())).toEqual([id]);
	});

	it('do not begin anew when the editor writes the same in another way', async () => {
		const filters = { reference: 'a', processKey: '' };
		const host = createHost('legacy', triggerSetup(sandbox, { filters: { reference: 'a' } }));
		await host.activate();
		const id = faultJob(sandbox, { Reference: 'a' });
		pass(sandbox, 1);
		const folder = { value: FINANCE, mode: 'list', __rl: true, cachedResultName: 'Finance' };
		host.change(triggerSetup(sandbox, { folder, filters }));
		expect(idsOf(await host.activate())).toEqual([id]);
	});

	it.each(HOST_KINDS)(
		'do not begin anew when a filter moves with the clock (%s host)',
		async (kind) => {
			const custom = '=CreationTime ge {{ $now.minus({ days: 3650 }).toISO() }}';
			const setup = triggerSetup(sandbox, { filters: { custom } });
			const host = createHost(kind, setup);
			await host.activate();
			const queries = new Set<string | undefined>();
			for (let minute = 0; minute < 3; minute += 1) {
				sandbox.control.advanceClock(60_000);
				const id = faultJob(sandbox);
				const [request] = await record(sandbox, async () => {
					expect(idsOf(await host.tick())).toEqual([id]);
				});
				queries.add(/CreationTime ge [^ )]+/.exec(request?.query.$filter ?? '')?.[0]);
			}
			// It has moved indeed.
			expect(queries.size).toBe(3);
		},
	);

	it('begin anew with state of another version or that nobody can read', async () => {
		for (const cursor of [
			{ version: 99 },
			'text',
			{ version: 1 },
			{ version: 2, fingerprint: 5 },
			null,
		]) {
			const host = createHost('legacy', triggerSetup(sandbox));
			host.saved = { 'node:UiPath Trigger': { cursor } };
			faultJob(sandbox);
			sandbox.control.advanceClock(2_000);
			expect(idsOf(await host.activate())).toEqual([]);
			const id = faultJob(sandbox);
			expect(idsOf(await host.tick())).toEqual([id]);
			sandbox.control.advanceClock(2_000);
		}
	});
});

describe('size', () => {
	it('10,000 faults inside the look-back cost less than 100 kB, and none comes twice', async () => {
		const host = createHost('durable', triggerSetup(sandbox));
		await host.activate();
		const ids = new Set<number>();
		for (let minute = 0; minute < 5; minute += 1) {
			for (let second = 0; second < 50; second += 1) {
				faultJobs(sandbox, 40, {
					EndTime: new Date(Date.parse(sandbox.control.now()) + second * 997).toISOString(),
				}).forEach((id) => ids.add(id));
			}
			pass(sandbox, 1);
			for (const id of idsOf(await host.tick())) expect(ids.delete(id)).toBe(true);
		}
		expect(ids.size).toBe(0);
		expect(sizeOf(host)).toBeLessThan(100_000);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('beyond that it does not grow, nothing is lost that is on time, nothing comes twice', async () => {
		const host = createHost('durable', triggerSetup(sandbox));
		await host.activate();
		const due = new Set<number>();
		const sizes: number[] = [];
		for (let round = 0; round < 4; round += 1) {
			for (let second = 0; second < 50; second += 1) {
				faultJobs(sandbox, 80).forEach((id) => due.add(id));
				sandbox.control.advanceClock(997);
			}
			for (const id of idsOf(await host.tick())) expect(due.delete(id)).toBe(true);
			sizes.push(sizeOf(host));
		}
		expect(due.size).toBe(0);
		const [first = 0, , third = 0, fourth = 0] = sizes;
		expect([third > 2 * first, third < 100_000, fourth < 1.05 * third]).toEqual([true, true, true]);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('holds 16,000 faults of one and the same end time', async () => {
		const host = createHost('durable', triggerSetup(sandbox));
		await host.activate();
		pass(sandbox, 1);
		const ids = faultJobs(sandbox, 16_000);
		pass(sandbox, 1);
		const found: number[] = [];
		for (let poll = 0; poll < 3; poll += 1) found.push(...idsOf(await host.tick()));
		expect(found).toEqual(ids);
		expect(sizeOf(host)).toBeLessThan(100_000);
	});

	it('shrinks when the look-back has passed', async () => {
		const host = createHost('durable', triggerSetup(sandbox));
		await host.activate();
		const small = sizeOf(host);
		faultJobs(sandbox, 1_000);
		pass(sandbox, 1);
		await host.tick();
		expect(sizeOf(host)).toBeGreaterThan(small + 1_000);
		pass(sandbox, 10);
		await host.tick();
		expect(sizeOf(host)).toBeLessThan(small + 200);
	});
});

describe('writing', () => {
	it.each(HOST_KINDS)('idle polls write nothing (%s host)', async (kind) => {
		const host = createHost(kind, triggerSetup(sandbox));
		await host.activate();
		pass(sandbox, 1);
		await host.tick();
		const { writes } = host;
		for (let poll = 0; poll < 5; poll += 1) {
			pass(sandbox, 20);
			await host.tick();
		}
		expect(host.writes).toBe(writes);
	});

	it('polls that only see again what they emitted write nothing', async () => {
		const host = createHost('durable', triggerSetup(sandbox));
		await host.activate();
		faultJobs(sandbox, 3);
		pass(sandbox, 1);
		await host.tick();
		const { writes } = host;
		for (let poll = 0; poll < 8; poll += 1) {
			pass(sandbox, 1);
			await host.tick();
		}
		expect(host.writes).toBe(writes);
	});

	it('keeps no text of a job, no token and no address', async () => {
		const host = createHost('durable', triggerSetup(sandbox));
		await host.activate();
		faultJob(sandbox, { Info: 'confidential' });
		await host.tick();
		const state = JSON.stringify([host.saved, host.cursor]);
		for (const secret of ['confidential', sandbox.token, '127.0.0.1']) {
			expect(state).not.toContain(secret);
		}
	});
});
