/** Every request of UiPath's page "Jobs requests", made from the node's fields; never a raw filter. */
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

const CLASSIC = locate('id', 770643);
const JOBS = '/odata/Jobs';
const ACTION = `${JOBS}/UiPath.Server.Configuration.OData`;

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

/** Runs the node in the classic folder of the samples. @returns items and the API requests. */
async function run(operation: string, parameters: INodeParameters, tenant = sandbox) {
	expect(JSON.stringify(parameters)).not.toContain('"custom"');
	const node = jobNode(tenant, operation, { folder: CLASSIC, simplify: false, ...parameters });
	const { status, error, outputs } = await getEngine().harness.run(node);
	expect([status, error?.message]).toEqual(['success', undefined]);
	const requests = apiRequests(tenant).map((request) => describeRequest(tenant, request));
	return { items: outputs[0] ?? [], requests };
}

/** Sorting by nothing leaves `$orderby` away, as on the page. */
const UNSORTED = { sort: { by: { field: 'none' } } };

describe('requesting jobs started by a specific robot', () => {
	it('according to the robot ID', async () => {
		const { items, requests } = await run('getAll', {
			limit: 3,
			filters: { robotId: '749' },
			options: UNSORTED,
		});
		expect(requests).toMatchObject([
			{ method: 'GET', path: JOBS, query: { $top: '3', $filter: 'Robot/Id eq 749' } },
		]);
		expect(Object.keys(requests[0]?.query ?? {}).sort()).toEqual(['$filter', '$top']);
		expect(items).toHaveLength(3);
	});

	it('according to the robot name', async () => {
		const { items, requests } = await run('getAll', {
			limit: 10,
			filters: { robotName: 'DocBot' },
			options: UNSORTED,
		});
		expect(requests[0]?.query).toEqual({ $top: '10', $filter: "Robot/Name eq 'DocBot'" });
		expect(items).toHaveLength(10);
	});

	it('according to a specific robot ID, with a specific state', async () => {
		const { items, requests } = await run('getAll', {
			limit: 10,
			filters: { robotId: '749', states: ['Successful'] },
			options: UNSORTED,
		});
		expect(requests[0]?.query).toEqual({
			$top: '10',
			$filter: "Robot/Id eq 749 and State eq 'Successful'",
		});
		expect(items.length).toBeGreaterThan(0);
		expect(new Set(items.map(({ json }) => json.State))).toEqual(new Set(['Successful']));
	});

	it('according to robot ID and end date', async () => {
		const { items, requests } = await run('getAll', {
			limit: 10,
			filters: { robotId: '759', endedBefore: '2018-02-22T10:00:00.837Z' },
			options: UNSORTED,
		});
		expect(requests[0]?.query).toEqual({
			$top: '10',
			$filter: 'Robot/Id eq 759 and EndTime lt 2018-02-22T10:00:00.837Z',
		});
		expect(items.length).toBeGreaterThan(0);
	});

	it('according to start date and robot ID', async () => {
		// The page's own sample repeats the request by state; its text asks for a start date.
		const { items, requests } = await run('getAll', {
			limit: 10,
			filters: { robotId: '749', startedAfter: '2017-09-22T09:59:22.837Z' },
			options: UNSORTED,
		});
		expect(requests[0]?.query).toEqual({
			$top: '10',
			$filter: 'Robot/Id eq 749 and StartTime ge 2017-09-22T09:59:22.837Z',
		});
		expect(items.length).toBeGreaterThan(0);
	});
});

describe('starting a job', () => {
	it('on all robots of the environment', async () => {
		const { items, requests } = await run('start', {
			process: locate('key', '795cbab2-8008-4a54-b1cb-f9ff1ece139e'),
			strategy: 'All',
		});
		expect(requests).toMatchObject([{ method: 'POST', path: `${ACTION}.StartJobs`, query: {} }]);
		// The page also sends "RobotIds": [] and "NoOfRobots": 0, which say nothing.
		expect(requests[0]?.body).toEqual({
			startInfo: {
				ReleaseKey: '795cbab2-8008-4a54-b1cb-f9ff1ece139e',
				Strategy: 'All',
				Reference: OWN_REFERENCE,
			},
		});
		expect(items.map(({ json }) => json.State)).toEqual(['Pending', 'Pending', 'Pending']);
		expect(new Set(items.map(({ json }) => json.BatchExecutionKey)).size).toBe(1);
	});

	it('with custom values for input parameters', async () => {
		const { items, requests } = await run('start', {
			process: locate('key', '429cf1cc-283c-424f-a935-43f72c2ca719'),
			strategy: 'Specific',
			robotIds: '121',
			specifyArguments: 'json',
			inputArguments: '{"age":33,"trueOrFalse":false,"stringNew":"testing"}',
		});
		expect(requests[0]).toMatchObject({ method: 'POST', path: `${ACTION}.StartJobs` });
		expect(requests[0]?.body).toEqual({
			startInfo: {
				ReleaseKey: '429cf1cc-283c-424f-a935-43f72c2ca719',
				RobotIds: [121],
				Strategy: 'Specific',
				InputArguments: '{"age":33,"trueOrFalse":false,"stringNew":"testing"}',
				Reference: OWN_REFERENCE,
			},
		});
		expect(items).toMatchObject([
			{ json: { InputArguments: { age: 33, trueOrFalse: false, stringNew: 'testing' } } },
		]);
	});
});

