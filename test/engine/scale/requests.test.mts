/** How many requests work takes when there is much of it. Times are measured by `npm run bench`. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import { apiRequests, FINANCE, forgetRequests, jobNode, openSandbox } from '../sandbox.mts';

const PAGE = 1000;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	sandbox.control.reset();
	sandbox.control.removeJobs(sandbox.control.jobs().map(({ Id }) => Id));
	forgetRequests(sandbox);
});

/** Runs until it is stopped, however slow the machine. */
const RUNNING = { State: 'Running', script: { kind: 'hang' } } as const;

type NewJob = Parameters<Sandbox['control']['addJobs']>[0][number];

/** Adds jobs of Finance that stay as they are. @returns their ids, oldest first */
function addJobs(count: number, more: NewJob = {}, target = sandbox): number[] {
	const job = { OrganizationUnitId: FINANCE, State: 'Successful' as const, ...more };
	return target.control.addJobs(new Array<NewJob>(count).fill(job)).map(({ Id }) => Id);
}

const toItems = (ids: readonly number[]): INodeExecutionData[] =>
	ids.map((id) => ({ json: { id } }));
const idsOf = (items: readonly INodeExecutionData[] = []) => items.map(({ json }) => json.Id);

async function run(operation: string, parameters: INodeParameters, items?: INodeExecutionData[]) {
	return await getEngine().harness.run(jobNode(sandbox, operation, parameters), items);
}

describe('a list', () => {
	it.each([
		[999, {}],
		[1000, {}],
		[4321, {}],
		[5000, { options: { sort: { by: { field: 'CreationTime', direction: 'asc' } } } }],
	])('of %i rows takes rows / 1000 + 2 requests at most', async (count, parameters) => {
		const ids = addJobs(count);
		const { status, outputs } = await run('getAll', { returnAll: true, ...parameters });
		expect(status).toBe('success');
		expect(new Set(idsOf(outputs[0]))).toEqual(new Set(ids));
		expect(outputs[0]).toHaveLength(count);
		expect(apiRequests(sandbox).length).toBeLessThanOrEqual(count / PAGE + 2);
	});

	it('asks for no page beyond its limit', async () => {
		addJobs(5000);
		const { outputs } = await run('getAll', { limit: 2500 });
		expect(outputs[0]).toHaveLength(2500);
		expect(apiRequests(sandbox).length).toBeLessThanOrEqual(3);
	});

	it('has every row once while jobs are being created', async () => {
		const slow = await openSandbox({ latencyMs: 100 });
		const ids = addJobs(6000, {}, slow);
		const creating = setInterval(() => addJobs(1, {}, slow), 10);
		const node = jobNode(slow, 'getAll', { returnAll: true });
		const { outputs } = await getEngine()
			.harness.run(node)
			.finally(() => clearInterval(creating));
		const listed = idsOf(outputs[0]);
		expect(new Set(listed).size).toBe(listed.length);
		expect(ids.filter((id) => !listed.includes(id))).toEqual([]);
		expect(apiRequests(slow).length).toBeLessThanOrEqual(6000 / PAGE + 2);
	});
});

describe('a stop of 1,000 jobs, each its own item', () => {
	const stop = { jobs: '={{ $json.id }}' };

	it('takes at most 4 requests, and each item has its own job', async () => {
		const ids = addJobs(1000, RUNNING);
		const { status, outputs } = await run('stop', stop, toItems(ids));
		expect(status).toBe('success');
		expect(idsOf(outputs[0])).toEqual(ids);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
			ids.map((_id, item) => ({ item })),
		);
		expect(apiRequests(sandbox).length).toBeLessThanOrEqual(4);
		expect(sandbox.control.jobs().filter(({ State }) => State === 'Running')).toEqual([]);
	});

	it('takes at most 4 requests per strategy', async () => {
		const ids = addJobs(1000, RUNNING);
		const strategy = '={{ $json.id % 2 ? "Kill" : "SoftStop" }}';
		const { outputs } = await run('stop', { ...stop, strategy }, toItems(ids));
		expect(outputs[0]?.map(({ json }) => json.Strategy)).toEqual(
			ids.map((id) => (id % 2 ? 'Kill' : 'SoftStop')),
		);
		expect(apiRequests(sandbox).length).toBeLessThanOrEqual(8);
	});
});

it.each([50, 200])('a wait for %i jobs costs requests by time, not by jobs', async (count) => {
	const script = { kind: 'succeed' as const, runMs: 4000 };
	const ids = addJobs(count, { State: 'Running', script });
	const { outputs } = await run('wait', { jobs: '={{ $json.id }}' }, toItems(ids));
	expect(idsOf(outputs[0])).toEqual(ids);
	const ends = sandbox.control.jobs().map(({ EndTime }) => Date.parse(EndTime ?? ''));
	const looks = apiRequests(sandbox).filter(({ at }) => at < Math.min(...ends));
	// A first look at all of them, then a quarter of the tenant's 100 list calls a minute.
	const oneLook = Math.ceil(count / 50);
	expect(looks.length).toBeLessThanOrEqual(oneLook + Math.ceil((4 / 60) * 25));
});
