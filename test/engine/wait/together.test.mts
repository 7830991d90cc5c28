/** Waiting costs little: everything is started first, then watched together, ever more rarely. */
import { SEED } from '../../../sandbox/src/index.mts';
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { forgetRequests, locate, openSandbox } from '../sandbox.mts';
import {
	addJob,
	listLooks,
	listRequests,
	numberItems,
	PROCESSES,
	run,
	singleLooks,
	startAndWait,
} from './jobs.mts';

const { jobs } = SEED;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
	sandbox.control.setLimits({ pendingMs: 0, runMs: 0 });
});

const isStart = ({ path }: { path: string }) => path.endsWith('StartJobs');
const isLook = ({ path, method }: { path: string; method: string }) =>
	method === 'GET' && path.startsWith('/odata/Jobs');

describe('all items are started before the first look', () => {
	it.each([3, 30])('%i of them, each paired with its own', async (count) => {
		const more = { items: numberItems(count) };
		const { status, outputs } = await startAndWait(sandbox, PROCESSES.succeeds, {}, more);
		expect(status).toBe('success');
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
			numberItems(count).map((_item, item) => ({ item })),
		);
		expect(new Set(outputs[0]?.map(({ json }) => json.Id)).size).toBe(count);
		const requests = listRequests(sandbox);
		expect(requests.findLastIndex(isStart)).toBeLessThan(requests.findIndex(isLook));
		expect(requests.filter(isStart)).toHaveLength(count);
	});

	it('several jobs of one item are watched too, and come in order', async () => {
		const { outputs } = await startAndWait(sandbox, PROCESSES.succeeds, { jobsCount: 4 });
		const ids = outputs[0]?.map(({ json }) => Number(json.Id)) ?? [];
		expect(ids).toEqual([...ids].sort((one, other) => one - other));
		expect(outputs[0]).toMatchObject(
			ids.map((Id) => ({ json: { Id, State: 'Successful' }, pairedItem: { item: 0 } })),
		);
	});
});

describe('a look asks for the states of all open jobs', () => {
	/** Jobs that run through two looks and have ended at the third. */
	const addRunning = (count: number) => {
		sandbox.control.setLimits({ runMs: 1500 });
		return Array.from({ length: count }, (_, index) =>
			addJob(sandbox, 50_000 + index, { State: 'Running' }),
		);
	};

	it('3 jobs by single reads, which count against no limit', async () => {
		const ids = addRunning(3);
		const { outputs } = await run(sandbox, 'wait', { jobs: ids.join() });
		expect(outputs[0]).toHaveLength(3);
		expect(listLooks(sandbox)).toEqual([]);
		expect(singleLooks(sandbox).length).toBeLessThanOrEqual(3 * 3);
		// Looks and results; nothing else.
		expect(listRequests(sandbox)).toHaveLength(singleLooks(sandbox).length + 3);
	});

	it('30 jobs in one list per look', async () => {
		const ids = addRunning(30);
		const items = ids.map((id) => ({ json: { id } }));
		const { outputs } = await run(sandbox, 'wait', { jobs: '={{ $json.id }}' }, { items });
		expect(outputs[0]).toHaveLength(30);
		expect(listLooks(sandbox).length).toBeLessThanOrEqual(3);
		expect(listLooks(sandbox)[0]?.query.$filter).toBe(`Id in (${ids.join()})`);
		expect(singleLooks(sandbox)).toEqual([]);
		expect(listRequests(sandbox)).toHaveLength(listLooks(sandbox).length + 30);
	});

	it('120 jobs in three lists per look, and no more than 25 lists a minute', async () => {
		const ids = addRunning(120);
		const { outputs } = await run(sandbox, 'wait', { jobs: ids.join() });
		expect(outputs[0]).toHaveLength(120);
		const looks = listLooks(sandbox);
		expect(looks).toHaveLength(6);
		expect(looks.slice(0, 3).map(({ query }) => query.$top)).toEqual(['50', '50', '20']);
		expect((looks[3]?.at ?? 0) - (looks[2]?.at ?? 0)).toBeGreaterThan(7000);
	}, 20_000);

	it('jobs that have ended are not asked for again', async () => {
		sandbox.control.setLimits({ runMs: 1500 });
		const running = addJob(sandbox, 50_000, { State: 'Running' });
		const ended = [1, 2, 3, 4, 5, 6].map((n) => addJob(sandbox, 50_000 + n));
		await run(sandbox, 'wait', { jobs: [running, ...ended].join() });
		expect(listLooks(sandbox)).toHaveLength(1);
		expect(singleLooks(sandbox).every(({ path }) => path.includes(running))).toBe(true);
	});

	it('each in its own folder', async () => {
		const items = [
			{ json: { folder: 4711, id: jobs.successful } },
			{ json: { folder: 770643, id: 127283 } },
		];
		const parameters = { folder: locate('id', '={{ $json.folder }}'), jobs: '={{ $json.id }}' };
		const { status, outputs } = await run(sandbox, 'wait', parameters, { items });
		expect(status).toBe('success');
		expect(outputs[0]?.map(({ json }) => json.OrganizationUnitId)).toEqual([4711, 770643]);
	});
});

it('looks come at growing intervals with some jitter', async () => {
	const options = { timeout: 6, onTimeout: 'output' };
	await run(sandbox, 'wait', { jobs: String(jobs.running), options });
	const times = singleLooks(sandbox).map(({ at }) => at);
	const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
	const [first = 0, second = 0, third = 0, last = 0] = gaps;
	expect(gaps).toHaveLength(4);
	expect(first).toBeGreaterThan(850);
	expect(second / first).toBeGreaterThan(1.1);
	expect(third / second).toBeGreaterThan(1.1);
	// The last look comes when the time is up, not when its interval is over.
	expect(last).toBeLessThan(third);
	expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(5800);
	expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(7000);
}, 15_000);

