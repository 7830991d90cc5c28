/** Lists of more than a page, while others create jobs. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { apiRequests, FINANCE, forgetRequests, jobNode, openSandbox } from './sandbox.mts';

const COUNT = 2500;
const RELEASE = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01';
let sandbox: Sandbox;
let nextId = 1_000_000;

beforeAll(async () => {
	sandbox = await openSandbox({ seed: 'none' });
	sandbox.control.addFolders([{ Id: FINANCE, DisplayName: 'Finance' }]);
	sandbox.control.addReleases([
		{ Id: 5001, Key: RELEASE, Name: 'InvoiceProcessing', OrganizationUnitId: FINANCE },
	]);
	// Seven jobs share each creation time, so that a page ends in the midst of equal ones.
	addJobs(COUNT, (index) => toTime(Math.floor(index / 7) * 1000));
});

beforeEach(() => forgetRequests(sandbox));

const toTime = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms).toISOString();

function addJobs(count: number, createdAt: (index: number) => string): void {
	const jobs = Array.from({ length: count }, (_, index) => ({
		Id: (nextId += 3),
		State: 'Successful' as const,
		CreationTime: createdAt(index),
		EndTime: toTime((index % 7) * 1000),
	}));
	sandbox.control.addJobs(jobs);
}

const listIds = () => sandbox.control.jobs().map(({ Id }) => Id);

/** Lists everything while a job is created every few milliseconds. */
async function listWhileCreating(options: INodeParameters) {
	const before = listIds();
	// Slows each page down, so that jobs surely appear between two of them.
	sandbox.control.injectFault({ route: 'GET .*/odata/Jobs$', delayMs: 60, times: 9 });
	const creating = setInterval(() => addJobs(1, () => toTime(86_400_000 + nextId)), 5);
	const { status, outputs } = await getEngine().harness.run(
		jobNode(sandbox, 'getAll', { returnAll: true, options }),
	);
	clearInterval(creating);
	sandbox.control.clearFaults();
	expect(status).toBe('success');
	expect(listIds().length).toBeGreaterThan(before.length + 10);
	return { before, ids: outputs[0]?.map(({ json }) => json.Id) ?? [] };
}

describe('Return All, with jobs created during the list', () => {
	const sorts: Array<[string, INodeParameters]> = [
		['in the default order', {}],
		['by ID, upwards', { sort: { by: { field: 'Id', direction: 'asc' } } }],
		['by ID, downwards', { sort: { by: { field: 'Id', direction: 'desc' } } }],
		['by creation time, upwards', { sort: { by: { field: 'CreationTime', direction: 'asc' } } }],
		['by creation time, downwards', { sort: { by: { field: 'CreationTime', direction: 'desc' } } }],
		['without an order', { sort: { by: { field: 'none' } } }],
	];

	it.each(sorts)('loses none and repeats none: %s', async (_name, options) => {
		const { before, ids } = await listWhileCreating(options);
		expect(ids).toHaveLength(new Set(ids).size);
		const seen = new Set(ids);
		expect(before.filter((id) => !seen.has(id))).toEqual([]);
	});

	it.each(['Id', 'CreationTime'])(
		'loses none while others cease to match, by %s',
		async (field) => {
			const byId = [...sandbox.control.jobs()].sort((a, b) => b.Id - a.Id);
			byId.forEach((job) => (job.Reference = 'batch'));
			// As soon as the first page is out, some of its jobs drop out of the filter, and with
			// `$skip` as many others would move up into the part that counts as read.
			sandbox.control.injectFault({ route: 'GET .*/odata/Jobs$' });
			sandbox.control.injectFault({ route: 'GET .*/odata/Jobs$', delayMs: 150 });
			const leaving = byId.slice(100, 200);
			setTimeout(() => leaving.forEach((job) => (job.Reference = 'other')), 100);
			const { outputs } = await getEngine().harness.run(
				jobNode(sandbox, 'getAll', {
					returnAll: true,
					filters: { reference: 'batch' },
					options: { sort: { by: { field, direction: 'desc' } } },
				}),
			);
			const seen = new Set(outputs[0]?.map(({ json }) => json.Id));
			const staying = byId.filter((job) => !leaving.includes(job));
			expect(leaving.map(({ Reference }) => Reference)).toEqual(leaving.map(() => 'other'));
			expect(staying.filter(({ Id }) => !seen.has(Id))).toEqual([]);
		},
	);

	it('keeps the order asked for', async () => {
		const { ids } = await listWhileCreating({ sort: { by: { field: 'Id', direction: 'asc' } } });
		expect(ids).toEqual([...ids].sort((a, b) => Number(a) - Number(b)));
	});
});

it('turns to $skip only where the order offers no key', async () => {
	const bySkip = async (field: string) => {
		forgetRequests(sandbox);
		await getEngine().harness.run(
			jobNode(sandbox, 'getAll', { returnAll: true, options: { sort: { by: { field } } } }),
		);
		return apiRequests(sandbox).some(({ query }) => '$skip' in query);
	};
	expect([await bySkip('CreationTime'), await bySkip('EndTime')]).toEqual([false, true]);
});

it('reads all when sorted by a time that many share, while nothing changes', async () => {
	const { outputs } = await getEngine().harness.run(
		jobNode(sandbox, 'getAll', {
			returnAll: true,
			options: { sort: { by: { field: 'EndTime', direction: 'desc' } } },
		}),
	);
	const ids = outputs[0]?.map(({ json }) => json.Id) ?? [];
	expect(new Set(ids).size).toBe(listIds().length);
	const times = outputs[0]?.map(({ json }) => String(json.EndTime)) ?? [];
	expect(times).toEqual([...times].sort().reverse());
});

it('keeps the filter on every page', async () => {
	const { outputs } = await getEngine().harness.run(
		jobNode(sandbox, 'getAll', {
			returnAll: true,
			filters: { createdBefore: toTime(300_000), custom: 'Id gt 5 or Id lt 3' },
		}),
	);
	expect(outputs[0]).toHaveLength(2100);
	for (const { query } of apiRequests(sandbox)) {
		expect(query.$filter).toContain('CreationTime lt 2026-01-01T00:05:00.000Z');
		expect(query.$filter).toContain('(Id gt 5 or Id lt 3)');
	}
});

it.each([
	[1, ['1']],
	[1000, ['1000']],
	[1001, ['1000', '1']],
	// The third page begins with the last row of the second.
	[2300, ['1000', '1000', '301']],
])('returns exactly %i and asks for no more', async (limit, tops) => {
	const { outputs } = await getEngine().harness.run(jobNode(sandbox, 'getAll', { limit }));
	expect(outputs[0]).toHaveLength(limit);
	expect(apiRequests(sandbox).map(({ query }) => query.$top)).toEqual(tops);
});

it('returns nothing and no error when nothing matches', async () => {
	const { status, outputs } = await getEngine().harness.run(
		jobNode(sandbox, 'getAll', { returnAll: true, filters: { reference: 'nobody' } }),
	);
	expect([status, outputs[0]]).toEqual(['success', []]);
});

it('returns no part of a list whose later page is refused', async () => {
	const first = { route: 'GET .*/odata/Jobs$', delayMs: 0 };
	sandbox.control.injectFault(first);
	sandbox.control.injectFault({ route: first.route, status: 400, body: { message: 'No.' } });
	const { status, outputs, error } = await getEngine().harness.run(
		jobNode(sandbox, 'getAll', { returnAll: true }),
	);
	expect([status, outputs[0] ?? []]).toEqual(['error', []]);
	expect(error?.message).toContain('No.');
});
