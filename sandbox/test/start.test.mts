import { MAX_ARGUMENTS, SEED } from '../src/index.mts';
import { firstOf, inFolder, ODATA, startCaller, type Caller } from './helpers.mts';

const { folders, releases, robots } = SEED;
const finance = inFolder(folders.finance);
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller();
});
beforeEach(() => caller.sandbox.control.reset());

const start = (startInfo: object, headers: Record<string, string> = finance) =>
	caller.post(`/odata/Jobs/${ODATA}.StartJobs`, { startInfo }, headers);
const modern = (more: object = {}) => ({
	ReleaseKey: releases.invoiceProcessing.key,
	Strategy: 'ModernJobsCount',
	JobsCount: 1,
	...more,
});

/** Starts, expects a refusal, and that nothing was created by it. */
async function expectRefused(
	startInfo: object,
	status: number,
	code: number,
	headers = finance,
): Promise<string> {
	const before = caller.sandbox.control.jobs().length;
	const reply = await start(startInfo, headers);
	expect([reply.status, reply.data.errorCode]).toEqual([status, code]);
	expect(caller.sandbox.control.jobs()).toHaveLength(before);
	return reply.data.message;
}

test('1: answers 201 with a collection, or 200 where the switch says so', async () => {
	const reply = await start(modern());
	expect(reply.status).toBe(201);
	expect(reply.data.value).toHaveLength(1);
	caller.sandbox.control.setLimits({ startJobsStatus: 200 });
	expect((await start(modern())).status).toBe(200);
	caller.sandbox.control.setLimits({ startJobsStatus: 201 });
});

test('2 and 3: rows share a batch, are pending and echo seven digits once', async () => {
	const reply = await start(modern({ JobsCount: 3, InputArguments: '{"orderId":"A"}' }));
	const first = firstOf(reply);
	expect(reply.data.value).toHaveLength(3);
	for (const row of reply.data.value) {
		expect(row).toMatchObject({ State: 'Pending', StartTime: null, EndTime: null, Info: null });
		expect(row.BatchExecutionKey).toBe(first.BatchExecutionKey);
		expect(row.CreationTime).toMatch(/\.\d{7}Z$/);
		expect(row.InputArguments).toBe('{"orderId":"A"}');
	}
	const later = await caller.get(`/odata/Jobs(${first.Id})`, {}, finance);
	expect(later.data.CreationTime).not.toMatch(/\.\d{4,}Z$/);
	expect(later.data.CreationTime.slice(0, 19)).toBe(first.CreationTime.slice(0, 19));
});

test('4 and 5: a body that does not bind is blamed on startInfo', async () => {
	for (const bad of [
		modern({ InputArguments: { orderId: 'A' } }),
		modern({ Nope: 1 }),
		modern({ JobsCount: '1' }),
		modern({ Strategy: 'Sometimes' }),
		modern({ MachineRobots: [{ Nope: 1 }] }),
		// A session belongs into the pairs of a schedule, not into those of a start.
		modern({ MachineRobots: [{ SessionId: 901 }] }),
	]) {
		expect(await expectRefused(bad, 400, 0)).toBe('; startInfo must not be null');
	}
	const path = `/odata/Jobs/${ODATA}.StartJobs`;
	expect((await caller.post(path, { ...modern() }, finance)).data.errorCode).toBe(0);
	expect((await caller.post(path, '{"startInfo":', finance)).data.errorCode).toBe(0);
});

test('field names are matched in any case, as the SDK sends them', async () => {
	const reply = await start({ releaseKey: releases.invoiceProcessing.key, jobsCount: 1 });
	expect(reply.status).toBe(201);
});

test('6: limits of single fields and fields that exclude each other', async () => {
	const longest = JSON.stringify({ a: 'x'.repeat(MAX_ARGUMENTS - 8) });
	expect(longest).toHaveLength(MAX_ARGUMENTS);
	expect((await start(modern({ InputArguments: longest }))).status).toBe(201);
	const tooLong = JSON.stringify({ a: 'x'.repeat(MAX_ARGUMENTS - 7) });
	await expectRefused(modern({ InputArguments: tooLong }), 400, 1009);
	const InputFile = '11111111-2222-3333-4444-555555555555';
	await expectRefused(modern({ InputArguments: '{}', InputFile }), 400, 1009);
	await expectRefused(modern({ InputFile }), 404, 1002);
	await expectRefused(modern({ JobPriority: 'High', SpecificPriorityValue: 50 }), 400, 1009);
	await expectRefused(modern({ SpecificPriorityValue: 101 }), 400, 1009);
	await expectRefused(modern({ JobsCount: 0 }), 400, 1009);
	await expectRefused(modern({ InputArguments: '[1]' }), 400, 1009);
	await expectRefused(modern({ Reference: 'x'.repeat(129) }), 400, 1009);
	const { data } = await start(modern({ SpecificPriorityValue: 61, Reference: 'r-1' }));
	expect(data.value[0]).toMatchObject({ JobPriority: 'High', Reference: 'r-1' });
});

test('11: without a folder 404/1002; unknown release 404/1002; foreign release 404/1002', async () => {
	await expectRefused(modern(), 404, 1002, {});
	await expectRefused(modern({ ReleaseKey: 'nope' }), 404, 1002);
	await expectRefused(modern(), 404, 1002, inFolder(folders.transfers));
	await expectRefused(modern({ ReleaseName: 'ReportBuilder' }), 400, 1687);
});

