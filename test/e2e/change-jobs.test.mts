import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { type JsonObject, readObject } from '../../scripts/host/json.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { assertFolderHeader, assertItems, onlyRequestTo } from './assertions.mts';
import { getContext } from './context.mts';
import { locate, runNode } from './run-node.mts';

const ACTION = '/odata/Jobs/UiPath.Server.Configuration.OData';
const { folders, jobs, releases, robots } = SEED;

const runIn = async (folderId: number, operation: string, parameters: JsonObject) =>
	assertItems(
		await runNode({ parameters: { operation, folder: locate('id', folderId), ...parameters } }),
	);

/** Waits until the sandbox's job engine has brought a job to a state; every run of it is short. */
async function waitForState(id: number, state: string) {
	const { control } = getContext().sandbox;
	const deadline = Date.now() + 10_000;
	while (control.getJob(id)?.State !== state && Date.now() < deadline) {
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	assert.equal(control.getJob(id)?.State, state);
}

describe('starting jobs in a real n8n', () => {
	beforeEach(() => getContext().sandbox.control.reset());

	it('starts a process by name with arguments; the job runs and succeeds', async () => {
		const [item, ...others] = await runIn(folders.finance, 'start', {
			process: locate('name', 'InvoiceProcessing'),
			specifyArguments: 'json',
			inputArguments: '{"orderId":"PO-1","amount":129.5}',
			options: { reference: 'e2e' },
		});
		assert.equal(others.length, 0);
		assert.equal(item?.json.State, 'Pending');
		const { body } = onlyRequestTo(`POST ${ACTION}.StartJobs`);
		const { Reference: reference, ...startInfo } = readObject(JSON.parse(body), 'startInfo');
		assert.match(String(reference), /^e2e n8n-[0-9a-z]{12}$/);
		assert.deepEqual(startInfo, {
			ReleaseName: 'InvoiceProcessing',
			Strategy: 'ModernJobsCount',
			JobsCount: 1,
			InputArguments: '{"orderId":"PO-1","amount":129.5}',
		});
		assertFolderHeader('x-uipath-organizationunitid', String(folders.finance));
		await waitForState(Number(item?.json.Id), 'Successful');
	});

	it('starts as many jobs as asked for', async () => {
		const process = locate('key', releases.invoiceProcessing.key);
		const items = await runIn(folders.finance, 'start', { process, jobsCount: 3 });
		assert.equal(new Set(items.map(({ json }) => json.Id)).size, 3);
	});

	it('starts on every robot of a classic environment', async () => {
		const process = locate('key', releases.classicAll.key);
		const items = await runIn(folders.classic, 'start', { process, strategy: 'All' });
		assert.equal(items.length, 3);
		const { body } = onlyRequestTo(`POST ${ACTION}.StartJobs`);
		const { Reference: reference, ...startInfo } = readObject(JSON.parse(body), 'startInfo');
		assert.match(String(reference), /^n8n-[0-9a-z]{12}$/);
		assert.deepEqual(startInfo, { ReleaseKey: releases.classicAll.key, Strategy: 'All' });
	});

	it('starts on a specific robot', async () => {
		const [item, ...others] = await runIn(folders.classic, 'start', {
			process: locate('key', releases.classicArguments.key),
			strategy: 'Specific',
			robotIds: String(robots.specific),
			specifyArguments: 'json',
			inputArguments: { age: 33, trueOrFalse: true, stringNew: 'testing' },
		});
		assert.equal(others.length, 0);
		const { control } = getContext().sandbox;
		const job = control.getJob(Number(item?.json.Id));
		assert.equal(job?.robotId, robots.specific);
		assert.equal(job?.InputArguments, '{"age":33,"trueOrFalse":true,"stringNew":"testing"}');
	});
});

describe('stopping jobs in a real n8n', () => {
	beforeEach(() => getContext().sandbox.control.reset());

	for (const strategy of ['SoftStop', 'Kill']) {
		it(`stops two jobs with ${strategy}`, async () => {
			const items = await runIn(folders.classic, 'stop', {
				jobs: jobs.stopSample.join(', '),
				strategy,
			});
			assert.deepEqual(
				items.map(({ json }) => json.Id),
				[...jobs.stopSample],
			);
			const { body } = onlyRequestTo(`POST ${ACTION}.StopJobs`);
			assert.deepEqual(JSON.parse(body), { jobIds: [...jobs.stopSample], strategy });
			assertFolderHeader('x-uipath-organizationunitid', String(folders.classic));
			const { control } = getContext().sandbox;
			for (const id of jobs.stopSample) assert.equal(control.getJob(id)?.StopStrategy, strategy);
		});
	}

	it('waits until a hanging job that ignores the soft stop is killed', async () => {
		const options = { waitUntilStopped: true, killAfter: 1, timeout: 30 };
		const parameters = { jobs: String(jobs.running), strategy: 'SoftStop', options };
		const [item] = await runIn(folders.finance, 'stop', parameters);
		assert.equal(item?.json.State, 'Stopped');
		assert.equal(item?.json.Strategy, 'Kill');
	});
});

describe('waiting for jobs in a real n8n', () => {
	beforeEach(() => getContext().sandbox.control.reset());

	it('waits for a job that something else started and returns its output', async () => {
		const process = locate('name', 'InvoiceProcessing');
		const [started] = await runIn(folders.finance, 'start', { process });
		const [item] = await runIn(folders.finance, 'wait', { jobs: String(started?.json.Id) });
		assert.equal(item?.json.Id, started?.json.Id);
		assert.equal(item?.json.State, 'Successful');
		const output = { invoicesProcessed: 3, status: 'done', total: 129.5 };
		assert.deepEqual(item?.json.OutputArguments, output);
	});
});

describe('restarting and resuming jobs in a real n8n', () => {
	beforeEach(() => getContext().sandbox.control.reset());

	it('restarts a faulted job as a new job', async () => {
		const job = locate('id', jobs.faultedWithStackTrace);
		const [item] = await runIn(folders.finance, 'restart', { job });
		assert.equal(item?.json.ReleaseName, 'ReportBuilder');
		assert.notEqual(item?.json.Id, jobs.faultedWithStackTrace);
		const { body } = onlyRequestTo(`POST ${ACTION}.RestartJob`);
		assert.deepEqual(JSON.parse(body), { jobId: jobs.faultedWithStackTrace });
		assertFolderHeader('x-uipath-organizationunitid', String(folders.finance));
	});

	it('resumes a suspended job, which then succeeds', async () => {
		const key = getContext().sandbox.control.getJob(jobs.suspended)?.Key;
		const [item] = await runIn(folders.finance, 'resume', { job: locate('id', jobs.suspended) });
		assert.equal(item?.json.Id, jobs.suspended);
		const { body } = onlyRequestTo(`POST ${ACTION}.ResumeJob`);
		assert.deepEqual(JSON.parse(body), { jobKey: key });
		await waitForState(jobs.suspended, 'Successful');
	});
});
