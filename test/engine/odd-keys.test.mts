/** Lists of several pages from servers that write times and ids in other ways. */
import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import {
	apiRequests,
	expectWrongAnswers,
	FINANCE,
	forgetRequests,
	jobNode,
	openSandbox,
} from './sandbox.mts';

const COUNT = 1_100;
const FIRST = 1_000_000;
let sandbox: Sandbox;

beforeAll(async () => {
	expectWrongAnswers(/Time must match format "date-time"/);
	sandbox = await openSandbox({ seed: 'none' });
	sandbox.control.addFolders([{ Id: FINANCE, DisplayName: 'Finance' }]);
	const Key = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01';
	sandbox.control.addReleases([{ Id: 1, Key, Name: 'Invoices', OrganizationUnitId: FINANCE }]);
	const CreationTime = '2026-01-15T12:00:00.1234567Z';
	sandbox.control.addJobs(
		Array.from({ length: COUNT }, (_, index) => ({ Id: FIRST + index, CreationTime })),
	);
});
beforeEach(() => forgetRequests(sandbox));

const list = async (field: string) =>
	await getEngine().harness.run(
		jobNode(sandbox, 'getAll', {
			returnAll: true,
			options: { sort: { by: { field, direction: 'asc' } } },
		}),
	);

it.each(['utc', 'offset', 'lower', 'nine-digits'] as const)(
	'by creation time, written as %s',
	async (timeForm) => {
		sandbox.control.setLimits({ timeForm });
		const { outputs } = await list('CreationTime');
		const ids = outputs[0]?.map(({ json }) => Number(json.Id));
		expect(ids).toEqual(Array.from({ length: COUNT }, (_, index) => FIRST + index));
		expect(apiRequests(sandbox)).toHaveLength(2);
	},
);

it('a time that cannot be read fails the list and is shown', async () => {
	sandbox.control.setLimits({ timeForm: 'zoneless' });
	const { status, error } = await list('CreationTime');
	expect(status).toBe('error');
	expect(error?.message).toBe(
		`Get jobs: a row cannot be told from others, because its 'CreationTime' is "2026-01-15T12:00:00.1234567"`,
	);
});

it('a list that needs no second page does not care', async () => {
	sandbox.control.setLimits({ timeForm: 'zoneless' });
	const options = { sort: { by: { field: 'CreationTime', direction: 'asc' } } };
	const { outputs } = await getEngine().harness.run(
		jobNode(sandbox, 'getAll', { limit: 1_000, options }),
	);
	expect(outputs[0]).toHaveLength(1_000);
});

it.each<[string, unknown]>([
	['null', null],
	['"five"', 'five'],
	['0', 0],
])('rows with the id %s are not taken for one and the same', async (shown, Id) => {
	const row = { Id, CreationTime: '2026-01-15T12:00:00Z', State: 'Faulted' };
	sandbox.control.injectFault({
		route: '/odata/Jobs',
		times: 1,
		status: 200,
		body: { value: [row, row] },
	});
	const { error } = await list('Id');
	expect(error?.message).toContain(`because its 'Id' is ${shown}`);
});
