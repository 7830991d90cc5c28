/** A user stops the execution: at each request on its way, and at each pause. */
import { setTimeout as wait } from 'node:timers/promises';

import { SEED, type Fault } from '../../sandbox/src/index.mts';
import { jobNode, locate } from '../engine/sandbox.mts';
import { OPERATIONS, type FaultOperation } from './operations.mts';
import { recordCells, type CellRecord } from './record.mts';
import { openCellStand } from './run-cell.mts';
import { runNode, type Attempt } from './run-node.mts';
import type { Stand } from './stand.mts';

/** Any time limit and any pause that a cancel had to wait out would take far longer. */
const AT_ONCE_MS = 3000;
const PATIENCE_MS = 30_000;
const LIMIT_FOR_LONG = { status: 429, headers: { 'retry-after': '60' } };

const records: CellRecord[] = [];
afterAll(() => recordCells('cancel', records));

const countJobs = ({ sandbox }: Stand): number => sandbox.control.jobs().length;

/** Settles `ms` milliseconds after the sandbox has seen so many requests; never where it does not. */
async function waitForRequests({ sandbox }: Stand, count: number, ms: number): Promise<void> {
	const end = Date.now() + PATIENCE_MS;
	while (sandbox.requests.length < count) {
		if (Date.now() > end) throw new Error(`there were not ${count} requests`);
		await wait(5);
	}
	await wait(ms);
}

interface Cancelled {
	attempt: Attempt;
	/** Milliseconds from the cancel to the end of the run. */
	tookMs: number;
	sent: number;
	/** Requests that arrived after the run had ended. */
	late: number;
	jobsStarted: number;
}

/** Runs something and cancels it shortly after request number `count`, counted from the arming. */
async function cancelAfter(
	operation: Pick<FaultOperation, 'prepare' | 'run'>,
	faults: Fault[],
	count: number,
	ms = 100,
): Promise<Cancelled> {
	const stand = await openCellStand(operation);
	try {
		const before = stand.sandbox.requests.length;
		const jobsBefore = countJobs(stand);
		for (const fault of faults) stand.sandbox.control.injectFault(fault);
		let cancelledAt = Infinity;
		const cancelOn = waitForRequests(stand, before + count, ms).then(() => {
			cancelledAt = performance.now();
		});
		// A run that ends by itself is not cancelled, and its test says so.
		cancelOn.catch(() => undefined);
		const attempt = await operation.run(stand, { cancelOn });
		const tookMs = performance.now() - cancelledAt;
		// What was on its way at the cancel may still arrive; nothing may come behind it.
		await wait(300);
		const sent = stand.sandbox.requests.length - before;
		await wait(700);
		const late = stand.sandbox.requests.length - before - sent;
		return { attempt, tookMs, sent, late, jobsStarted: countJobs(stand) - jobsBefore };
	} finally {
		await stand.close();
	}
}

function check(name: string, cell: string, seen: Cancelled, mostJobs: number): void {
	expect([cell, seen.attempt.status, seen.attempt.output, seen.late]).toEqual([
		cell,
		'canceled',
		[],
		0,
	]);
	expect(seen.tookMs).toBeLessThan(AT_ONCE_MS);
	expect(seen.jobsStarted).toBeLessThanOrEqual(mostJobs);
	records.push(toRecord(name, cell, seen));
}

const toRecord = (operation: string, fault: string, seen: Cancelled): CellRecord => ({
	operation,
	fault,
	requests: seen.sent,
	repeats: 0,
	doubles: 0,
	lost: 0,
	ms: Math.round(seen.tookMs),
});

async function countRequests(operation: FaultOperation): Promise<number> {
	const stand = await openCellStand(operation);
	try {
		const before = stand.sandbox.requests.length;
		await operation.run(stand);
		return stand.sandbox.requests.length - before;
	} finally {
		await stand.close();
	}
}

