import { LOGON_FAILURE, SEED, STACK_TRACE } from '../src/index.mts';
import { firstOf, inFolder, ODATA, startCaller, type Caller } from './helpers.mts';

const { folders, releases, jobs } = SEED;
const finance = inFolder(folders.finance);
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller();
});
beforeEach(() => caller.sandbox.control.reset());

async function start(name: keyof typeof releases): Promise<number> {
	const startInfo = { ReleaseKey: releases[name].key, Strategy: 'ModernJobsCount', JobsCount: 1 };
	return firstOf(await caller.post(`/odata/Jobs/${ODATA}.StartJobs`, { startInfo }, finance)).Id;
}
const read = async (id: number) => (await caller.get(`/odata/Jobs(${id})`, {}, finance)).data;
const wait = (ms: number) => caller.sandbox.control.advanceClock(ms);
const stop = (jobIds: unknown, strategy: unknown) =>
	caller.post(`/odata/Jobs/${ODATA}.StopJobs`, { jobIds, strategy }, finance);

test('a job is Pending, then Running, then Successful with its output', async () => {
	const id = await start('invoiceProcessing');
	wait(299);
	expect((await read(id)).State).toBe('Pending');
	wait(1);
	expect(await read(id)).toMatchObject({ State: 'Running', HostMachineName: 'VM-FIN-01' });
	wait(1_000);
	const done = await read(id);
	expect(done).toMatchObject({ State: 'Successful', Info: 'Job completed' });
	expect(JSON.parse(done.OutputArguments)).toMatchObject({ invoicesProcessed: 3 });
	expect(Date.parse(done.EndTime) - Date.parse(done.StartTime)).toBe(1_000);
});

test('large output becomes a file', async () => {
	const id = await start('largeOutput');
	wait(5_000);
	expect(await read(id)).toMatchObject({ OutputArguments: null, OutputFile: expect.any(String) });
});

test('22 and 23: stopping by name or number, with an empty answer', async () => {
	for (const strategy of ['SoftStop', '1', 'Kill', '2']) {
		const id = await start('invoiceProcessing');
		wait(400);
		const reply = await stop([id], strategy);
		expect([reply.status, reply.data]).toEqual([200, '']);
		const soft = strategy === 'SoftStop' || strategy === '1';
		expect((await read(id)).State).toBe(soft ? 'Stopping' : 'Terminating');
		wait(600);
		expect((await read(id)).State).toBe('Stopped');
	}
	const pending = await start('invoiceProcessing');
	await stop([pending], 'SoftStop');
	const stopped = await read(pending);
	expect(stopped.State).toBe('Stopped');
	expect(stopped.StartTime).toBe(stopped.EndTime);
	expect(stopped.StartTime).not.toBeNull();
});

test('22: what is not a strategy or not a list of ids does not bind', async () => {
	for (const [ids, strategy] of [
		[[jobs.running], 'Softly'],
		[[jobs.running], 1],
		[['abc'], 'Kill'],
		[[], 'Kill'],
	]) {
		expect((await stop(ids, strategy)).data).toMatchObject({ errorCode: 0 });
	}
});

test('one unknown, foreign or final id refuses the whole call', async () => {
	const foreign = SEED.jobs.stopSample[0];
	for (const [id, status, code] of [
		[987_654_321, 404, 1002],
		[foreign, 404, 1002],
		[jobs.successful, 409, 1658],
	] as const) {
		const reply = await stop([jobs.running, id], 'Kill');
		expect([reply.status, reply.data.errorCode]).toEqual([status, code]);
	}
	expect((await read(jobs.running)).State).toBe('Running');
});

test('a single job is stopped by its own route', async () => {
	const path = `/odata/Jobs(${jobs.running})/${ODATA}.StopJob`;
	expect((await caller.post(path, { strategy: 'Kill' }, finance)).status).toBe(200);
	wait(1_000);
	expect((await read(jobs.running)).State).toBe('Stopped');
	expect((await caller.post(path, { strategy: 'Kill' }, finance)).status).toBe(409);
});

