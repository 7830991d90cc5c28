/** Exporting jobs: start, watch, link and download, as a file or as items. */
import { createHash } from 'node:crypto';
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

describe('as a file', () => {
	it.each(['csv', 'zip'] as const)('stays the %s that Orchestrator wrote', async (exportFormat) => {
		sandbox.control.setLimits({ exportFormat });
		const { status, outputs } = await run();
		expect(status).toBe('success');
		const [item] = outputs[0] ?? [];
		const file = item?.binary?.data;
		expect(file).toMatchObject({
			fileName: expect.stringMatching(new RegExp(`^jobs-.*\\.${exportFormat}$`)),
			mimeType: exportFormat === 'csv' ? 'text/csv' : 'application/zip',
		});
		if (!file) throw new Error('no file');
		const bytes = await getEngine().harness.readBinary(file);
		if (exportFormat === 'csv')
			expect(bytes.toString('utf8').split('\n').length).toBeGreaterThan(30);
		else expect(bytes.subarray(0, 2).toString()).toBe('PK');
		expect(item?.json).toMatchObject({ exportId: expect.any(Number) });
		expect(item?.pairedItem).toEqual({ item: 0 });
	});

	it('goes to disk as a stream, without being held in memory', async () => {
		const size = 128 * 1024 * 1024;
		sandbox.control.setLimits({ exportBytes: size });
		const samples: number[] = [];
		const before = process.memoryUsage().arrayBuffers;
		const watch = setInterval(() => samples.push(process.memoryUsage().arrayBuffers), 5);
		const { status, outputs } = await run({}, { binaryOnDisk: true });
		clearInterval(watch);
		expect(status).toBe('success');
		const file = outputs[0]?.[0]?.binary?.data;
		expect(file?.id).toMatch(/^filesystem-v2:/);
		expect(file?.bytes).toBeGreaterThanOrEqual(size);
		expect(samples.length).toBeGreaterThan(3);
		expect(Math.max(...samples) - before).toBeLessThan(size / 2);
	});

	it('has the same bytes on disk and in memory', async () => {
		const first = await run({ limit: 5 }, { binaryOnDisk: true });
		const { exportId } = first.outputs[0]?.[0]?.json ?? {};
		const second = await run({ exportId: String(exportId) });
		const digests = [first, second].map(async ({ outputs }) => {
			const file = outputs[0]?.[0]?.binary?.data;
			if (!file) throw new Error('no file');
			const bytes = await getEngine().harness.readBinary(file);
			return createHash('sha256').update(bytes).digest('hex');
		});
		expect(await digests[0]).toBe(await digests[1]);
	});
});

describe('as items', () => {
	it.each(['csv', 'zip'] as const)('has one for each row of the %s', async (exportFormat) => {
		sandbox.control.setLimits({ exportFormat });
		const { status, outputs, error } = await run({ output: 'items', limit: 7 });
		expect([status, error?.message]).toEqual(['success', undefined]);
		expect(outputs[0]).toHaveLength(7);
		const columns = Object.keys(outputs[0]?.[0]?.json ?? {});
		expect(columns.length).toBeGreaterThan(5);
		expect(outputs[0]?.map(({ json }) => Object.keys(json))).toEqual(Array(7).fill(columns));
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(Array(7).fill({ item: 0 }));
	});

	it('keeps line breaks and quotes of error texts', async () => {
		const { outputs } = await getEngine().harness.run(
			jobNode(sandbox, 'export', {
				filters: { custom: 'Id eq 20002' },
				options: { output: 'items' },
			}),
		);
		const info = sandbox.control.getJob(20002)?.Info ?? '';
		expect(info).toContain('\r\n');
		expect(Object.values(outputs[0]?.[0]?.json ?? {})).toContain(info);
	});

	it('gives none when nothing matches', async () => {
		const { status, outputs } = await getEngine().harness.run(
			jobNode(sandbox, 'export', {
				filters: { reference: 'nobody' },
				options: { output: 'items' },
			}),
		);
		expect([status, outputs[0]]).toEqual(['success', []]);
	});
});

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
