/** What goes over the wire, and what becomes of trouble on it. */
import type { FaultAction, Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { apiRequests, forgetRequests, jobNode, locate, openSandbox } from './sandbox.mts';

const LIST = 'GET .*/odata/Jobs$';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const list = async (settings?: { cancelAfterMs: number }) =>
	await getEngine().harness.run(jobNode(sandbox, 'getAll', { limit: 1 }), undefined, settings);

describe('headers', () => {
	it.each([
		['id', '4711', 'x-uipath-organizationunitid', '4711'],
		['key', '0A8F5B1E-6A3C-4B57-9F0E-1D2C3B4A5F60', 'x-uipath-folderkey', undefined],
		['path', '/Finance/Invoices/', 'x-uipath-folderpath', 'Finance/Invoices'],
		['path', 'Finanzen/Überweisungen', 'x-uipath-folderpath-encoded', undefined],
	])('exactly one for the folder: by %s %s', async (mode, value, header, sent) => {
		const folder = locate(mode, value);
		const { status } = await getEngine().harness.run(jobNode(sandbox, 'getAll', { folder }));
		expect(status).toBe('success');
		const headers = apiRequests(sandbox)[0]?.headers ?? {};
		const folders = Object.keys(headers).filter((name) =>
			/^x-uipath-(folder|organizationunit)/.test(name),
		);
		expect(folders).toEqual([header]);
		if (sent !== undefined) expect(headers[header]).toBe(sent);
	});

	it('none for the folder when none is chosen: jobs of all folders', async () => {
		const folder = locate('id', '');
		const { outputs } = await getEngine().harness.run(
			jobNode(sandbox, 'getAll', { folder, returnAll: true, simplify: false }),
		);
		expect(Object.keys(apiRequests(sandbox)[0]?.headers ?? {}).join()).not.toMatch(/uipath/);
		const folders = new Set(outputs[0]?.map(({ json }) => json.OrganizationUnitId));
		expect(folders.size).toBeGreaterThan(1);
	});

	it('the name and version of this package', async () => {
		await list();
		const { version } = JSON.parse(JSON.stringify(getEngine().harness.loader.packageJson)) as {
			version: string;
		};
		expect(apiRequests(sandbox)[0]?.headers['user-agent']).toBe(`n8n-nodes-uipath/${version}`);
	});
});

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
		expect(durationMs).toBeLessThan(2000);
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
		expect(durationMs).toBeLessThan(2500);
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
		expect(durationMs).toBeLessThan(1300);
		expect(apiRequests(sandbox)).toHaveLength(1);
	});

	it('ends a request on the way within a second', async () => {
		sandbox.control.injectFault({ route: LIST, action: 'hang' });
		const { status, durationMs } = await list({ cancelAfterMs: 300 });
		expect(status).toBe('canceled');
		expect(durationMs).toBeLessThan(1300);
	});

	it('begins no further item', async () => {
		sandbox.control.injectFault({ route: LIST, action: 'hang' });
		const node = jobNode(sandbox, 'getAll', {}, { onError: 'continueRegularOutput' });
		const items = [{ json: {} }, { json: {} }, { json: {} }];
		const { status } = await getEngine().harness.run(node, items, { cancelAfterMs: 200 });
		expect(status).toBe('canceled');
		expect(apiRequests(sandbox)).toHaveLength(1);
	});
});

describe('answers that are no data', () => {
	const fail = async (fault: { action?: FaultAction; status?: number; body?: unknown }) => {
		sandbox.control.injectFault({ route: LIST, times: 9, ...fault });
		const { status, error } = await list();
		expect(status).toBe('error');
		expect(error?.name).toBe('NodeApiError');
		return error;
	};

	it('a web page with status 200', async () => {
		const error = await fail({ action: 'html' });
		expect(error?.message).toContain('web page');
		expect(error?.description).toContain('Tenant URL');
	});

	it('JSON that is cut off', async () => {
		const error = await fail({ action: 'truncate' });
		expect(error?.message).toMatch(/cut off|not JSON|connection/i);
	});

	it('an object without a list', async () => {
		const error = await fail({ status: 200, body: { '@odata.context': 'x' } });
		expect(error?.message).toContain('no list');
	});

	it('a list of something else', async () => {
		const error = await fail({ status: 200, body: { value: ['a', 'b'] } });
		expect(error?.message).toContain('no list');
	});

	it('a bare list', async () => {
		const error = await fail({ status: 200, body: '[]' });
		expect(error?.message).toContain('not an object');
	});
});

it('never follows a redirect, so that no other origin sees the token', async () => {
	const elsewhere = await openSandbox();
	for (const status of [301, 302, 307, 308]) {
		sandbox.control.injectFault({
			route: LIST,
			status,
			redirectTo: `${elsewhere.orchestratorUrl}/odata/Jobs`,
		});
		const { error } = await list();
		expect(error?.message).toMatch(/redirect/);
	}
	const seen = elsewhere.requests.map(({ headers }) => headers.authorization);
	expect(seen.filter((authorization) => authorization !== undefined)).toEqual([]);
});
