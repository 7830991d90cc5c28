/** Stopping, restarting and resuming jobs. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import {
	apiRequests,
	describeRequest,
	FINANCE,
	forgetRequests,
	jobNode,
	locate,
	openSandbox,
} from './sandbox.mts';

const RUNNING = 20006;
const SUSPENDED = 20005;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const run = async (operation: string, parameters: INodeParameters, cancelAfterMs?: number) =>
	await getEngine().harness.run(jobNode(sandbox, operation, parameters), undefined, {
		cancelAfterMs,
	});
const sent = () => apiRequests(sandbox).map((request) => describeRequest(sandbox, request));
const keyOf = (id: number) => sandbox.control.getJob(id)?.Key ?? '';
const addPending = (Id: number) =>
	sandbox.control.addJobs([{ Id, OrganizationUnitId: FINANCE, State: 'Pending' }]);

describe('stop', () => {
	it.each<[string, () => INodeParameters[string]]>([
		['numbers in text', () => `${RUNNING}, 29001`],
		['a list from an expression', () => `={{ [${RUNNING}, "29001"] }}`],
		['keys', () => `${keyOf(RUNNING)}\n${keyOf(29001).toUpperCase()}`],
		['a mixture, with one job named twice', () => `${RUNNING}, ${keyOf(29001)}, 29001`],
	])('takes %s', async (_name, jobs) => {
		addPending(29001);
		const { status, outputs } = await run('stop', { jobs: jobs() });
		expect(status).toBe('success');
		expect(sent().at(-1)?.body).toEqual({ jobIds: [RUNNING, 29001], strategy: 'SoftStop' });
		expect(outputs[0]?.map(({ json }) => json.Id)).toEqual([RUNNING, 29001]);
		expect(sandbox.control.getJob(RUNNING)?.State).toBe('Stopping');
		expect(sandbox.control.getJob(29001)?.State).toBe('Stopped');
	});

	it('takes a single number', async () => {
		await run('stop', { jobs: `={{ ${RUNNING} }}` });
		expect(sent().at(-1)?.body).toEqual({ jobIds: [RUNNING], strategy: 'SoftStop' });
	});

	it('looks many keys up in few calls', async () => {
		const ids = Array.from({ length: 45 }, (_, index) => 29_100 + index);
		ids.forEach(addPending);
		expect(await run('stop', { jobs: ids.map(keyOf).join() })).toMatchObject({ status: 'success' });
		expect(sent().filter(({ method }) => method === 'GET').length).toBeLessThanOrEqual(3);
		expect(sent().at(-1)?.body).toEqual({ jobIds: ids, strategy: 'SoftStop' });
	});

	it('stops none when one key belongs to nobody, and names it', async () => {
		const unknown = '99999999-0000-4000-8000-123456789abc';
		const { error } = await run('stop', { jobs: `${keyOf(RUNNING)}, ${unknown}` });
		expect(error?.message).toContain(unknown);
		expect(sent().filter(({ method }) => method === 'POST')).toEqual([]);
	});

	it.each([
		'={{ "" }}',
		' , ',
		`${RUNNING},`,
		'twelve',
		`${RUNNING}, -1`,
		'1.5',
		'={{ [] }}',
		'={{ [null] }}',
	])('refuses "%s" before any request', async (jobs) => {
		const { status, error } = await run('stop', { jobs });
		expect([status, sent()]).toEqual(['error', []]);
		expect(error?.message).toMatch(/jobs/i);
	});

	it('waits until the jobs have ended', async () => {
		addPending(29001);
		const { outputs } = await run('stop', { jobs: '29001', options: { waitUntilStopped: true } });
		expect(outputs[0]).toMatchObject([{ json: { Id: 29001, State: 'Stopped' } }]);
	});

	it('kills what a soft stop did not end, and nothing else', async () => {
		addPending(29001);
		const { outputs } = await run('stop', {
			jobs: `29001, ${RUNNING}`,
			options: { waitUntilStopped: true, killAfter: 1 },
		});
		const stops = sent().filter(({ method }) => method === 'POST');
		expect(stops.map(({ body }) => body)).toEqual([
			{ jobIds: [29001, RUNNING], strategy: 'SoftStop' },
			{ jobIds: [RUNNING], strategy: 'Kill' },
		]);
		expect(outputs[0]).toMatchObject([
			{ json: { Id: 29001, State: 'Stopped', Strategy: 'SoftStop' } },
			{ json: { Id: RUNNING, State: 'Stopped', Strategy: 'Kill' } },
		]);
	});

	it('ends the wait when the user stops the execution', async () => {
		const options = { waitUntilStopped: true };
		const { status, durationMs } = await run('stop', { jobs: String(RUNNING), options }, 400);
		expect(status).toBe('canceled');
		expect(durationMs).toBeLessThan(1400);
	});
});

describe('restart', () => {
	it.each(['id', 'key'])('makes a new job, named by %s', async (mode) => {
		const value = mode === 'id' ? 20002 : keyOf(20002);
		const { outputs } = await run('restart', { job: locate(mode, value) });
		expect(sent().at(-1)).toMatchObject({
			path: '/odata/Jobs/UiPath.Server.Configuration.OData.RestartJob',
			body: { jobId: 20002 },
		});
		const [item] = outputs[0] ?? [];
		expect(item?.json).toMatchObject({ State: 'Pending', ReleaseName: 'ReportBuilder' });
		expect(item?.json.Id).not.toBe(20002);
		expect(sandbox.control.getJob(20002)?.State).toBe('Faulted');
	});

	it('is never sent twice', async () => {
		const before = sandbox.control.jobs().length;
		sandbox.control.injectFault({ route: 'RestartJob$', action: 'reset-after', times: 9 });
		expect(await run('restart', { job: locate('id', 20002) })).toMatchObject({ status: 'error' });
		expect(sandbox.control.jobs()).toHaveLength(before + 1);
	});

	it('says what Orchestrator says about a job that still runs', async () => {
		const { error } = await run('restart', { job: locate('id', RUNNING) });
		expect(error).toMatchObject({ name: 'NodeApiError' });
		expect(error?.message).toMatch(/Restart job 20006: .+/);
	});
});

describe('resume', () => {
	it.each(['id', 'key'])('continues the same job, named by %s', async (mode) => {
		const value = mode === 'id' ? SUSPENDED : keyOf(SUSPENDED);
		const { outputs } = await run('resume', { job: locate(mode, value) });
		expect(sent().at(-1)).toMatchObject({
			path: '/odata/Jobs/UiPath.Server.Configuration.OData.ResumeJob',
			body: { jobKey: keyOf(SUSPENDED) },
		});
		expect(outputs[0]).toMatchObject([
			{ json: { Id: SUSPENDED, State: expect.stringMatching(/Resumed|Running/) } },
		]);
	});

	it('says what Orchestrator says about a job that is not suspended', async () => {
		const { error } = await run('resume', { job: locate('id', RUNNING) });
		expect(error).toMatchObject({ name: 'NodeApiError' });
		expect(error?.message).toMatch(/^Resume job 20006: .+/);
	});
});
