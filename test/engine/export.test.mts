/** What an export gives: the file as it is, or its rows as items. */
import { createHash } from 'node:crypto';
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import type { RunSettings } from './harness/run.mts';
import { forgetRequests, jobNode, openSandbox } from './sandbox.mts';

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
