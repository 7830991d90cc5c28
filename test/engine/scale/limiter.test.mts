/** What all calls to a tenant learn from the refusal of one. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox, SandboxOptions } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import type { RunSettings } from '../harness/run.mts';
import { apiRequests, jobNode, locate, openSandbox } from '../sandbox.mts';

const LIST = 'GET .*/odata/Jobs$';
let sandbox: Sandbox;

// A tenant of its own for each test: what one learns about the tenant's limit holds for the next one.
const open = async (options: SandboxOptions = {}) => {
	sandbox = await openSandbox(options);
};

const list = async (
	parameters: INodeParameters = { limit: 1 },
	items = 1,
	settings: RunSettings = {},
) =>
	await getEngine().harness.run(
		jobNode(sandbox, 'getAll', parameters),
		Array.from({ length: items }, () => ({ json: {} })),
		settings,
	);

const readGet = async () =>
	await getEngine().harness.run(jobNode(sandbox, 'get', { job: locate('id', 20001) }));

const statuses = () => apiRequests(sandbox).map(({ status }) => status);

it('what one execution is told, another heeds', async () => {
	await open();
	sandbox.control.injectFault({ route: LIST, status: 429, headers: { 'retry-after': '2' } });
	const first = list();
	await new Promise((resolve) => setTimeout(resolve, 400));
	const begun = Date.now();
	const [one, other] = await Promise.all([first, list()]);
	expect([one.status, other.status]).toEqual(['success', 'success']);
	expect(Date.now() - begun).toBeGreaterThan(1_000);
	expect(statuses()).toEqual([429, 200, 200]);
});

it('other routes go on meanwhile', async () => {
	await open();
	sandbox.control.injectFault({ route: LIST, status: 429, headers: { 'retry-after': '2' } });
	const listing = list();
	await new Promise((resolve) => setTimeout(resolve, 300));
	expect((await readGet()).status).toBe('success');
	await listing;
	const [refused, single, repeated] = apiRequests(sandbox);
	expect(single?.path).toMatch(/\(20001\)$/);
	expect((repeated?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(2000);
	expect((repeated?.at ?? 0) - (single?.at ?? 0)).toBeGreaterThan(300);
});

it('after a refusal it begins again with one call at a time', async () => {
	await open({ latencyMs: 20 });
	await list();
	sandbox.control.injectFault({
		route: LIST,
		status: 429,
		headers: { 'retry-after': '1' },
		times: 4,
	});
	const { status } = await list({ limit: 1 }, 12);
	expect(status).toBe('success');
	const later = apiRequests(sandbox).slice(5);
	expect(later.map((request) => request.status)).toEqual(later.map(() => 200));
	const [first, second] = later;
	expect(second?.at).toBeGreaterThanOrEqual(first?.answeredAt ?? Infinity);
});

it('a refusal that is not waited for slows others down all the same', async () => {
	await open({ latencyMs: 20 });
	sandbox.control.injectFault({ route: LIST, status: 429, headers: { 'retry-after': '300' } });
	expect((await list()).status).toBe('error');
	expect((await list({ limit: 1 }, 12)).status).toBe('success');
	const [refused, first, second] = apiRequests(sandbox);
	expect(refused?.status).toBe(429);
	expect(second?.at).toBeGreaterThanOrEqual(first?.answeredAt ?? Infinity);
});

it('stops before the limit when answers tell what is left', async () => {
	await open({ listCallsPerMinute: 3, tellsRemaining: true });
	for (let call = 0; call < 3; call += 1) await list();
	const { status } = await list({ limit: 1 }, 1, { cancelAfterMs: 700 });
	expect(status).toBe('canceled');
	expect(statuses()).toEqual([200, 200, 200]);
});

it('a canceled execution leaves the line at once', async () => {
	await open();
	sandbox.control.injectFault({ route: LIST, status: 429, headers: { 'retry-after': '20' } });
	const first = list({ limit: 1 }, 1, { cancelAfterMs: 300 });
	expect((await first).status).toBe('canceled');
	const { status, durationMs } = await list({ limit: 1 }, 5, { cancelAfterMs: 300 });
	expect(status).toBe('canceled');
	expect(durationMs).toBeLessThan(1_500);
	expect(statuses()).toEqual([429]);
});

it('executions take turns: a small one need not wait for the end of large ones', async () => {
	await open({ latencyMs: 60 });
	let done = 0;
	const items = Array.from({ length: 200 }, () => ({ json: {} }));
	const node = jobNode(sandbox, 'get', { job: locate('id', 20001) });
	// Together they want more than a tenant bears.
	const large = [1, 2, 3].map(async () => {
		const { outputs } = await getEngine().harness.run(node, items);
		done += 1;
		return outputs[0]?.length;
	});
	await new Promise((resolve) => setTimeout(resolve, 300));
	expect((await readGet()).status).toBe('success');
	expect(done).toBe(0);
	expect(await Promise.all(large)).toEqual([200, 200, 200]);
	const requests = apiRequests(sandbox);
	const inFlight = requests.map(
		({ at }) => requests.filter((other) => other.at <= at && at < other.answeredAt).length,
	);
	expect(Math.max(...inFlight)).toBeLessThanOrEqual(20);
});
