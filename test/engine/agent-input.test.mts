/** Values as an AI agent gives them: text for everything, JSON in text, bare values for locators. */
import type { INodeParameters } from 'n8n-workflow';

import { SEED } from '../../sandbox/src/index.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { apiRequests, describeRequest, forgetRequests, openSandbox } from './sandbox.mts';
import { addJob, listRequests, run } from './wait/jobs.mts';

const { jobs, releases } = SEED;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox({ pendingMs: 0, runMs: 0 });
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

/** What `$fromAI` leaves in a parameter: an expression that yields what the model wrote. */
const fromAi = (value: unknown) => `={{ ${JSON.stringify(value)} }}`;
const ask = async (operation: string, parameters: INodeParameters) => {
	const { status, error, outputs } = await run(sandbox, operation, parameters);
	expect([status, error?.message]).toEqual(['success', undefined]);
	return outputs[0]?.map(({ json }) => json) ?? [];
};
const startInfo = () =>
	apiRequests(sandbox)
		.map((request) => describeRequest(sandbox, request))
		.find(({ path }) => path.endsWith('StartJobs'))?.body;

describe('a list', () => {
	it.each([
		[fromAi('false'), fromAi('3'), 3],
		[fromAi(false), fromAi(3), 3],
		[fromAi('FALSE'), fromAi(' 3 '), 3],
	])('with Return All %s and Limit %s', async (returnAll, limit, count) => {
		expect(await ask('getAll', { returnAll, limit })).toHaveLength(count);
	});

	it.each([
		fromAi('Faulted, Stopped'),
		fromAi('["Faulted","Stopped"]'),
		fromAi(['Faulted', 'Stopped']),
	])('of the states %s', async (states) => {
		await ask('getAll', { filters: { states } });
		expect(apiRequests(sandbox)[0]?.query.$filter).toBe(
			"(State eq 'Faulted' or State eq 'Stopped')",
		);
	});

	it('is small as it stands', async () => {
		const [job] = await ask('getAll', { limit: 1 });
		expect(Object.keys(job ?? {})).toHaveLength(11);
		expect((await ask('getAll', { simplify: fromAi('true'), limit: 1 }))[0]).toEqual(job);
	});
});

describe('a start', () => {
	it.each([releases.invoiceProcessing.key, 'InvoiceProcessing', '5001', 5001])(
		'of the process %s, in a folder by bare value',
		async (process) => {
			const [job] = await ask('start', { folder: fromAi('Finance'), process: fromAi(process) });
			expect(job).toMatchObject({ ReleaseName: 'InvoiceProcessing', OrganizationUnitId: 4711 });
		},
	);

	it.each([
		[fromAi('{"orderId": "0065", "n": 1.10}'), '{"orderId":"0065","n":1.10}'],
		[fromAi({ orderId: '0065' }), '{"orderId":"0065"}'],
		[fromAi('{}'), undefined],
	])('with the arguments %s', async (inputArguments, sent) => {
		await ask('start', {
			process: fromAi('InvoiceProcessing'),
			specifyArguments: 'json',
			inputArguments,
		});
		expect(startInfo()).toMatchObject({ startInfo: sent ? { InputArguments: sent } : {} });
		if (sent === undefined) expect(startInfo()).not.toHaveProperty('startInfo.InputArguments');
	});

	it('with switches and numbers as text', async () => {
		const [job] = await ask('start', {
			process: fromAi('ReportBuilder'),
			jobsCount: fromAi('1'),
			waitForCompletion: fromAi('true'),
			options: {
				timeout: fromAi('30'),
				onFault: fromAi('output'),
				validate: fromAi('false'),
				requiresUserInteraction: fromAi('false'),
				specificPriorityValue: fromAi('50'),
				machineSessionIds: fromAi('[902]'),
			},
		});
		expect(job).toMatchObject({ State: 'Faulted' });
		expect(startInfo()).toMatchObject({
			startInfo: {
				JobsCount: 1,
				RequiresUserInteraction: false,
				SpecificPriorityValue: 50,
				MachineSessionIds: [902],
			},
		});
		expect(listRequests(sandbox).map(({ path }) => path)).not.toContain(
			'/odata/Jobs/UiPath.Server.Configuration.OData.ValidateDynamicJob',
		);
	});

	it.each(['ModernJobsCount', 'JobsCount'])('with the strategy %s', async (strategy) => {
		await ask('start', { process: fromAi('InvoiceProcessing'), strategy: fromAi(strategy) });
		expect(startInfo()).toMatchObject({ startInfo: { Strategy: strategy, JobsCount: 1 } });
	});

	it.each(['yes', 'soon'])('refuses %s for a switch instead of guessing', async (word) => {
		const { error } = await run(sandbox, 'start', {
			process: fromAi('InvoiceProcessing'),
			waitForCompletion: fromAi(word),
		});
		expect(error?.message).toMatch(/'Wait for Completion' is neither true nor false/);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('single jobs', () => {
	it.each([fromAi(jobs.successful), fromAi(String(jobs.successful))])('get %s', async (job) => {
		expect(await ask('get', { job })).toMatchObject([{ Id: jobs.successful, State: 'Successful' }]);
	});

	it.each([
		fromAi('29001, 29002'),
		fromAi('[29001, 29002]'),
		fromAi('["29001", "29002"]'),
		fromAi([29001, '29002']),
	])('stop and wait for %s', async (named) => {
		addJob(sandbox, 29_001, { State: 'Suspended' });
		addJob(sandbox, 29_002, { State: 'Suspended' });
		await ask('stop', { jobs: named, strategy: fromAi('Kill') });
		const done = await ask('wait', { jobs: named, options: { onFault: fromAi('output') } });
		expect(done).toMatchObject([
			{ Id: 29_001, State: 'Stopped' },
			{ Id: 29_002, State: 'Stopped' },
		]);
	});
});
