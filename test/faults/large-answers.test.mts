/**
 * Answers of 50 MB: 1,000 jobs of 50 kB each, and one job of 50 MB.
 *
 * @jest-environment ./test/engine/trigger/environment.cjs
 */
import { SEED } from '../../sandbox/src/index.mts';
import { FINANCE, jobNode, locate } from '../engine/sandbox.mts';
import { createHost, faultJobs, idsOf, pass, triggerSetup } from '../engine/trigger/polling.mts';
import { recordCells, type CellRecord } from './record.mts';
import { openCellStand } from './run-cell.mts';
import { runNode } from './run-node.mts';
import type { Stand } from './stand.mts';

const NAME = 'an answer of 50 MB';
const KB_50 = 'x'.repeat(50_000);
const PATIENCE_MS = 120_000;

const records: CellRecord[] = [];
let stand: Stand;

beforeEach(async () => {
	stand = await openCellStand({});
});
afterEach(async () => await stand.close());
afterAll(() => recordCells('large-answers', records));

function record(operation: string, begun: number): void {
	const { length } = stand.sandbox.requests;
	const ms = Math.round(performance.now() - begun);
	records.push({ operation, fault: NAME, requests: length, repeats: 0, doubles: 0, lost: 0, ms });
}

const listRequests = () =>
	stand.sandbox.requests.filter(({ path }) => path.endsWith('/odata/Jobs')).length;

const addJobs = (): number[] =>
	faultJobs(stand.sandbox, 1000, { Info: KB_50, OrganizationUnitId: FINANCE });

it(
	'Get',
	async () => {
		const begun = performance.now();
		const [id] = faultJobs(stand.sandbox, 1, { Info: KB_50.repeat(1000) });
		const setup = jobNode(stand.sandbox, 'get', { job: locate('id', String(id)) });
		const { status, output } = await runNode(stand, setup);
		expect([status, output]).toEqual(['success', [id]]);
		expect(stand.sandbox.requests).toHaveLength(1);
		record('Get', begun);
	},
	PATIENCE_MS,
);

it(
	'Get Many',
	async () => {
		const begun = performance.now();
		const ids = addJobs();
		const setup = jobNode(stand.sandbox, 'getAll', { limit: 1000 });
		const { status, output } = await runNode(stand, setup);
		expect(status).toBe('success');
		expect(output.map(Number).sort()).toEqual(ids.sort());
		expect(stand.sandbox.requests).toHaveLength(1);
		record('Get Many', begun);
	},
	PATIENCE_MS,
);

it(
	'Start',
	async () => {
		const begun = performance.now();
		const before = stand.sandbox.control.jobs().length;
		// What else an answer may hold is not looked at.
		stand.sandbox.control.injectFault({
			route: 'StartJobs$',
			status: 201,
			body: { value: [{ Id: 1, Key: SEED.releases.hanging.key, Info: KB_50.repeat(1000) }] },
		});
		const process = locate('key', SEED.releases.hanging.key);
		const { status, output } = await runNode(stand, jobNode(stand.sandbox, 'start', { process }));
		expect([status, output]).toEqual(['success', [1]]);
		expect(stand.sandbox.control.jobs()).toHaveLength(before);
		expect(stand.sandbox.requests).toHaveLength(1);
		record('Start', begun);
	},
	PATIENCE_MS,
);

it(
	'Trigger: poll',
	async () => {
		const begun = performance.now();
		const { sandbox, credentials } = stand;
		const host = createHost('scheduler', { ...triggerSetup(sandbox), credentials });
		await host.activate();
		pass(sandbox, 1);
		const ids = addJobs();
		pass(sandbox, 1);
		expect(idsOf(await host.tick()).sort()).toEqual(ids.sort());
		expect(idsOf(await host.tick())).toEqual([]);
		expect(listRequests()).toBeGreaterThan(0);
		record('Trigger: poll', begun);
	},
	PATIENCE_MS,
);