/** The trigger and the lists of the editor have nobody who could cancel them. */
const CANCELLABLE = OPERATIONS.filter(
	({ name }) => !/^(?:Trigger|List|Export: (?:start|watch|link))/.test(name),
);

describe.each(CANCELLABLE.map((operation) => [operation.name, operation] as const))(
	'%s',
	(name, operation) => {
		it.each([
			['while it is on its way', { action: 'hang' }],
			['in the pause before it is sent again', LIMIT_FOR_LONG],
		] as const)(
			'at each request, %s',
			async (when, fault) => {
				const requests = await countRequests(operation);
				expect(requests).toBeGreaterThan(0);
				const places = Array.from({ length: requests }, (_, index) => index + 1);
				const all = await Promise.all(
					places.map(async (place) => {
						const faults = [{ ...fault, route: '', after: place - 1 }];
						return await cancelAfter(operation, faults, place);
					}),
				);
				for (const [index, seen] of all.entries()) {
					check(
						name,
						`request ${index + 1} of ${requests}, ${when}`,
						seen,
						operation.starts?.all ?? 0,
					);
				}
			},
			PATIENCE_MS,
		);
	},
);

/** Runs an operation with parameters of its own. */
const nodeRun = (operation: string, parameters: Parameters<typeof jobNode>[2]) => ({
	run: async (stand: Stand, more?: Parameters<FaultOperation['run']>[1]) =>
		await runNode(stand, jobNode(stand.sandbox, operation, parameters), more),
});
const PROCESS = { process: locate('key', SEED.releases.invoiceProcessing.key) };
const CLASSIC = { folder: locate('id', 770643) };
const FILE = { route: 'GET /exports/' };

interface Pause {
	name: string;
	operation: Pick<FaultOperation, 'prepare' | 'run'>;
	faults?: Fault[];
	/** The request behind which the pause begins. */
	behind: number;
	jobs?: number;
}

/** Pauses that are not those before a request is sent again. */
const PAUSES: readonly Pause[] = [
	{
		name: 'Wait: between two looks',
		operation: nodeRun('wait', { jobs: String(SEED.jobs.running) }),
		behind: 1,
	},
	{
		name: 'Start and wait: between two looks',
		operation: nodeRun('start', {
			process: locate('key', SEED.releases.hanging.key),
			waitForCompletion: true,
		}),
		behind: 2,
		jobs: 1,
	},
	{
		name: 'Start: between two looks for a job whose answer was lost',
		operation: nodeRun('start', PROCESS),
		faults: [{ route: 'StartJobs$', action: 'reset-before' }],
		behind: 2,
	},
	{
		name: 'Stop: until it has ended',
		operation: nodeRun('stop', {
			jobs: String(SEED.jobs.running),
			options: { waitUntilStopped: true },
		}),
		faults: [{ route: 'StopJobs$', status: 200, body: '' }],
		behind: 2,
	},
	{
		name: 'Export: between two looks',
		operation: {
			...nodeRun('export', CLASSIC),
			prepare: async ({ sandbox }) => sandbox.control.setLimits({ exportMs: 3_600_000 }),
		},
		behind: 2,
	},
	{
		name: 'Export: before a cut file is downloaded again',
		operation: nodeRun('export', CLASSIC),
		faults: [{ ...FILE, action: 'truncate', times: 99 }],
		behind: 4,
	},
	...(['file', 'items'] as const).map((output) => ({
		name: `Export: in the midst of the download, as ${output}`,
		operation: nodeRun('export', { ...CLASSIC, options: { output } }),
		faults: [{ ...FILE, action: 'stall-body' as const }],
		behind: 4,
	})),
];

it.each(PAUSES.map((pause) => [pause.name, pause] as const))(
	'%s',
	async (name, { operation, faults = [], behind, jobs = 0 }) => {
		check(name, 'in the pause', await cancelAfter(operation, faults, behind), jobs);
	},
	PATIENCE_MS,
);
