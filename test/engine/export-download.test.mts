/** The way of an export from its start to its download, and what becomes of trouble on it. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import type { RunSettings } from './harness/run.mts';
import { apiRequests, forgetRequests, jobNode, openSandbox } from './sandbox.mts';

const CLASSIC = { folder: { __rl: true as const, mode: 'id', value: '770643' } };
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
	sandbox.control.setLimits({
		exportMs: 0,
		exportFormat: 'csv',
		exportBytes: undefined,
		exportsPerDay: 100,
	});
});

const run = async (options: INodeParameters = {}, settings: RunSettings = {}) =>
	await getEngine().harness.run(
		jobNode(sandbox, 'export', { ...CLASSIC, options }),
		undefined,
		settings,
	);
const downloads = () => sandbox.requests.filter(({ target }) => target === 'blob');
const exportsStarted = () => apiRequests(sandbox).filter(({ method }) => method === 'POST');

describe('the way to the file', () => {
	it('sends no token to the host of the file', async () => {
		await run();
		expect(downloads()).toHaveLength(1);
		expect(downloads()[0]?.headers).not.toHaveProperty('authorization');
		expect(JSON.stringify(downloads()[0])).not.toContain(sandbox.token);
	});

	it('watches until the file is written', async () => {
		sandbox.control.setLimits({ exportMs: 700 });
		expect(await run()).toMatchObject({ status: 'success' });
		expect(
			apiRequests(sandbox).filter(({ route }) => route === '/odata/Exports({key})').length,
		).toBeGreaterThan(1);
	});

	it('asks for a fresh link when the first one has expired', async () => {
		sandbox.control.injectFault({ route: 'GET /exports/', status: 403 });
		expect(await run()).toMatchObject({ status: 'success' });
		expect(downloads().map(({ status }) => status)).toEqual([403, 200]);
		expect(
			apiRequests(sandbox).filter(({ path }) => path.endsWith('GetDownloadLink')),
		).toHaveLength(2);
	});

	it('never renews the login because the host of the file refused', async () => {
		sandbox.control.injectFault({ route: 'GET /exports/', status: 401, times: 9 });
		const { error } = await run();
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '401' });
		expect(error?.message).toContain('storage host');
		expect(exportsStarted()).toHaveLength(1);
	});

	it('picks up an export that was started before, without another one', async () => {
		const { outputs } = await run();
		const { exportId } = outputs[0]?.[0]?.json ?? {};
		forgetRequests(sandbox);
		const again = await run({ exportId: String(exportId) });
		expect(again.outputs[0]).toMatchObject([{ json: { exportId } }]);
		expect(exportsStarted()).toEqual([]);
	});

	it('ends within a second when the user stops the execution', async () => {
		sandbox.control.setLimits({ exportMs: 60_000 });
		const { status, durationMs } = await run({}, { cancelAfterMs: 800 });
		expect(status).toBe('canceled');
		expect(durationMs).toBeLessThan(1800);
	});

	it('ends within a second when the user stops it during the download', async () => {
		sandbox.control.injectFault({ route: 'GET /exports/', action: 'stall-body' });
		const { status, durationMs } = await run(
			{ output: 'items' },
			{ cancelAfterMs: 500, binaryOnDisk: true },
		);
		expect(status).toBe('canceled');
		expect(durationMs).toBeLessThan(1500);
	});
});

describe('when it does not work out', () => {
	it('a failed export says so, and what to try', async () => {
		sandbox.control.failExports();
		const { error } = await run();
		expect(error?.message).toMatch(/could not write export \d+/);
		expect(error?.description).toContain('Limit');
	});

	it('an export that takes too long can be fetched later', async () => {
		sandbox.control.setLimits({ exportMs: 60_000 });
		const { error, durationMs } = await run({ timeout: 1 });
		expect(durationMs).toBeLessThan(3000);
		expect(error?.message).toMatch(/not done after 1 seconds/);
		const id = /Export (\d+)/.exec(error?.message ?? '')?.[1];
		expect(error?.description).toContain(String(id));
		sandbox.control.advanceClock(120_000);
		expect(await run({ exportId: String(id) })).toMatchObject({ status: 'success' });
	});

	it.each([409, 429] as const)(
		"the tenant's daily quota is named, refused with %i, and not waited for",
		async (exportQuotaStatus) => {
			sandbox.control.setLimits({ exportsPerDay: 0, exportQuotaStatus });
			// Stopped after a while: a node that waits here would wait until midnight.
			const { error, durationMs } = await run({}, { cancelAfterMs: 3000 });
			expect(error?.message).toContain('100 exports');
			expect(error?.description).toContain('midnight UTC');
			expect(durationMs).toBeLessThan(1000);
			expect(exportsStarted()).toHaveLength(1);
		},
	);

	it('an export is never started twice', async () => {
		sandbox.control.injectFault({ route: 'POST .*Export$', action: 'reset-after', times: 9 });
		expect(await run()).toMatchObject({ status: 'error' });
		expect(exportsStarted()).toHaveLength(1);
	});

	it.each(['file', 'items'])('a download that is cut is an error: %s', async (output) => {
		sandbox.control.setLimits({ exportBytes: 300_000 });
		sandbox.control.injectFault({ route: 'GET /exports/', action: 'reset-during-body', times: 9 });
		const { status, outputs } = await run({ output }, { binaryOnDisk: true });
		expect([status, outputs[0] ?? []]).toEqual(['error', []]);
	});
});

it.each(['file', 'items'])(
	'a web page with a byte order mark is no export: as %s',
	async (output) => {
		const body = '\uFEFF<!DOCTYPE html><html><body>Sign in</body></html>';
		sandbox.control.injectFault({ route: 'GET /exports/', status: 200, body });
		const { error } = await getEngine().harness.run(
			jobNode(sandbox, 'export', { options: { output } }),
		);
		expect(error?.message).toMatch(
			/^Download export \d+: the storage host answered with a web page$/,
		);
	},
);
