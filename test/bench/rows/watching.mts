/** What waiting and polling cost in requests, and how soon they notice. */
import type { CountedRequest } from '../emulator/calls.mts';
import type { ChildArguments } from '../children/child.mts';
import { runChild } from '../children/child.mts';
import type { TriggerResult } from '../children/trigger.mts';
import type { TriggersArguments, TriggersResult } from '../children/triggers.mts';
import type { WaitArguments, WaitResult } from '../children/wait.mts';
import { openEmulator } from '../stand/tenant.mts';
import type { Bench, Row, RowResult } from './row.mts';

/** Calls that the states of 200 jobs take at most. */
const FIRST_LOOK = 4;

const isListCall = ({ route }: CountedRequest) => route === '/odata/Jobs';
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

interface Waiting {
	/** Requests before the jobs had ended. */
	readonly looks: number;
	readonly requests: number;
	/** From the end of the last job to the end of the node. */
	readonly delayMs: number;
	/** Between the look that saw the end and the one before. */
	readonly intervalMs: number;
}

async function measureWait(bench: Bench, count: number, runMs: number): Promise<Waiting> {
	const emulator = await openEmulator(bench.teardown, { latencyMs: 20 });
	const args: WaitArguments = { address: emulator.address, jobs: count, runMs };
	const { endedAt, succeeded } = await runChild<WaitResult>('wait', args);
	if (succeeded !== count) throw new Error(`${succeeded} of ${count} jobs were waited for`);
	const ended = (await emulator.call('findLastEnd')) ?? NaN;
	const requests = await emulator.call('takeRequests');
	await emulator.close();
	const looks = requests.filter(({ at }) => at <= ended);
	const seen = requests.find(({ at }) => at > ended)?.at ?? NaN;
	return {
		looks: looks.length,
		requests: requests.length,
		delayMs: endedAt - ended,
		intervalMs: seen - (looks.at(-1)?.at ?? NaN),
	};
}

/** A quarter of the tenant's 100 list calls a minute, and the calls of one look. */
const findMostLooks = (ms: number) => Math.ceil((ms / 60_000) * 25) + FIRST_LOOK;

async function runWait(bench: Bench): Promise<RowResult[]> {
	const work = 'Wait for 200 jobs given as items, which run for 20 s, 20 ms';
	bench.report(work);
	const runMs = bench.isQuick ? 5000 : 20_000;
	const [few, many, long] = await Promise.all([
		measureWait(bench, 100, runMs),
		measureWait(bench, 200, runMs),
		measureWait(bench, 200, runMs * 2),
	]);
	const intervals = many.delayMs / many.intervalMs;
	return [
		{
			id: 'wait',
			work,
			verdicts: [
				{
					reach: `requests grow with time, not with jobs × time: at most ${findMostLooks(runMs)} while the jobs run, however many (a quarter of the 100 a minute, and the first look)`,
					found: `${few.looks} requests while 100 jobs run, ${many.looks} while 200 run, ${long.looks} while 200 run twice as long`,
					isMet: many.looks <= findMostLooks(runMs) && long.looks <= findMostLooks(runMs * 2),
				},
				{
					reach: 'completion noticed within 1.5 intervals',
					found: `${seconds(many.delayMs)}, interval ${seconds(many.intervalMs)} (${intervals.toFixed(2)}), the reading of all results included (${many.requests - many.looks} requests)`,
					isMet: intervals <= 1.5,
				},
			],
		},
	];
}

async function runIdleTrigger(bench: Bench): Promise<RowResult[]> {
	const work = 'Trigger, idle';
	bench.report(work);
	const emulator = await openEmulator(bench.teardown);
	await emulator.call('addJobs', 1000, 'Successful');
	const args: ChildArguments = { address: emulator.address };
	const { sentBytes, receivedBytes, begunAt } = await runChild<TriggerResult>('trigger', args);
	const all = await emulator.call('takeRequests');
	const requests = all.filter(({ at }) => at >= begunAt).length;
	await emulator.close();
	const bytes = sentBytes + receivedBytes;
	return [
		{
			id: 'trigger',
			work,
			verdicts: [
				{
					reach: '1 request',
					found: String(requests),
					isMet: requests === 1,
				},
				{
					reach: 'under 2 kB both ways',
					found: `${sentBytes} bytes sent, ${receivedBytes} received`,
					isMet: bytes < 2000,
				},
			],
		},
		await runManyTriggers(bench),
	];
}

async function runManyTriggers(bench: Bench): Promise<RowResult> {
	const count = 50;
	const perMinute = 100;
	const work = `${count} triggers on one tenant, polled in the same minute`;
	bench.report(work);
	const emulator = await openEmulator(bench.teardown, { listCallsPerMinute: perMinute });
	await emulator.call('addJobs', 1000, 'Successful');
	const args: TriggersArguments = { address: emulator.address, count };
	const { failed } = await runChild<TriggersResult>('triggers', args);
	const calls = (await emulator.call('takeRequests')).filter(isListCall);
	await emulator.close();
	const refused = calls.filter(({ status }) => status === 429).length;
	return {
		id: 'triggers',
		work,
		verdicts: [
			{
				reach: `under ${perMinute} list calls a minute, none refused`,
				found: `${calls.length} list calls (one of them an activation), ${refused} refused, ${failed} polls failed`,
				isMet: calls.length < perMinute && refused === 0 && failed === 0,
			},
		],
	};
}

export const waitRow: Row = { id: 'wait', run: runWait };
export const triggerRow: Row = { id: 'trigger', run: runIdleTrigger };