test('29: no machine 2818, no account 1671, foreground without own robot 1230', async () => {
	const of = (key: string, more = {}) => modern({ ReleaseKey: key, ...more });
	await expectRefused(of(releases.empty.key), 409, 2818, inFolder(folders.empty));
	await expectRefused(of(releases.noRobot.key), 409, 1671, inFolder(folders.noRobot));
	await expectRefused(modern({ RuntimeType: 'Headless' }), 409, 2818);
	await expectRefused(of(releases.foreground.key), 409, 1230);
	const own = caller.sandbox.control.addToken({ hasOwnRobot: true });
	const headers = { ...finance, authorization: `Bearer ${own}` };
	expect((await start(of(releases.foreground.key), headers)).status).toBe(201);
});

test('30: a named robot takes one pending job of a process', async () => {
	const classic = inFolder(folders.classic);
	const info = {
		ReleaseKey: releases.classicArguments.key,
		Strategy: 'Specific',
		RobotIds: [robots.specific],
	};
	expect((await start(info, classic)).status).toBe(201);
	const again = await start(info, classic);
	expect([again.status, again.data.errorCode, again.data.resourceIds]).toEqual([409, 1670, null]);
	await expectRefused({ ...info, RobotIds: [99_999] }, 409, 1671, classic);
	await expectRefused({ ...info, RobotIds: [] }, 400, 1009, classic);
});

test('strategies belong to a kind of folder', async () => {
	await expectRefused(modern({ Strategy: 'All' }), 400, 2815);
	await expectRefused(modern({ Strategy: 'RobotCount', NoOfRobots: 1 }), 400, 2815);
	const classic = inFolder(folders.classic);
	const info = { ReleaseKey: releases.classicAll.key };
	await expectRefused({ ...info, Strategy: 'ModernJobsCount', JobsCount: 1 }, 400, 2816, classic);
	const all = await start({ ...info, Strategy: 'All', RobotIds: [], NoOfRobots: 0 }, classic);
	expect(all.data.value).toHaveLength(3);
	const two = await start({ ...info, Strategy: 'RobotCount', NoOfRobots: 2 }, classic);
	expect(two.data.value).toHaveLength(2);
	const counted = await start({ ...info, Strategy: 'JobsCount', JobsCount: 4 }, classic);
	expect(counted.data.value).toHaveLength(4);
});

test('28: an invalid start is told with 200, creates a job that pends, and stays frozen', async () => {
	const info = modern({ ReleaseKey: releases.noHost.key });
	const noHost = inFolder(folders.noHost);
	const dry = await caller.post(
		`/odata/Jobs/${ODATA}.ValidateDynamicJob`,
		{ startInfo: info },
		noHost,
	);
	expect(dry.status).toBe(200);
	expect(dry.data).toMatchObject({ IsValid: false, ErrorCodes: ['TemplateNoHostsAvailable'] });
	const { Id } = firstOf(await start(info, noHost));
	caller.sandbox.control.connectMachine(SEED.machines.unconnected, 'VM-NEW');
	caller.sandbox.control.advanceClock(3_600_000);
	expect(caller.sandbox.control.getJob(Id)?.State).toBe('Pending');
	const verdict = await caller.post(
		`/odata/Jobs(${Id})/${ODATA}.ValidateExistingJob`,
		undefined,
		noHost,
	);
	expect(verdict.data).toMatchObject({ IsValid: false, ErrorCodes: ['TemplateNoHostsAvailable'] });
	const good = await caller.post(
		`/odata/Jobs/${ODATA}.ValidateDynamicJob`,
		{ startInfo: modern() },
		finance,
	);
	expect(good.data).toMatchObject({ IsValid: true, Errors: [], ErrorCodes: [] });
	const unknown = { startInfo: modern({ ReleaseKey: 'nope' }) };
	expect(
		(await caller.post(`/odata/Jobs/${ODATA}.ValidateDynamicJob`, unknown, finance)).status,
	).toBe(404);
});

test('28: with redispatch the job starts once a host connects', async () => {
	caller.sandbox.control.setLimits({ redispatch: true });
	const noHost = inFolder(folders.noHost);
	const { Id } = firstOf(await start(modern({ ReleaseKey: releases.noHost.key }), noHost));
	caller.sandbox.control.advanceClock(60_000);
	expect(caller.sandbox.control.getJob(Id)?.State).toBe('Pending');
	caller.sandbox.control.connectMachine(SEED.machines.unconnected, 'VM-NEW');
	caller.sandbox.control.advanceClock(60_000);
	expect(caller.sandbox.control.getJob(Id)?.State).toBe('Successful');
	caller.sandbox.control.setLimits({ redispatch: false });
});

test('jobs beyond the free runtimes wait for their turn', async () => {
	const { data } = await start(modern({ JobsCount: 30 }));
	caller.sandbox.control.advanceClock(400);
	const states = () => data.value.map(({ Id }) => caller.sandbox.control.getJob(Id)?.State);
	expect(states().filter((state) => state === 'Pending').length).toBeGreaterThan(5);
	caller.sandbox.control.advanceClock(5_000);
	expect(new Set(states())).toEqual(new Set(['Successful']));
});
