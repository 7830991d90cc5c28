/** Nothing is started twice, whatever becomes of the answer. */
import type { INodeParameters } from 'n8n-workflow';

import type { FaultAction, Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import {
	apiRequests,
	describeRequest,
	forgetRequests,
	jobNode,
	locate,
	openSandbox,
} from './sandbox.mts';

const RELEASE = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01';
const START = 'POST .*StartJobs$';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const PROCESS = { process: locate('key', RELEASE) };
const start = async (parameters: INodeParameters = {}) =>
	await getEngine().harness.run(jobNode(sandbox, 'start', { ...PROCESS, ...parameters }));
const sent = () => apiRequests(sandbox).map((request) => describeRequest(sandbox, request));

describe('nothing is started twice', () => {
	const countJobs = () => sandbox.control.jobs().length;

	it.each([500, 502, 503, 504])('after %i', async (status) => {
		const before = countJobs();
		sandbox.control.injectFault({ route: START, status, times: 9 });
		const { error } = await start();
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: String(status) });
		expect(sent()).toHaveLength(1);
		expect(countJobs()).toBe(before);
	});

	it.each<FaultAction>(['reset-after', 'truncate', 'reset-during-body'])(
		'after it was processed and the answer was lost: %s',
		async (action) => {
			const before = countJobs();
			sandbox.control.injectFault({ route: START, action, times: 9 });
			const { status, error } = await start();
			expect(status).toBe('error');
			expect(sent()).toHaveLength(1);
			expect(countJobs()).toBe(before + 1);
			expect(error?.description).toMatch(/Look in Orchestrator|Request:/);
		},
	);

	it('after a connection that was cut before it was processed, which nobody can tell', async () => {
		const before = countJobs();
		sandbox.control.injectFault({ route: START, action: 'reset-before', times: 9 });
		const { error } = await start();
		expect(sent()).toHaveLength(1);
		expect(countJobs()).toBe(before);
		expect(error?.description).toContain('not sent again');
	});

	it('but once the rate limit lets it through, it is started', async () => {
		const before = countJobs();
		const headers = { 'retry-after': '0' };
		sandbox.control.injectFault({ route: START, status: 429, headers, times: 2 });
		expect(await start()).toMatchObject({ status: 'success' });
		expect(sent()).toHaveLength(3);
		expect(countJobs()).toBe(before + 1);
	});

	it('nor when the user stops the execution meanwhile', async () => {
		const before = countJobs();
		sandbox.control.injectFault({ route: START, action: 'hang' });
		const node = jobNode(sandbox, 'start', PROCESS);
		const { status } = await getEngine().harness.run(node, undefined, { cancelAfterMs: 150 });
		expect(status).toBe('canceled');
		expect(sent()).toHaveLength(1);
		expect(countJobs()).toBeLessThanOrEqual(before + 1);
	});
});
