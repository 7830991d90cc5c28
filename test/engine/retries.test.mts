/** What is sent again, when, and that a user can stop it. */
import type { FaultAction, Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { apiRequests, jobNode, openSandbox } from './sandbox.mts';

const LIST = 'GET .*/odata/Jobs$';
let sandbox: Sandbox;

// A tenant of its own for each test: what one learns about the tenant's limit holds for the next one.
beforeEach(async () => {
	sandbox = await openSandbox();
});

const list = async (settings?: { cancelAfterMs: number }) =>
	await getEngine().harness.run(jobNode(sandbox, 'getAll', { limit: 1 }), undefined, settings);

describe('trouble while reading', () => {
	it.each([502, 503, 504])('repeats after %i', async (status) => {
		sandbox.control.injectFault({ route: LIST, status, times: 1 });
		expect(await list()).toMatchObject({ status: 'success' });
		expect(apiRequests(sandbox).map((request) => request.status)).toEqual([status, 200]);
	});

	it.each<FaultAction>(['reset-before', 'reset-during-body'])(
		'repeats after a cut connection: %s',
		async (action) => {
			sandbox.control.injectFault({ route: LIST, action, times: 1 });
			expect(await list()).toMatchObject({ status: 'success' });
			expect(apiRequests(sandbox)).toHaveLength(2);
		},
	);

	it.each([400, 403, 404, 409, 500])('does not repeat after %i', async (status) => {
		sandbox.control.injectFault({ route: LIST, status, body: { message: 'No.' }, times: 9 });
		expect(await list()).toMatchObject({
			status: 'error',
			error: { name: 'NodeApiError', httpCode: String(status) },
		});
		expect(apiRequests(sandbox)).toHaveLength(1);
	});

	it('gives up after four attempts and says how often it tried', async () => {
		sandbox.control.injectFault({ route: LIST, status: 503, times: 9 });
		const { status, error } = await list();
		expect(status).toBe('error');
		expect(error?.context).toMatchObject({ data: { attempts: 4 } });
		expect(apiRequests(sandbox)).toHaveLength(4);
	});
});

describe('the rate limit', () => {
	const limit = (headers: Record<string, string>, times = 1) =>
		sandbox.control.injectFault({ route: LIST, status: 429, headers, times });

	it('waits as many seconds as Retry-After says', async () => {
		limit({ 'retry-after': '1' });
		const { status, durationMs } = await list();
		expect(status).toBe('success');
		expect(durationMs).toBeGreaterThanOrEqual(1000);
		expect(durationMs).toBeLessThan(4000);
	});

	it('waits until the date that Retry-After names, by the clock of the server', async () => {
		// The server's clock is an hour fast; taken by n8n's own it would be a wait of an hour.
		const server = Date.now() + 3_600_000;
		limit({
			date: new Date(server).toUTCString(),
			'retry-after': new Date(server + 1000).toUTCString(),
		});
		const { status, durationMs } = await list();
		expect(status).toBe('success');
		expect(durationMs).toBeGreaterThanOrEqual(900);
		expect(durationMs).toBeLessThan(4000);
	});

	it('does not wait for hours, but says how long to wait', async () => {
		limit({ 'retry-after': '7200' });
		const { status, error, durationMs } = await list();
		expect([status, durationMs < 1000]).toEqual(['error', true]);
		expect(error).toMatchObject({
			httpCode: '429',
			context: { data: { retryAfterSeconds: 7200 } },
		});
		expect(error?.description).toContain('100 list requests a minute');
	});
});

describe('cancelling', () => {
	it('ends a wait between attempts within a second', async () => {
		sandbox.control.injectFault({
			route: LIST,
			status: 429,
			headers: { 'retry-after': '3' },
			times: 9,
		});
		const { status, durationMs } = await list({ cancelAfterMs: 300 });
		expect(status).toBe('canceled');
		expect(durationMs).toBeLessThan(1500);
		expect(apiRequests(sandbox)).toHaveLength(1);
	});

	it('ends a request on the way within a second', async () => {
		sandbox.control.injectFault({ route: LIST, action: 'hang' });
		const { status, durationMs } = await list({ cancelAfterMs: 300 });
		expect(status).toBe('canceled');
		expect(durationMs).toBeLessThan(1500);
	});

	it('begins no further item', async () => {
		sandbox.control.injectFault({ route: LIST, action: 'hang', times: 99 });
		const node = jobNode(sandbox, 'getAll', {}, { onError: 'continueRegularOutput' });
		const items = Array.from({ length: 30 }, () => ({ json: {} }));
		const { status } = await getEngine().harness.run(node, items, { cancelAfterMs: 400 });
		expect(status).toBe('canceled');
		expect(apiRequests(sandbox)).toHaveLength(4);
	});
});
