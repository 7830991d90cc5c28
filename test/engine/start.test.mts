/** Starting jobs: what is sent, what is refused before sending, and that nothing is started twice. */
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
const startedInfo = () => sent().find(({ path }) => path.endsWith('StartJobs'))?.body;

it('sends only what the user set', async () => {
	const { outputs } = await start();
	expect(sent()).toHaveLength(1);
	expect(startedInfo()).toEqual({
		startInfo: { ReleaseKey: RELEASE, Strategy: 'ModernJobsCount', JobsCount: 1 },
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
		['a reference too long', { options: { reference: 'x'.repeat(129) } }, /Reference/],
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

describe('input arguments', () => {
	it.each<[string, INodeParameters[string], string]>([
		['JSON text', '{ "orderId": "A-17", "n": 1 }', '{"orderId":"A-17","n":1}'],
		['an object', '={{ { orderId: "A-17", n: 1 } }}', '{"orderId":"A-17","n":1}'],
		['numbers above 2^53', '{"n": 9007199254740993, "d": 1.10}', '{"n":9007199254740993,"d":1.10}'],
		['quotes and blanks', '{"t": "a \\"b\\"  c\\n"}', '{"t":"a \\"b\\"  c\\n"}'],
		['text beyond ASCII', '{"t": "größer – 日本"}', '{"t":"größer – 日本"}'],
	])('are sent once serialised: %s', async (_name, inputArguments, expected) => {
		expect(await start({ inputArguments })).toMatchObject({ status: 'success' });
		expect(startedInfo()).toMatchObject({ startInfo: { InputArguments: expected } });
	});

	it.each(['', '{}', '  {  } '])(
		'are left away when there are none: "%s"',
		async (inputArguments) => {
			await start({ inputArguments });
			expect(JSON.stringify(startedInfo())).not.toContain('Input');
		},
	);

	it.each(['{"a":', '[1]', '"text"', '12', 'null'])(
		'are refused before sending: %s',
		async (inputArguments) => {
			const { status, error } = await start({ inputArguments });
			expect([status, sent()]).toEqual(['error', []]);
			expect(error?.message).toContain('Input Arguments');
			expect(error?.context).toMatchObject({ itemIndex: 0 });
		},
	);

	const fill = (length: number) => {
		const frame = JSON.stringify({ text: '' }).length;
		return JSON.stringify({ text: 'ä'.repeat(length - frame) });
	};

	it('of 10,000 characters go along with the start', async () => {
		expect(await start({ inputArguments: fill(10_000) })).toMatchObject({ status: 'success' });
		expect(startedInfo()).toMatchObject({ startInfo: { InputArguments: fill(10_000) } });
		expect(sent()).toHaveLength(1);
	});

	it('of 10,001 characters go as a file, to which no token is sent', async () => {
		const { status, outputs } = await start({ inputArguments: fill(10_001) });
		expect(status).toBe('success');
		expect(sent().map(({ path }) => path)).toEqual([
			'/odata/Attachments',
			'/odata/Jobs/UiPath.Server.Configuration.OData.StartJobs',
		]);
		const [upload] = sandbox.requests.filter(({ target }) => target === 'blob');
		expect(upload).toMatchObject({
			method: 'PUT',
			status: 201,
			body: fill(10_001),
			headers: { 'x-ms-blob-type': 'BlockBlob' },
		});
		expect(upload?.headers).not.toHaveProperty('authorization');
		const file = expect.stringMatching(/^[0-9a-f-]{36}$/);
		expect(startedInfo()).toMatchObject({ startInfo: { InputFile: file } });
		expect(startedInfo()).not.toHaveProperty('startInfo.InputArguments');
		expect(outputs[0]).toMatchObject([{ json: { InputFile: file } }]);
	});
});

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