it('retrieving jobs that were executed by an indicated environment', async () => {
	// API version 20 has no environments any more.
	const older = await openSandbox({ apiVersion: 19 });
	const parameters = {
		limit: 2,
		filters: { environmentId: '312' },
		options: { ...UNSORTED, expand: ['Release'] },
	};
	const { items, requests } = await run('getAll', parameters, older);
	expect(requests[0]?.query).toEqual({
		$top: '2',
		$expand: 'Release',
		$filter: 'Release/EnvironmentId eq 312',
	});
	expect(items).toMatchObject([
		{ json: { Release: { EnvironmentId: 312 } } },
		{ json: { Release: { EnvironmentId: 312 } } },
	]);
});

it('retrieving faulted jobs according to errors', async () => {
	const { items, requests } = await run('getAll', {
		limit: 2,
		filters: {
			createdAfter: '2017-01-01T00:00:00.000Z',
			states: ['Faulted'],
			errorContains: 'Logon failure: unknown user name or bad password',
		},
		options: { ...UNSORTED, expand: ['Robot', 'Release'] },
	});
	expect(requests[0]?.query).toEqual({
		$top: '2',
		$expand: 'Robot,Release',
		$filter:
			"CreationTime ge 2017-01-01T00:00:00.000Z and State eq 'Faulted' and Info ne null and indexof(Info,'Logon failure: unknown user name or bad password') ne -1",
	});
	expect(items).toMatchObject([
		{ json: { State: 'Faulted', Robot: { Name: 'RoboDrulea' }, Release: { Id: 440 } } },
		{ json: { State: 'Faulted', Release: { Id: 440 } } },
	]);
});

it('stopping multiple jobs', async () => {
	const { requests } = await run('stop', { jobs: '22450719, 22450728', strategy: 'Kill' });
	// The page kills two jobs in words but sends "1", which is the soft stop.
	const stop = requests.find(({ method }) => method === 'POST');
	expect(stop).toMatchObject({ path: `${ACTION}.StopJobs` });
	expect(stop?.body).toEqual({ jobIds: [22450719, 22450728], strategy: 'Kill' });
	expect(sandbox.control.getJob(22450719)?.State).toMatch(/Terminating|Stopped/);
	expect(sandbox.control.getJob(22450728)?.State).toMatch(/Terminating|Stopped/);
});

it('exporting jobs', async () => {
	const { items, requests } = await run('export', {
		options: {
			limit: 1000,
			expand: ['Robot', 'Machine', 'Release'],
			sort: { by: { field: 'CreationTime', direction: 'desc' } },
		},
	});
	const [start, ...later] = requests;
	expect(start).toMatchObject({
		method: 'POST',
		path: `${ACTION}.Export`,
		headers: { 'x-uipath-organizationunitid': '770643' },
		query: {
			$top: '1000',
			$expand: 'Robot,Machine,Release',
			$orderby: expect.stringMatching(/^CreationTime desc\b/),
		},
	});
	const id = /\((\d+)\)/.exec(later[0]?.path ?? '')?.[1];
	const link = `/odata/Exports(${id})/UiPath.Server.Configuration.OData.GetDownloadLink`;
	expect(later.map(({ method, path }) => `${method} ${path}`)).toEqual([
		...later.slice(0, -1).map(() => `GET /odata/Exports(${id})`),
		`GET ${link}`,
	]);
	const downloads = sandbox.requests.filter(({ target }) => target === 'blob');
	expect(downloads).toMatchObject([{ method: 'GET', status: 200 }]);
	expect(items).toMatchObject([{ binary: { data: { mimeType: 'text/csv' } } }]);
});