test('24: a soft stop may be ignored to a successful end; a hanging job needs Kill', async () => {
	const stubborn = await start('stubborn');
	const hanging = await start('hanging');
	wait(400);
	await stop([stubborn, hanging], 'SoftStop');
	wait(600);
	expect((await read(stubborn)).State).toBe('Stopping');
	wait(3_600_000);
	expect((await read(stubborn)).State).toBe('Successful');
	expect((await read(hanging)).State).toBe('Stopping');
	await stop([hanging], 'Kill');
	wait(1_000);
	expect((await read(hanging)).State).toBe('Stopped');
});

test('25 and 26: restart makes a new job of a final one, by integer id only', async () => {
	const restart = (jobId: unknown) =>
		caller.post(`/odata/Jobs/${ODATA}.RestartJob`, { jobId }, finance);
	const old = await read(jobs.successful);
	const again = await restart(jobs.successful);
	expect(again.status).toBe(200);
	expect(again.data).toMatchObject({ State: 'Pending', InputArguments: old.InputArguments });
	expect(again.data.Id).not.toBe(old.Id);
	expect(again.data.Key).not.toBe(old.Key);
	expect(await read(jobs.successful)).toEqual(old);
	const running = await restart(jobs.running);
	expect([running.status, running.data.errorCode]).toEqual([409, 1697]);
	expect((await restart(old.Key)).status).toBe(400);
	expect((await restart(String(old.Id))).status).toBe(400);
	caller.sandbox.control.setLimits({ restartRule: 'faulted-only' });
	expect((await restart(jobs.successful)).status).toBe(409);
	expect((await restart(jobs.faultedWithStackTrace)).status).toBe(200);
	caller.sandbox.control.setLimits({ restartRule: 'any-final' });
});

test('26 and 27: resume a suspended job by key; Resumed comes before Running', async () => {
	const id = await start('approval');
	wait(2_000);
	const suspended = await read(id);
	expect(suspended).toMatchObject({ State: 'Suspended', EndTime: null });
	const resume = (jobKey: unknown) =>
		caller.post(`/odata/Jobs/${ODATA}.ResumeJob`, { jobKey }, finance);
	expect((await resume(id)).status).toBe(400);
	expect((await resume(suspended.Key)).data).toMatchObject({ State: 'Resumed', ResumeVersion: 1 });
	wait(250);
	expect((await read(id)).State).toBe('Running');
	wait(2_000);
	expect(await read(id)).toMatchObject({
		State: 'Successful',
		OutputArguments: '{"approved":true}',
	});
	const again = await resume(suspended.Key);
	expect([again.status, again.data.errorCode]).toEqual([409, 1682]);
	expect((await resume('11111111-2222-3333-4444-555555555555')).status).toBe(404);
});

test('31: a faulted job tells its activity and stack in lines of Info', async () => {
	const id = await start('reportBuilder');
	wait(5_000);
	const faulted = await read(id);
	expect(faulted).toMatchObject({
		State: 'Faulted',
		Info: STACK_TRACE,
		ErrorCode: 'Robot',
		JobError: {},
		OutputArguments: '{}',
	});
	expect(faulted.Info).toMatch(/^Read Range: .*\r\n/);
});

test('32: a logon failure faults at the start', async () => {
	const id = await start('badLogon');
	wait(300);
	const faulted = await read(id);
	expect(faulted).toMatchObject({ State: 'Faulted', Info: LOGON_FAILURE });
	expect(faulted.StartTime).toBe(faulted.EndTime);
});

test('57: ids of new jobs rise and have holes', async () => {
	const ids = [await start('invoiceProcessing'), await start('badLogon'), await start('hanging')];
	expect(ids).toEqual([...ids].sort((a, b) => a - b));
	expect((ids[2] ?? 0) - (ids[0] ?? 0)).toBeGreaterThan(2);
	expect(new Set(ids).size).toBe(3);
});

test('a deleted job gives its runtime back', async () => {
	const path = `/odata/Machines/${ODATA}.GetRuntimesForFolder(folderId=${folders.finance})`;
	const available = async () => firstOf(await caller.get(path)).Available;
	const before = Number(await available());
	caller.sandbox.control.removeJobs([jobs.running]);
	expect(await available()).toBe(before + 1);
});
