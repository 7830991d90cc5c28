/** Filters beside Orchestrator's limit of 100 nodes, over all requests that one list makes. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import {
	apiRequests,
	describeRequest,
	FINANCE,
	forgetRequests,
	jobNode,
	openSandbox,
} from './sandbox.mts';

const COUNT = 2500;
const FIRST_ID = 1_000_000;
const RELEASE = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01';
const STATES = ['Faulted', 'Stopped', 'Successful'] as const;
const SOURCES = ['Manual', 'Schedule', 'Queue', 'Apps'] as const;

let sandbox: Sandbox;

const keyOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

beforeAll(async () => {
	sandbox = await openSandbox({ seed: 'none' });
	sandbox.control.addFolders([{ Id: FINANCE, DisplayName: 'Finance' }]);
	sandbox.control.addReleases([
		{ Id: 5001, Key: RELEASE, Name: 'InvoiceProcessing', OrganizationUnitId: FINANCE },
	]);
	const jobs = Array.from({ length: COUNT }, (_, index) => ({
		Id: FIRST_ID + index,
		Key: keyOf(index),
		State: STATES[index % 3],
		SourceType: SOURCES[index % 4],
		CreationTime: new Date(Date.UTC(2026, 0, 1) + Math.floor(index / 7) * 1000).toISOString(),
		EndTime: '2026-01-02T00:00:00Z',
		HostMachineName: 'PC 1',
		Reference: 'batch',
		Info: 'It broke in the end',
	}));
	sandbox.control.addJobs(jobs);
});

beforeEach(() => forgetRequests(sandbox));

const run = (operation: string, parameters: INodeParameters) =>
	getEngine().harness.run(jobNode(sandbox, operation, parameters));

const filtersSent = () =>
	apiRequests(sandbox).map(
		(request) => new URLSearchParams(describeRequest(sandbox, request).query).get('$filter') ?? '',
	);

const MANY: INodeParameters = {
	states: [...STATES],
	sourceTypes: [...SOURCES],
	process: 'InvoiceProcessing',
	createdAfter: '2025-12-31T00:00:00Z',
	createdBefore: '2026-12-31T00:00:00Z',
	hostMachineName: 'PC 1',
	reference: 'batch',
	errorContains: 'broke',
};

describe('three states, four sources and six other filters', () => {
	it.each<[string, INodeParameters]>([
		['in the default order', {}],
		['by creation time', { sort: { by: { field: 'CreationTime', direction: 'asc' } } }],
		['by state', { sort: { by: { field: 'State', direction: 'asc' } } }],
	])('list 2,500 jobs to the end, %s', async (_name, options) => {
		const { status, error, outputs } = await run('getAll', {
			returnAll: true,
			filters: MANY,
			options,
		});
		expect([status, error?.message, outputs[0]?.length]).toEqual(['success', undefined, COUNT]);
		expect(filtersSent().length).toBeGreaterThan(2);
	});

	it('are sets of alternatives where that fits, and lists where it does not', async () => {
		const alternatives = "(State eq 'Faulted' or State eq 'Stopped' or State eq 'Successful')";
		await run('getAll', { filters: { states: [...STATES] } });
		const options = { sort: { by: { field: 'CreationTime', direction: 'asc' } } };
		await run('getAll', { filters: MANY, returnAll: true, options });
		expect(filtersSent()[0]).toBe(alternatives);
		expect(filtersSent()[1]).toContain("SourceType in ('Manual','Schedule','Queue','Apps')");
	});
});

describe('custom comparisons', () => {
	const custom = (count: number) =>
		Array.from({ length: count }, (_, index) => `Id ne ${index + 1}`).join(' and ');

	it('20 are sent', async () => {
		const { status, outputs } = await run('getAll', { filters: { custom: custom(20) } });
		expect([status, outputs[0]?.length]).toEqual(['success', 50]);
	});

	it.each<[string, string, INodeParameters, RegExp]>([
		[
			'21',
			'getAll',
			{ filters: { custom: custom(21) } },
			/'Custom Filter \(OData\)' is too complex: it takes 104 nodes/,
		],
		[
			'20 with another filter',
			'getAll',
			{ filters: { custom: custom(20), createdAfter: '2026-01-01T00:00:00Z' } },
			/'Custom Filter \(OData\)' .*together with Created After it takes 104 nodes/,
		],
		[
			'20 whose pages need more',
			'getAll',
			{ returnAll: true, filters: { custom: custom(20) } },
			/109/,
		],
		[
			'21',
			'export',
			{ filters: { custom: custom(21) } },
			/'Custom Filter \(OData\)' is too complex/,
		],
	])('%s are refused before any request: %s', async (_name, operation, parameters, message) => {
		const { status, error } = await run(operation, parameters);
		expect([status, filtersSent()]).toEqual(['error', []]);
		expect(error?.message).toMatch(message);
		expect(error?.message).toContain('100');
		expect(error?.description).toContain('Custom Filter (OData)');
	});
});

it.each([20, 50, 51])('reads %i jobs by key in lists', async (count) => {
	// Every third one is successful.
	const jobs = Array.from({ length: count }, (_, index) => keyOf(3 * index + 2)).join(',');
	const { status, error, outputs } = await run('wait', { jobs });
	expect([status, error?.message, outputs.flat().length]).toEqual(['success', undefined, count]);
	expect(filtersSent().filter((filter) => filter.startsWith("Key in ('"))).toHaveLength(
		Math.ceil(count / 50),
	);
});
