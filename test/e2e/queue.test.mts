import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { readString } from '../../scripts/host/json.mts';
import { downloadBinary, waitForExecution } from '../../scripts/host/n8n-executions.mts';
import type { Worker } from '../../scripts/host/queue-host.mts';
import { Teardown } from '../../scripts/host/teardown.mts';
import { buildTriggerWorkflow } from '../../scripts/trigger/contenders.mts';
import { readDeliveries } from '../../scripts/trigger/deliveries.mts';
import { FaultLedger } from '../../scripts/trigger/faults.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import {
	call,
	findWorkers,
	listExecutions,
	openQueueStand,
	publish,
	type QueueStand,
	waitUntil,
} from './queue-stand.mts';
import { buildExport, buildStart, NAMES } from './queue-workflows.mts';

const EXPORTS = 6;
const ORDERS = 50;
const KILL_AFTER = 20;
/** Starts that may be on their way at the kill: the node sends so many at a time. */
const AT_A_TIME = 10;
/** Slow enough that a busy machine gets to the kill in the middle. */
const START_MS = 1000;
/** n8n's own: a lock of 60 s, looked after every 30 s. */
const NOTICED_WITHIN_MS = 240_000;
const TIMEOUT_MS = 600_000;

let stand: QueueStand;
let faults: FaultLedger;
let triggerId = '';
let exportId = '';
let killed: Worker | undefined;

/** How many jobs the sandbox has started for each order, by order. */
function countStarts(): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { InputArguments: text } of stand.sandbox.control.jobs()) {
		const order = /"orderId":"(PO-\d+)"/.exec(text ?? '')?.[1];
		if (order) counts.set(order, (counts.get(order) ?? 0) + 1);
	}
	return counts;
}

/** Lets every worker export, each into an execution that then waits; returns their workflow's id. */
async function exportOnAllWorkers(): Promise<string> {
	stand.sandbox.control.setLimits({ exportMs: 200, exportFormat: 'csv', exportsPerDay: 100 });
	const id = await publish(stand, buildExport('export', stand.credential));
	for (let count = 0; count < EXPORTS; count++) await call(stand, 'export');
	await waitUntil('all exports are made', async () => {
		const executions = await listExecutions(stand, id);
		return executions.filter(({ status }) => status === 'waiting').length === EXPORTS;
	});
	return id;
}

describe('queue mode: one main, two workers', { timeout: TIMEOUT_MS }, () => {
	const teardown = new Teardown();
	before(
		async () => {
			stand = await openQueueStand(teardown);
			faults = new FaultLedger(stand.sandbox);
			const trigger = buildTriggerWorkflow(stand.credential, SEED.folders.finance);
			triggerId = await publish(stand, trigger);
			exportId = await exportOnAllWorkers();
		},
		{ timeout: TIMEOUT_MS },
	);
	after(async () => {
		await teardown.run();
	});

	const long = { timeout: TIMEOUT_MS };
	it(
		'starts nothing twice when a worker is killed in a start-and-wait of 50 jobs',
		long,
		async (test) => {
			const { control } = stand.sandbox;
			control.injectFault({ route: /^POST .*StartJobs$/, delayMs: START_MS, times: ORDERS });
			const id = await publish(stand, buildStart('start', stand.credential));
			await call(stand, 'start', { orders: Array.from({ length: ORDERS }, (_, index) => index) });
			let worker: Worker | undefined;
			await waitUntil('a worker has it', async () => {
				const [execution] = await listExecutions(stand, id);
				if (execution) [worker] = await findWorkers(stand, execution.id);
				return worker !== undefined;
			});
			await waitUntil('some jobs are started', () => countStarts().size >= KILL_AFTER);
			assert.ok(worker);
			await worker.kill();
			killed = worker;
			const killedAt = Date.now();
			const atKill = countStarts().size;
			assert.ok(atKill < ORDERS, 'all jobs were started before the kill');
			faults.add('after the kill', 60);

			const [killedExecution] = await listExecutions(stand, id);
			const execution = await waitForExecution(
				stand.session,
				killedExecution?.id ?? '',
				NOTICED_WITHIN_MS,
			);
			const { status, error } = execution;
			const seconds = Math.round((Date.now() - killedAt) / 1000);
			const starts = countStarts();
			test.diagnostic(
				`worker killed after ${atKill} of ${ORDERS} starts; n8n called the execution "${status}" ` +
					`${seconds} s later ("${String(error?.message)}"); started at the end: ${starts.size}, ` +
					`twice: ${[...starts.values()].filter((count) => count > 1).length}`,
			);
			assert.ok(['error', 'crashed'].includes(status), status);
			assert.ok(!execution.hasRun(NAMES.start), 'n8n kept output of the node');
			assert.ok(
				starts.size <= atKill + AT_A_TIME,
				`${starts.size - atKill} jobs started after the kill`,
			);
			assert.ok([...starts.values()].every((count) => count === 1));
			const executions = await listExecutions(stand, id);
			assert.equal(executions.length, 1, 'n8n ran it again');
		},
	);

	it(
		'reads an export on another worker than the one that made it, and in main',
		long,
		async (test) => {
			assert.ok(killed);
			let moved = 0;
			for (const { id } of await listExecutions(stand, exportId)) {
				const execution = await waitForExecution(stand.session, id, TIMEOUT_MS);
				assert.equal(execution.status, 'success', String(execution.error?.message));
				const [item] = execution.itemsOf(NAMES.export);
				assert.ok(item);
				assert.match(readString(item.binary, 'data.id'), /^database:/);
				const file = await downloadBinary(stand.session, item);
				const rows = parse(file, { columns: true, bom: true });
				assert.ok(rows.length > 10);
				assert.equal(execution.itemsOf(NAMES.read).length, rows.length);
				if ((await findWorkers(stand, id)).includes(killed)) moved++;
			}
			test.diagnostic(
				`${EXPORTS} exports; ${moved} were made on the worker that is gone, and read on the other and in main`,
			);
			assert.ok(moved > 0, 'the worker that is gone had made no export: nothing is proved');
		},
	);

	it('goes on with the worker that is left', async () => {
		stand.sandbox.control.clearFaults();
		const id = await publish(stand, buildStart('again', stand.credential));
		await call(stand, 'again', { orders: [1001, 1002, 1003] });
		await waitUntil('it has begun', async () => (await listExecutions(stand, id)).length === 1);
		const [begun] = await listExecutions(stand, id);
		const execution = await waitForExecution(stand.session, begun?.id ?? '');
		assert.equal(execution.status, 'success', String(execution.error?.message));
		const states = execution.itemsOf(NAMES.start).map(({ json }) => json.State);
		assert.deepEqual(states, ['Successful', 'Successful', 'Successful']);
	});

	it(
		'emits every fault once while the trigger polls in main and workers run it',
		long,
		async (test) => {
			faults.add('after the other tests', 60);
			const made = [...faults.steps().values()].flat();
			const read = async () => await readDeliveries(stand.session, triggerId);
			await waitUntil(
				'all faults arrive',
				async () => (await read()).timesById.size >= made.length,
				150_000,
			);
			// What came twice may come as late as the poll after.
			await new Promise((resolve) => setTimeout(resolve, 65_000));
			const { timesById, failed, executions } = await read();
			test.diagnostic(`${made.length} faults, ${executions} executions, ${failed} failed`);
			assert.deepEqual(
				made.filter((jobId) => timesById.get(jobId) !== 1),
				[],
				'lost or doubled',
			);
			assert.equal(timesById.size, made.length);
			assert.equal(failed, 0);
		},
	);
});
