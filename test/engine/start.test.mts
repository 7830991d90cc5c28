/** Starting jobs: what is sent, and what is refused before sending. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import {
	apiRequests,
	describeRequest,
	forgetRequests,
	jobNode,
	locate,
	openSandbox,
	OWN_REFERENCE,
} from './sandbox.mts';

const RELEASE = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01';
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
const startedInfo = () => sent().find(({ path }) => path.endsWith('StartJobs'))?.body;

it('sends only what the user set', async () => {
	const { outputs } = await start();
	expect(sent()).toHaveLength(1);
	expect(startedInfo()).toEqual({
		startInfo: {
			ReleaseKey: RELEASE,
			Strategy: 'ModernJobsCount',
			JobsCount: 1,
			Reference: OWN_REFERENCE,
		},
	});
	expect(outputs[0]).toMatchObject([
		{
			json: { State: 'Pending', ReleaseName: 'InvoiceProcessing', StartTime: null },
			pairedItem: { item: 0 },
		},
	]);
	expect(outputs[0]?.[0]?.json).not.toHaveProperty('@odata.context');
});

it('gives one item for each job that was created', async () => {
	const { outputs } = await start({ jobsCount: 3 });
	expect(outputs[0]).toHaveLength(3);
	const created = outputs[0]?.map(({ json }) => Number(json.Id)) ?? [];
	expect(created.map((id) => sandbox.control.getJob(id)?.Id)).toEqual(created);
});

it.each([200, 201] as const)('takes %i for a success', async (startJobsStatus) => {
	sandbox.control.setLimits({ startJobsStatus });
	expect(await start()).toMatchObject({ status: 'success' });
});

it('finds a process by its ID', async () => {
	await start({ process: locate('key', '5001') });
	expect(sent().map(({ method, path }) => `${method} ${path}`)).toEqual([
		'GET /odata/Releases(5001)',
		'POST /odata/Jobs/UiPath.Server.Configuration.OData.StartJobs',
	]);
	expect(startedInfo()).toMatchObject({ startInfo: { ReleaseKey: RELEASE } });
});

it('finds a process by a name with quotes and beyond ASCII', async () => {
	const { status } = await start({
		folder: locate('path', 'Finanzen/Überweisungen'),
		process: locate('name', "O'Brien Überweisung"),
	});
	expect(status).toBe('success');
	expect(startedInfo()).toMatchObject({ startInfo: { ReleaseName: "O'Brien Überweisung" } });
});

describe('strategies', () => {
	it.each<[string, INodeParameters, object]>([
		['ModernJobsCount', { jobsCount: 2 }, { JobsCount: 2 }],
		['JobsCount', { jobsCount: 2 }, { JobsCount: 2 }],
		['RobotCount', { jobsCount: 2 }, { NoOfRobots: 2 }],
		['Specific', { robotIds: '749, 759' }, { RobotIds: [749, 759] }],
		['Specific', { robotIds: '={{ [749, "759", 749] }}' }, { RobotIds: [749, 759] }],
		['All', {}, {}],
	])('%s sends its own fields and no others: %j', async (strategy, parameters, fields) => {
		await start({
			folder: locate('id', 770643),
			process: locate('key', '795cbab2-8008-4a54-b1cb-f9ff1ece139e'),
			strategy,
			...parameters,
		});
		expect(startedInfo()).toEqual({
			startInfo: {
				ReleaseKey: '795cbab2-8008-4a54-b1cb-f9ff1ece139e',
				Strategy: strategy,
				Reference: OWN_REFERENCE,
				...fields,
			},
		});
	});

	it.each<[string, INodeParameters, RegExp]>([
		['no robot', { strategy: 'Specific', robotIds: ' , ' }, /Robot IDs/],
		['a bad robot ID', { strategy: 'Specific', robotIds: '749,x' }, /Robot IDs.*x/],
		['no job', { jobsCount: 0 }, /Jobs Count/],
		['half a job', { jobsCount: 1.5 }, /Jobs Count/],
		['text for a count', { jobsCount: '={{ "many" }}' }, /Jobs Count|jobsCount/],
		[
			'both priorities',
			{ options: { jobPriority: 'High', specificPriorityValue: 70 } },
			/Priority/,
		],
		['a priority out of range', { options: { specificPriorityValue: 101 } }, /Priority/],
		['a kill without a stop', { options: { killAfter: 5 } }, /Kill After/],
		['a reference too long', { options: { reference: 'x'.repeat(112) } }, /Reference/],
		['a variable without a name', { options: { environmentVariables: 'A=1\nB' } }, /Variables/],
		['an empty process', { process: locate('key', '={{ "" }}') }, /Process/],
		['a process that is no key', { process: locate('key', '={{ "abc" }}') }, /Process/],
	])('%s is refused by name, before any request', async (_name, parameters, message) => {
		const { status, error } = await start(parameters);
		expect(status).toBe('error');
		expect(error?.message).toMatch(message);
		expect(sent()).toEqual([]);
	});
});
