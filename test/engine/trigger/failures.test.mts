/** @jest-environment ./test/engine/trigger/environment.cjs */
/** A poll that fails says what n8n's back-off needs, and leaves everything as it was. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import { jobNode, locate } from '../sandbox.mts';
import type { PollHost } from './poll-host.mts';
import {
	catchError,
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

type Fault = Parameters<Sandbox['control']['injectFault']>[0];

const JOBS = 'GET .*/odata/Jobs$';
const AMPLE = { budgetMs: 36_000 };

let sandbox: Sandbox;

// A tenant of its own for each test: what one learns about the tenant's limit holds for the next one.
beforeEach(async () => {
	sandbox = await openTenant();
});

async function activate(options: object = {}, kind = HOST_KINDS[0] ?? 'legacy'): Promise<PollHost> {
	const host = createHost(kind, triggerSetup(sandbox, { options: { ...options } }));
	await host.activate();
	pass(sandbox, 1);
	return host;
}

const inject = (fault: Omit<Fault, 'route'>) =>
	sandbox.control.injectFault({ route: JOBS, times: 99, ...fault });

const remember = ({ saved, cursor, writes, nodeState }: PollHost) =>
	structuredClone({ saved, cursor, writes, nodeState });

describe('the failure that n8n is told', () => {
	const rows: Array<[string, Omit<Fault, 'route'>, object, string | undefined]> = [
		[
			'429 with Retry-After',
			{ status: 429, headers: { 'retry-after': '1800' }, body: {} },
			{ cause: 'rate-limited', retryAfterMs: 1_800_000 },
			'429',
		],
		[
			'429 with a date, read by the clock of the server',
			{ status: 429, headers: { 'retry-after': 'Thu, 15 Jan 2026 12:31:00 GMT' }, body: {} },
			{ cause: 'rate-limited', retryAfterMs: 1_800_000 },
			'429',
		],
		['401', { status: 401, body: {} }, { cause: 'credential-invalid' }, '401'],
		['403', { status: 403, body: {} }, { cause: 'configuration-invalid' }, '403'],
		['404', { status: 404, body: {} }, { cause: 'configuration-invalid' }, '404'],
		['500', { status: 500, body: {} }, { cause: 'temporarily-unavailable' }, '500'],
		['a page', { action: 'html' }, { cause: 'configuration-invalid' }, '200'],
		['half an answer', { action: 'truncate' }, { cause: 'temporarily-unavailable' }, '200'],
	];

	it.each(rows)('%s', async (_name, fault, failure, httpCode) => {
		const host = await activate();
		const id = faultJob(sandbox);
		const before = remember(host);
		inject(fault);
		const error = await catchError(() => host.tick(AMPLE));
		expect(error.failure).toEqual(failure);
		expect(error.httpCode).toBe(httpCode);
		expect(error.message).toMatch(/Look for faulted jobs/);
		expect(remember(host)).toEqual(before);
		sandbox.control.clearFaults();
		expect(idsOf(await host.tick())).toEqual([id]);
	});

	it.each(['503', 'reset'])('%s, when the budget leaves no time to try again', async (kind) => {
		const host = await activate();
		inject(kind === '503' ? { status: 503, body: {} } : { action: 'reset-before' });
		const error = await catchError(() => host.tick({ budgetMs: 100 }));
		expect(error.failure).toEqual({ cause: 'temporarily-unavailable' });
	});
});

