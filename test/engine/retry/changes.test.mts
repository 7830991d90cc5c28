/** Retry On Fail and the operations that change jobs or make exports: nothing is done twice. */
import type { INodeParameters } from 'n8n-workflow';

import type { Fault, Sandbox } from '../../../sandbox/src/index.mts';
import { SEED } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import { forgetRequests, jobNode, locate, openSandbox } from '../sandbox.mts';
import { listCalls, ON_ERROR, PLACES, placeBad, RELEASES, runAgain } from './again.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
	sandbox.control.setLimits({ pendingMs: 0, runMs: 0 });
});

const { jobs } = SEED;
const NO_JOB = 999;
const BY_ITEM = { job: locate('id', '={{ $json.job }}') };
const runOnce = async (operation: string, parameters: INodeParameters) =>
	await getEngine().harness.run(jobNode(sandbox, operation, parameters));
const countJobs = () => sandbox.control.jobs().length;
const add = (Id: number, State: 'Pending' | 'Suspended') =>
	sandbox.control.addJobs([{ Id, OrganizationUnitId: SEED.folders.finance, State }]);
/** Ids in the bodies of calls, in order. */
const listIds = (ending: string, key: string) =>
	listCalls(sandbox, ending).flatMap(({ body }) => (body as Record<string, unknown>)[key]);

describe.each(ON_ERROR)('On Error = %s', (onError) => {
	it.each(PLACES)('Restart, the bad item %s: two new jobs', async (place) => {
		const before = countJobs();
		const good = [{ job: jobs.faultedWithStackTrace }, { job: jobs.stopped }] as const;
		const items = placeBad(place, good, { job: NO_JOB });
		const { outputs } = await runAgain(sandbox, 'restart', BY_ITEM, { items, onError });
		expect(countJobs() - before).toBe(2);
		if (onError === 'stopWorkflow') return;
		expect(outputs.flat().filter(({ json }) => json.Id !== undefined)).toHaveLength(2);
	});

	it.each(PLACES)('Resume, the bad item %s: each job once', async (place) => {
		for (const id of [29_001, 29_002]) add(id, 'Suspended');
		const items = placeBad(place, [{ job: 29_001 }, { job: 29_002 }], { job: NO_JOB });
		const { outputs } = await runAgain(sandbox, 'resume', BY_ITEM, { items, onError });
		const keys = [29_001, 29_002].map((id) => sandbox.control.getJob(id)?.Key);
		expect(listIds('ResumeJob', 'jobKey').sort()).toEqual(keys.sort());
		if (onError === 'stopWorkflow') return;
		expect(outputs.flat().filter(({ json }) => json.Id !== undefined)).toHaveLength(2);
	});

	it.each(PLACES)('Stop in three folders, the bad item %s: each job once', async (place) => {
		sandbox.control.addJobs([
			{ Id: 29_001, OrganizationUnitId: SEED.folders.finance, State: 'Running' },
			{ Id: 29_002, OrganizationUnitId: SEED.folders.invoices, State: 'Running' },
		]);
		const good = [
			{ job: 29_001, folder: SEED.folders.finance },
			{ job: 29_002, folder: SEED.folders.invoices },
		] as const;
		const items = placeBad(place, good, { job: NO_JOB, folder: SEED.folders.transfers });
		const parameters = { jobs: '={{ $json.job }}', folder: locate('id', '={{ $json.folder }}') };
		const { outputs } = await runAgain(sandbox, 'stop', parameters, { items, onError });
		const sent = listIds('StopJobs', 'jobIds').filter((id) => id !== NO_JOB);
		// Without going on, the folders behind the bad one are never begun.
		const begun = onError === 'stopWorkflow' ? PLACES.indexOf(place) : 2;
		expect(sent).toEqual([29_001, 29_002].slice(0, begun));
		if (onError === 'stopWorkflow') return;
		expect(outputs.flat().filter(({ json }) => json.success === true)).toHaveLength(2);
	});

	it.each(PLACES)('Export, the bad item %s: two exports', async (place) => {
		const items = placeBad(place, [{ filter: 'Id gt 0' }, { filter: 'Id gt 1' }], {
			filter: 'Nonsense eq 1',
		});
		const parameters = { filters: { custom: '={{ $json.filter }}' } };
		const { outputs } = await runAgain(sandbox, 'export', parameters, { items, onError });
		const made = Number(sandbox.control.inspect().exports);
		// Exports follow one another, and none is begun behind a failure.
		expect(made).toBe(onError === 'stopWorkflow' ? PLACES.indexOf(place) : 2);
		if (onError === 'stopWorkflow') return;
		expect(outputs.flat().filter(({ binary }) => binary !== undefined)).toHaveLength(2);
	});
});

