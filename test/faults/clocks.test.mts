/**
 * Clocks that are put right or wrong while something waits. The host's clock is one for the whole
 * process, so that these cells run one after the other.
 *
 * @jest-environment ./test/engine/trigger/environment.cjs
 */
import { setTimeout as wait } from 'node:timers/promises';

import { SEED } from '../../sandbox/src/index.mts';
import { jobNode, locate } from '../engine/sandbox.mts';
import {
	createHost,
	faultJobs,
	getPolling,
	idsOf,
	pass,
	triggerSetup,
} from '../engine/trigger/polling.mts';
import { recordCells, type CellRecord } from './record.mts';
import { runNode } from './run-node.mts';
import { openStand, type Stand } from './stand.mts';

const HOUR = 3_600_000;
/** Far more than any of the cells has to wait, and far less than an hour. */
const SOON_MS = 10_000;

const records: CellRecord[] = [];
let stand: Stand;

beforeEach(async () => {
	// A clock of its own: the sandbox lives in the same process.
	stand = await openStand('token', { clock: 'manual', clockStart: new Date().toISOString() });
});
afterEach(async () => {
	getPolling().setHostClock(0);
	await stand.close();
});
afterAll(() => recordCells('clocks', records));

function record(operation: string, fault: string, requests: number, ms: number): void {
	records.push({ operation, fault, requests, repeats: 0, doubles: 0, lost: 0, ms: Math.round(ms) });
}

/** What happens once the node waits: it has had the answer to request number `count`. */
async function whileWaiting(count: number, act: () => void): Promise<void> {
	const { requests } = stand.sandbox;
	while ((requests[count - 1]?.status ?? 0) === 0) await wait(5);
	await wait(200);
	act();
}

const moveHostClock = (ms: number) => () => getPolling().setHostClock(ms);

/** Puts the host's clock wrong, and lets the server finish what it was asked for a second later. */
const moveAndFinish = (ms: number) => () => {
	const { control } = stand.sandbox;
	getPolling().setHostClock(ms);
	setTimeout(() => control.advanceClock(2000), 1000);
};

describe.each([
	['an hour ahead', HOUR],
	['an hour back', -HOUR],
])("the host's clock jumps %s in the midst of", (jump, ms) => {
	const name = `the host's clock jumps ${jump}`;

	it('a pause before a request is sent again', async () => {
		const { sandbox } = stand;
		const headers = { 'retry-after': '1' };
		sandbox.control.injectFault({ route: 'GET .*/odata/Jobs$', status: 429, headers });
		void whileWaiting(1, moveHostClock(ms));
		const attempt = await runNode(stand, jobNode(sandbox, 'getAll', { limit: 5 }));
		expect([attempt.status, attempt.output.length]).toEqual(['success', 5]);
		expect(attempt.durationMs).toBeLessThan(SOON_MS);
		record('Get Many', name, sandbox.requests.length, attempt.durationMs);
	}, 20_000);

	it('a wait for a job', async () => {
		const { sandbox } = stand;
		sandbox.control.setLimits({ pendingMs: 0, runMs: 1500 });
		const process = locate('key', SEED.releases.invoiceProcessing.key);
		void whileWaiting(2, moveAndFinish(ms));
		const setup = jobNode(sandbox, 'start', { process, waitForCompletion: true });
		const attempt = await runNode(stand, setup);
		expect([attempt.status, attempt.error?.message]).toEqual(['success', undefined]);
		expect(attempt.durationMs).toBeLessThan(SOON_MS);
		record('Start and wait', name, sandbox.requests.length, attempt.durationMs);
	}, 20_000);

	it('a wait for an export', async () => {
		const { sandbox } = stand;
		sandbox.control.setLimits({ exportMs: 1500 });
		void whileWaiting(2, moveAndFinish(ms));
		const setup = jobNode(sandbox, 'export', { folder: locate('id', 770643) });
		const attempt = await runNode(stand, setup);
		expect([attempt.status, attempt.error?.message]).toEqual(['success', undefined]);
		expect(attempt.durationMs).toBeLessThan(SOON_MS);
		record('Export: watch', name, sandbox.requests.length, attempt.durationMs);
	}, 20_000);

	it('the life of a trigger', async () => {
		const { sandbox } = stand;
		const host = createHost('scheduler', {
			...triggerSetup(sandbox),
			credentials: stand.credentials,
		});
		await host.activate();
		pass(sandbox, 1);
		getPolling().setHostClock(ms);
		const ids = faultJobs(sandbox, 2);
		expect(idsOf(await host.tick()).sort()).toEqual(ids.sort());
		getPolling().setHostClock(0);
		pass(sandbox, 1);
		const more = faultJobs(sandbox, 2);
		expect(idsOf(await host.tick()).sort()).toEqual(more.sort());
		expect(idsOf(await host.tick())).toEqual([]);
		record('Trigger: poll', name, sandbox.requests.length, 0);
	});
});

it.each([
	['five minutes back', -5],
	['five minutes ahead', 5],
	['an hour ahead', 60],
])(
	"the server's clock jumps %s between two polls: nothing lost, nothing twice",
	async (jump, minutes) => {
		const { sandbox } = stand;
		const host = createHost('scheduler', {
			...triggerSetup(sandbox),
			credentials: stand.credentials,
		});
		await host.activate();
		pass(sandbox, 20);
		const emitted: number[] = [];
		const made = faultJobs(sandbox, 2);
		emitted.push(...idsOf(await host.tick()));
		const moved = Date.parse(sandbox.control.now()) + minutes * 60_000;
		sandbox.control.setClock(new Date(moved).toISOString());
		for (let poll = 0; poll < 8; poll += 1) {
			made.push(...faultJobs(sandbox, 1));
			emitted.push(...idsOf(await host.tick()));
			pass(sandbox, 1);
		}
		emitted.push(...idsOf(await host.tick()));
		expect(emitted.sort()).toEqual(made.sort());
		record('Trigger: poll', `the server's clock jumps ${jump}`, sandbox.requests.length, 0);
	},
);
