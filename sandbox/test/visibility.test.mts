import { firstOf, idsOf, inFolder, openSandbox, startCaller, type Caller } from './helpers.mts';
import { SEED } from '../src/index.mts';

const FINANCE = SEED.folders.finance;
const NOON = '2026-01-15T12:00:00Z';
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller();
});
beforeEach(() => {
	caller.sandbox.control.reset();
	caller.sandbox.control.setClock(NOON);
});

const list = () => caller.get('/odata/Jobs', { $filter: "Reference eq 'late'" }, inFolder(FINANCE));

describe('the Date of answers', () => {
	test('is the sandbox clock, also when an answer is made up or the clock jumps', async () => {
		expect((await list()).headers.date).toBe('Thu, 15 Jan 2026 12:00:00 GMT');
		caller.sandbox.control.advanceClock(61_999);
		expect((await list()).headers.date).toBe('Thu, 15 Jan 2026 12:01:01 GMT');
		caller.sandbox.control.injectFault({ route: 'GET', status: 500, body: {} });
		expect((await list()).headers.date).toBe('Thu, 15 Jan 2026 12:01:01 GMT');
	});

	test('is what a Retry-After date counts from', async () => {
		const limited = await openSandbox({
			clock: 'manual',
			clockStart: NOON,
			listCallsPerMinute: 0,
			retryAfter: 'date',
		});
		limited.control.setLimits({ listCallsPerMinute: 1 });
		const ask = () =>
			fetch(`${limited.orchestratorUrl}/odata/Jobs`, {
				headers: { authorization: `Bearer ${limited.token}` },
			});
		await ask();
		const refused = await ask();
		expect(refused.status).toBe(429);
		expect(refused.headers.get('date')).toBe('Thu, 15 Jan 2026 12:00:00 GMT');
		expect(refused.headers.get('retry-after')).toBe('Thu, 15 Jan 2026 12:01:00 GMT');
	});

	test('can be replaced by a fault', async () => {
		const headers = { date: 'no clock' };
		caller.sandbox.control.injectFault({ route: 'GET', status: 200, body: { value: [] }, headers });
		expect((await list()).headers.date).toBe('no clock');
	});
});

describe('jobs that become visible late', () => {
	test('nobody sees them before, and they keep the times of their end', async () => {
		const [job] = caller.sandbox.control.addJobs([
			{
				State: 'Faulted',
				EndTime: '2026-01-15T11:59:00.1234567Z',
				Reference: 'late',
				OrganizationUnitId: FINANCE,
				visibleAt: '2026-01-15T12:00:30Z',
			},
		]);
		const byId = () => caller.get(`/odata/Jobs(${job?.Id})`, {}, inFolder(FINANCE));
		caller.sandbox.control.advanceClock(29_999);
		expect(idsOf(await list())).toEqual([]);
		expect((await byId()).status).toBe(404);
		caller.sandbox.control.advanceClock(1);
		expect(firstOf(await list())).toMatchObject({
			Id: job?.Id,
			EndTime: '2026-01-15T11:59:00.1234567Z',
		});
		expect((await byId()).status).toBe(200);
	});

	test('a running one goes on from the moment at which it is seen', async () => {
		const given = { State: 'Running', Reference: 'late', OrganizationUnitId: FINANCE } as const;
		caller.sandbox.control.addJobs([{ ...given, visibleAt: '2026-01-15T12:00:30Z' }]);
		caller.sandbox.control.advanceClock(30_000);
		expect(firstOf(await list()).State).toBe('Running');
		caller.sandbox.control.advanceClock(1_000);
		expect(firstOf(await list()).State).toBe('Successful');
	});
});

describe('deleted jobs', () => {
	test('are gone from lists and single reads, and are not shown later', async () => {
		const given = { State: 'Faulted', Reference: 'late', OrganizationUnitId: FINANCE } as const;
		const { control } = caller.sandbox;
		const jobs = control.addJobs([given, given, { ...given, visibleAt: '2026-01-15T12:00:30Z' }]);
		const ids = jobs.map(({ Id }) => Id);
		control.removeJobs([ids[0] ?? 0, ids[2] ?? 0, 4_294_967_295]);
		control.advanceClock(60_000);
		expect(idsOf(await list())).toEqual([ids[1]]);
		expect((await caller.get(`/odata/Jobs(${ids[0]})`, {}, inFolder(FINANCE))).status).toBe(404);
	});

	test('over HTTP too', async () => {
		const { controlUrl, control } = caller.sandbox;
		const [job] = control.addJobs([
			{ State: 'Faulted', Reference: 'late', OrganizationUnitId: FINANCE },
		]);
		await fetch(`${controlUrl}/jobs/remove`, {
			method: 'POST',
			body: JSON.stringify({ ids: [job?.Id] }),
			headers: { 'content-type': 'application/json' },
		});
		expect(idsOf(await list())).toEqual([]);
	});
});

test('log lines of a job, now and earlier', async () => {
	const { control, controlUrl } = caller.sandbox;
	const [job] = control.addJobs([{ State: 'Faulted', OrganizationUnitId: FINANCE }]);
	control.addLog(job?.Id ?? 0, 'Error', 'now');
	const body = JSON.stringify({
		jobId: job?.Id,
		level: 'Fatal',
		message: 'earlier',
		at: '2026-01-15T11:59:00Z',
	});
	await fetch(`${controlUrl}/logs`, { method: 'POST', body });
	const query = { $filter: `JobKey eq ${job?.Key}`, $orderby: 'TimeStamp asc' };
	const logs = await caller.get('/odata/RobotLogs', query, inFolder(FINANCE));
	expect(logs.data.value).toMatchObject([
		{ Level: 'Fatal', Message: 'earlier', TimeStamp: '2026-01-15T11:59:00Z' },
		{ Level: 'Error', Message: 'now', TimeStamp: NOON },
	]);
	expect(() => control.addLog(1, 'Error', 'nobody')).toThrow('no job 1');
});