describe('steps behind the change', () => {
	it('Restart and wait, a reading that fails once: one new job, and its result', async () => {
		const before = countJobs();
		sandbox.control.injectFault({ route: 'GET .*/odata/Jobs\\(\\d+\\)$', status: 403 });
		const parameters = { job: locate('id', jobs.successful), waitForCompletion: true };
		const { status, outputs } = await runAgain(sandbox, 'restart', parameters);
		expect([status, countJobs() - before]).toEqual(['success', 1]);
		expect(outputs[0]).toMatchObject([{ json: { State: 'Successful' } }]);
	});

	it('Stop and wait, a reading that fails once: stopped once', async () => {
		sandbox.control.setLimits({ pendingMs: 60_000 });
		add(29_001, 'Pending');
		sandbox.control.injectFault({ route: 'GET .*/odata/Jobs\\(\\d+\\)$', status: 403 });
		const parameters = { jobs: '29001', options: { waitUntilStopped: true } };
		const { status } = await runAgain(sandbox, 'stop', parameters);
		expect(status).toBe('success');
		expect(listCalls(sandbox, 'StopJobs')).toHaveLength(1);
	});

	it.each([
		['watching', 'GET .*/odata/Exports\\(\\d+\\)$'],
		['the link', 'GET .*GetDownloadLink$'],
	])('Export, %s fails once: the same export', async (_name, route) => {
		sandbox.control.injectFault({ route, status: 403 });
		const { status, outputs } = await runAgain(sandbox, 'export', {});
		expect(status).toBe('success');
		expect(outputs[0]?.[0]?.binary).toBeDefined();
		expect(sandbox.control.inspect().exports).toBe(1);
	});

	it.each<[string, Fault]>([
		[
			'the start is refused once',
			{ route: 'StartJobs$', status: 409, body: { message: 'Not now.', errorCode: 1670 } },
		],
		['the storage host refuses once', { route: 'PUT /', status: 400 }],
	])('long arguments make one attachment, also when %s', async (_name, fault) => {
		sandbox.control.injectFault(fault);
		const parameters = {
			process: locate('key', RELEASES.good),
			specifyArguments: 'json',
			inputArguments: JSON.stringify({ text: 'x'.repeat(11_000) }),
		};
		expect(await runAgain(sandbox, 'start', parameters)).toMatchObject({ status: 'success' });
		expect(listCalls(sandbox, '/odata/Attachments')).toHaveLength(1);
	});
});

it('an output that n8n takes for a failure is given again, not made again', async () => {
	const table = `error,State\n${'x,Faulted\n'.repeat(10_000)}`;
	sandbox.control.injectFault({ route: 'GET /exports/', status: 200, body: table, times: 9 });
	const { outputs } = await runAgain(sandbox, 'export', { options: { output: 'items' } });
	expect(outputs[0]?.[0]?.json).toEqual({ error: 'x', State: 'Faulted' });
	expect(sandbox.control.inspect().exports).toBe(1);
});

it('a wait that has stopped the job for its time does so once', async () => {
	sandbox.control.setLimits({ runMs: 60_000 });
	const parameters = { jobs: String(jobs.running), options: { timeout: 1, onTimeout: 'stop' } };
	const { error } = await runAgain(sandbox, 'wait', parameters);
	expect(error?.description).toContain('It was asked to stop.');
	expect(listCalls(sandbox, 'StopJobs')).toHaveLength(1);
});

describe('an answer that is lost', () => {
	it('to the upload of long arguments: the job is started by the next try', async () => {
		const before = countJobs();
		sandbox.control.injectFault({ route: 'Attachments$', action: 'reset-after' });
		const parameters = {
			process: locate('key', RELEASES.good),
			specifyArguments: 'json',
			inputArguments: JSON.stringify({ text: 'x'.repeat(11_000) }),
		};
		const { error } = await runOnce('start', parameters);
		expect(error?.description).toContain('the job was not started');
		expect(countJobs()).toBe(before);
		sandbox.control.injectFault({ route: 'Attachments$', action: 'reset-after' });
		expect(await runAgain(sandbox, 'start', parameters)).toMatchObject({ status: 'success' });
		expect(countJobs() - before).toBe(1);
	});

	it.each([
		['restart', 'RestartJob', { job: locate('id', jobs.successful) }],
		['resume', 'ResumeJob', { job: locate('id', jobs.suspended) }],
		['stop', 'StopJobs', { jobs: String(jobs.running) }],
		['export', 'Jobs/UiPath.Server.Configuration.OData.Export', {}],
	])('%s: sent once, and each try says that it is not known', async (operation, ending, fields) => {
		sandbox.control.injectFault({ route: `${ending}$`, action: 'reset-after', times: 9 });
		const { error } = await runAgain(sandbox, operation, fields);
		expect(listCalls(sandbox, ending)).toHaveLength(1);
		expect(error?.description).toMatch(/not known whether/i);
	});
});
