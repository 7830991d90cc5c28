/** @jest-environment ./test/engine/trigger/environment.cjs */
/** What happens to the state when the workflow or the host around the trigger changes. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import {
	clearTenant,
	createHost,
	faultJob,
	HOST_KINDS,
	idsOf,
	openTenant,
	pass,
	triggerSetup,
} from './polling.mts';

const ONE = { id: 'one', name: 'First Trigger' };
const TWO = { id: 'two', name: 'Second Trigger' };

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openTenant();
});
beforeEach(() => clearTenant(sandbox));

describe.each(HOST_KINDS)('two triggers in one workflow on a %s host', (kind) => {
	it('keep a starting point each', async () => {
		const one = createHost(kind, triggerSetup(sandbox), ONE);
		await one.activate();
		sandbox.control.advanceClock(5_000);
		const first = faultJob(sandbox);
		sandbox.control.advanceClock(5_000);
		const two = createHost(kind, triggerSetup(sandbox), TWO);
		two.saved = structuredClone(one.saved);
		await two.activate();
		one.saved = structuredClone(two.saved);
		sandbox.control.advanceClock(5_000);
		const second = faultJob(sandbox);
		expect(idsOf(await one.tick())).toEqual([first, second]);
		expect(idsOf(await two.tick())).toEqual([second]);
	});
});

describe('polls that overlap, as a slow one and the next do on a legacy host', () => {
	it.each([
		['the first ends first', 20],
		['the second ends first', 150],
	])('emit each job once: %s', async (_name, delayMs) => {
		const host = createHost('legacy', triggerSetup(sandbox), ONE);
		await host.activate();
		pass(sandbox, 1);
		const ids = [faultJob(sandbox), faultJob(sandbox)];
		sandbox.control.injectFault({ route: 'GET', delayMs });
		sandbox.control.injectFault({ route: 'GET', delayMs: 80 });
		const polls = await Promise.all([host.tick(), host.tick()]);
		expect(idsOf(polls.flat())).toEqual(ids);
		pass(sandbox, 1);
		ids.push(faultJob(sandbox));
		expect(idsOf(await host.tick())).toEqual(ids.slice(2));
	});
});

/**
 * A limit of this host, which saves the data of all nodes at once: of two polls at the same moment,
 * the later one writes back what the other node's state was before. Nothing is lost by it.
 */
it('two triggers that emit at the same moment: one comes twice on a scheduler host', async () => {
	const one = createHost('scheduler', triggerSetup(sandbox), ONE);
	await one.activate();
	const two = createHost('scheduler', triggerSetup(sandbox), TWO);
	two.saved = structuredClone(one.saved);
	await two.activate();
	one.saved = structuredClone(two.saved);
	pass(sandbox, 1);
	const id = faultJob(sandbox);
	expect([idsOf(await one.tick()), idsOf(await two.tick())]).toEqual([[id], [id]]);
	one.saved = structuredClone(two.saved);
	expect([idsOf(await one.tick()), idsOf(await two.tick())]).toEqual([[id], []]);
});

describe('a trigger that is renamed', () => {
	const RENAMED = { ...ONE, name: 'Renamed' };

	async function rename(kind: (typeof HOST_KINDS)[number], emitsBefore: boolean) {
		const host = createHost(kind, triggerSetup(sandbox), ONE);
		await host.activate();
		pass(sandbox, 1);
		if (emitsBefore) faultJob(sandbox);
		await host.tick();
		pass(sandbox, 1);
		const between = faultJob(sandbox);
		pass(sandbox, 1);
		const renamed = createHost(kind, triggerSetup(sandbox), RENAMED);
		renamed.saved = structuredClone(host.saved);
		renamed.cursor = structuredClone(host.cursor);
		const found = idsOf(await renamed.activate());
		pass(sandbox, 1);
		const later = faultJob(sandbox);
		found.push(...idsOf(await renamed.tick()));
		return { found, between, later };
	}

	it('begins anew on hosts that file its state under its name', async () => {
		for (const kind of ['legacy', 'scheduler'] as const) {
			const { found, later } = await rename(kind, true);
			expect(found).toEqual([later]);
		}
	});

	it('goes on where cursors are durable, which are filed under its id', async () => {
		const { found, between, later } = await rename('durable', true);
		expect(found).toEqual([between, later]);
	});

	it.each(HOST_KINDS)('goes on when it had emitted nothing yet (%s host)', async (kind) => {
		const { found, between, later } = await rename(kind, false);
		expect(found).toEqual([between, later]);
	});
});

it('goes on when n8n is switched from one kind of host to the next', async () => {
	const legacy = createHost('legacy', triggerSetup(sandbox), ONE);
	await legacy.activate();
	pass(sandbox, 1);
	const ids = [faultJob(sandbox)];
	const found = idsOf(await legacy.tick());
	let { saved } = legacy;
	for (const kind of ['scheduler', 'durable'] as const) {
		const host = createHost(kind, triggerSetup(sandbox), ONE);
		host.saved = structuredClone(saved);
		pass(sandbox, 1);
		ids.push(faultJob(sandbox));
		pass(sandbox, 1);
		found.push(...idsOf(await host.activate()));
		pass(sandbox, 1);
		ids.push(faultJob(sandbox));
		found.push(...idsOf(await host.tick()), ...idsOf(await host.tick()));
		({ saved } = host);
	}
	expect(found).toEqual(ids);
});

it('tells ids above 2^53 apart, and remembers them', async () => {
	const host = createHost('durable', triggerSetup(sandbox));
	await host.activate();
	const row = (id: string) => `{"Id":${id},"EndTime":"2026-01-15T12:00:00.5Z","State":"Faulted"}`;
	const body = `{"value":[${row('9007199254740993')},${row('9007199254740994')}]}`;
	const answer = () => sandbox.control.injectFault({ route: 'GET', status: 200, body });
	answer();
	const items = await host.tick();
	expect(items.map(({ json }) => String(json.Id))).toEqual([
		'9007199254740993',
		'9007199254740994',
	]);
	answer();
	expect(await host.tick()).toEqual([]);
});