describe('patience', () => {
	it('waits a 429 out when that fits into the budget', async () => {
		const host = await activate();
		const id = faultJob(sandbox);
		inject({ status: 429, headers: { 'retry-after': '1' }, body: {}, times: 1 });
		expect(idsOf(await host.tick(AMPLE))).toEqual([id]);
	});

	it('does not wait when it does not fit', async () => {
		const host = await activate();
		inject({ status: 429, headers: { 'retry-after': '3' }, body: {} });
		const begun = performance.now();
		const requests = await record(sandbox, async () => {
			const error = await catchError(() => host.tick({ budgetMs: 2_000 }));
			expect(error.failure).toEqual({ cause: 'rate-limited', retryAfterMs: 3_000 });
		});
		expect(performance.now() - begun).toBeLessThan(1_500);
		expect(requests).toHaveLength(1);
	});

	it('sends a passing failure again within the budget', async () => {
		const host = await activate();
		const id = faultJob(sandbox);
		inject({ status: 503, body: {}, times: 1 });
		expect(idsOf(await host.tick(AMPLE))).toEqual([id]);
	});

	it('gives a request up when the budget ends', async () => {
		const host = await activate();
		inject({ action: 'hang' });
		const begun = performance.now();
		const error = await catchError(() => host.tick({ budgetMs: 1_200 }));
		expect(error.failure).toEqual({ cause: 'temporarily-unavailable' });
		expect(performance.now() - begun).toBeLessThan(3_000);
	});

	it('ends when its turn does not come in time, and says how long it has waited', async () => {
		const host = await activate();
		const id = faultJob(sandbox);
		const before = remember(host);
		// As many calls as a tenant bears at a time, of a workflow of another owner.
		const single = '/odata/Jobs\\(20001\\)$';
		sandbox.control.injectFault({ route: single, delayMs: 1_500, times: 20 });
		const items = Array.from({ length: 20 }, () => ({ json: {} }));
		const node = jobNode(sandbox, 'get', { job: locate('id', 20001) });
		const crowd = getEngine().harness.run({ ...node, onError: 'continueRegularOutput' }, items);
		await new Promise((resolve) => setTimeout(resolve, 400));
		const requests = await record(sandbox, async () => {
			const error = await catchError(() => host.tick({ budgetMs: 600 }));
			expect(error.message).toBe(
				'Look for faulted jobs: other calls of this n8n take all that the tenant bears; this one has waited 1 seconds for its turn and was not sent',
			);
			expect(error.failure).toEqual({ cause: 'rate-limited' });
		});
		expect(requests.filter(({ path }) => path.endsWith('/Jobs'))).toEqual([]);
		expect(remember(host)).toEqual(before);
		await crowd;
		expect(idsOf(await host.tick(AMPLE))).toEqual([id]);
	});

	it('takes less than the shortest interval, even where the host grants five minutes', async () => {
		const host = await activate();
		inject({ status: 429, headers: { 'retry-after': '50' }, body: {} });
		const begun = performance.now();
		const error = await catchError(() => host.tick());
		expect(error.failure).toEqual({ cause: 'rate-limited', retryAfterMs: 50_000 });
		expect(performance.now() - begun).toBeLessThan(1_500);
	});

	it('takes half a minute where the host tells no budget', async () => {
		const host = await activate();
		inject({ status: 429, headers: { 'retry-after': '40' }, body: {} });
		const begun = performance.now();
		const error = await catchError(() => host.tick({ hasNoBudget: true }));
		expect(error.failure).toEqual({ cause: 'rate-limited', retryAfterMs: 40_000 });
		expect(performance.now() - begun).toBeLessThan(1_500);
	});
});

describe.each(HOST_KINDS)('half a scan on a %s host', (kind) => {
	it('does not count: the second page fails, and all of it comes later', async () => {
		const host = await activate({}, kind);
		const ids = faultJobs(sandbox, 1_200);
		const before = remember(host);
		// The first page passes.
		sandbox.control.injectFault({ route: JOBS, times: 1 });
		inject({ status: 500, body: {} });
		const requests = await record(sandbox, async () => await catchError(() => host.tick(AMPLE)));
		expect(requests.map(({ status }) => status)).toEqual([200, 500]);
		expect(remember(host)).toEqual(before);
		sandbox.control.clearFaults();
		expect(idsOf(await host.tick())).toEqual(ids);
	});
});

it.each(['scheduler', 'durable'] as const)(
	'a poll that the host gave up is done again (%s host)',
	async (kind) => {
		const host = await activate({}, kind);
		const ids = faultJobs(sandbox, 3);
		expect(await host.tick({ isAbandoned: true })).toEqual([]);
		expect(idsOf(await host.tick())).toEqual(ids);
	},
);