it.each([1, 8])('a stop by the user ends the wait for %i jobs within a second', async (count) => {
	sandbox.control.setLimits({ runMs: 60_000 });
	const items = Array.from({ length: count }, (_, index) => ({
		json: { id: addJob(sandbox, 50_000 + index, { State: 'Running' }) },
	}));
	const { status, durationMs } = await run(
		sandbox,
		'wait',
		{ jobs: '={{ $json.id }}', options: { onTimeout: 'kill' } },
		{ items, cancelAfterMs: 3000 },
	);
	expect(status).toBe('canceled');
	// The next look would come no sooner than after 4.3 seconds.
	expect(durationMs).toBeLessThan(4000);
	// What waits is not what works: the jobs run on.
	expect(listRequests(sandbox).filter(({ method }) => method === 'POST')).toEqual([]);
});

describe('each item ends on its own', () => {
	it('a fault and an unknown job leave the others alone', async () => {
		const ids = [jobs.successful, jobs.faultedWithStackTrace, 99_999_999, jobs.bigNumber];
		const more = {
			items: ids.map((id) => ({ json: { id } })),
			onError: 'continueRegularOutput' as const,
		};
		const { outputs } = await run(sandbox, 'wait', { jobs: '={{ $json.id }}' }, more);
		expect(outputs[0]).toMatchObject([
			{ json: { Id: jobs.successful }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringContaining('faulted') }, pairedItem: { item: 1 } },
			{ json: { error: expect.stringContaining('99999999') }, pairedItem: { item: 2 } },
			{ json: { Id: jobs.bigNumber }, pairedItem: { item: 3 } },
		]);
	});

	it('also among many, where states come in lists', async () => {
		const ids = [1, 2, 3, 4, 5, 6].map((n) => addJob(sandbox, 50_000 + n));
		const more = {
			items: [...ids, '99999999'].map((id) => ({ json: { id } })),
			onError: 'continueRegularOutput' as const,
		};
		const { outputs } = await run(sandbox, 'wait', { jobs: '={{ $json.id }}' }, more);
		expect(outputs[0]?.map(({ json }) => json.Id ?? 'failed')).toEqual([
			...ids.map(Number),
			'failed',
		]);
	});

	it('an item that cannot be started does not keep the others from ending', async () => {
		const more = { items: numberItems(3), onError: 'continueRegularOutput' as const };
		const process = locate('name', '={{ $json.n === 1 ? "Nobody" : "InvoiceProcessing" }}');
		const { outputs } = await startAndWait(sandbox, process, {}, more);
		expect(outputs[0]).toMatchObject([
			{ json: { State: 'Successful' }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringContaining('Nobody') }, pairedItem: { item: 1 } },
			{ json: { State: 'Successful' }, pairedItem: { item: 2 } },
		]);
	});

	it('a passing failure of Orchestrator does not end the wait', async () => {
		sandbox.control.injectFault({ route: 'GET .*/odata/Jobs\\(', status: 503, times: 2 });
		const { status } = await startAndWait(sandbox, PROCESSES.succeeds);
		expect(status).toBe('success');
	});
});

describe('jobs that were started elsewhere', () => {
	it('by ID and key, each once', async () => {
		const key = sandbox.control.getJob(jobs.bigNumber)?.Key ?? '';
		const { outputs } = await run(sandbox, 'wait', {
			jobs: `${jobs.successful}, ${key.toUpperCase()}, ${jobs.bigNumber}`,
		});
		expect(outputs[0]?.map(({ json }) => json.Id)).toEqual([jobs.successful, jobs.bigNumber]);
	});

	it.each(['={{ "" }}', 'twelve', '={{ [] }}', `${jobs.successful},`])(
		'"%s" is refused before any request',
		async (named) => {
			const { status, error } = await run(sandbox, 'wait', { jobs: named });
			expect([status, sandbox.requests]).toEqual(['error', []]);
			expect(error?.message).toMatch(/'Jobs'/);
		},
	);

	it.each([
		[{ timeout: 0 }, /'Timeout' is not a whole number/],
		[{ onTimeout: '={{ "explode" }}' }, /'On Timeout' is unknown: 'explode'/],
		[{ onFault: '={{ "ignore" }}' }, /'On Fault' is unknown/],
	])('%j is refused before any request', async (options, message) => {
		const { error } = await run(sandbox, 'wait', { jobs: String(jobs.successful), options });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('restart', () => {
	it('waits for the new job', async () => {
		const { status, outputs } = await run(sandbox, 'restart', {
			job: locate('id', jobs.successful),
			waitForCompletion: true,
		});
		expect(status).toBe('success');
		const [item] = outputs[0] ?? [];
		expect(item?.json).toMatchObject({
			State: 'Successful',
			InputArguments: { orderId: 'A-17' },
			OutputArguments: { invoicesProcessed: 3 },
		});
		expect(item?.json.Id).not.toBe(jobs.successful);
	});

	it('fails with the fault of the new job', async () => {
		const { error } = await run(sandbox, 'restart', {
			job: locate('id', jobs.faultedWithStackTrace),
			waitForCompletion: true,
		});
		expect(error?.message).toContain('faulted: The sheet does not exist');
		expect(error?.context).not.toMatchObject({ data: { Id: jobs.faultedWithStackTrace } });
	});
});
