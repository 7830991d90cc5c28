/** Options that mean nothing together with the other settings are refused before any request. */
import type { INodeParameters } from 'n8n-workflow';

import { SEED } from '../../sandbox/src/index.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { RELEASES } from './retry/again.mts';
import { apiRequests, forgetRequests, jobNode, locate, openSandbox } from './sandbox.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
	sandbox.control.setLimits({ pendingMs: 0, runMs: 0 });
});

const run = async (operation: string, parameters: INodeParameters) =>
	await getEngine().harness.run(jobNode(sandbox, operation, parameters));

const PROCESS = { process: locate('key', RELEASES.good) };
const JOBS = { jobs: String(SEED.jobs.running) };

type Row = readonly [operation: string, parameters: INodeParameters, label: string, why: string];
const withOptions = (parameters: INodeParameters, options: INodeParameters) => ({
	...parameters,
	options,
});

const REFUSED: readonly Row[] = [
	...(
		[
			['Timeout', { timeout: 60 }],
			['On Fault', { onFault: 'output' }],
			['On Timeout', { onTimeout: 'kill' }],
		] as const
	).map(([label, options]): Row => {
		const why = "without 'Wait for Completion'";
		return ['start', withOptions(PROCESS, options), label, why];
	}),
	['start', withOptions(PROCESS, { killAfter: 60 }), 'Kill After', "without 'Stop After'"],
	['stop', withOptions(JOBS, { killAfter: 60 }), 'Kill After', "without 'Wait Until Stopped'"],
	['stop', withOptions(JOBS, { timeout: 60 }), 'Timeout', "without 'Wait Until Stopped'"],
	[
		'stop',
		{ ...withOptions(JOBS, { killAfter: 60, waitUntilStopped: true }), strategy: 'Kill' },
		'Kill After',
		"with the strategy 'Kill'",
	],
	[
		'stop',
		withOptions(JOBS, { killAfter: 60, timeout: 60, waitUntilStopped: true }),
		'Kill After',
		"when 'Timeout' comes first",
	],
	[
		'export',
		{ filters: { states: ['Faulted'] }, options: { exportId: '1' } },
		'Filters',
		"together with 'Export ID'",
	],
	...Object.entries<INodeParameters>({
		Limit: { limit: 5 },
		Sort: { sort: { by: { field: 'Id', direction: 'asc' } } },
		Expand: { expand: ['Robot'] },
	}).map(([label, options]): Row => {
		const why = "together with 'Export ID'";
		return ['export', { options: { exportId: '1', ...options } }, label, why];
	}),
	[
		'export',
		{ options: { output: 'items', fileName: 'jobs.csv' } },
		'File Name',
		"with 'Output' set to items",
	],
];

it.each(REFUSED)('%s %j: refuses %s', async (operation, parameters, label, why) => {
	const { status, error } = await run(operation, parameters);
	expect([status, apiRequests(sandbox)]).toEqual(['error', []]);
	expect(error?.message).toBe(`'${label}' has no effect ${why} (item 0)`);
	expect(error?.description).toMatch(/\w.*\.$/);
});

it.each<readonly [string, INodeParameters]>([
	['start', PROCESS],
	['start', withOptions(PROCESS, { stopAfter: 60, killAfter: 60 })],
	[
		'start',
		{ ...withOptions(PROCESS, { timeout: 60, onFault: 'output' }), waitForCompletion: true },
	],
	['restart', { job: locate('id', SEED.jobs.successful), options: { timeout: 60 } }],
	['export', { options: { sort: {} } }],
	['export', { options: { output: 'file', fileName: 'jobs.csv' } }],
])('%s %j: nothing to refuse', async (operation, parameters) => {
	expect(await run(operation, parameters)).toMatchObject({ status: 'success', error: undefined });
});

it('an export that is picked up with empty filters, a timeout and a form of its output', async () => {
	const { outputs } = await run('export', {});
	const exportId = String(outputs[0]?.[0]?.json.exportId);
	const options = { exportId, timeout: 60, output: 'items' };
	const again = await run('export', { filters: { process: '' }, options });
	expect(again).toMatchObject({ status: 'success' });
});
