/** @jest-environment ./test/engine/trigger/environment.cjs */
/** What items carry on request, by reads of their own, and what becomes of a read that fails. */
import type { IDataObject } from 'n8n-workflow';

import { type Sandbox, SEED } from '../../../sandbox/src/index.mts';
import { apiRequests } from '../sandbox.mts';
import {
	clearTenant,
	createHost,
	faultJob,
	faultJobs,
	openTenant,
	record,
	triggerSetup,
} from './polling.mts';

type NewJob = Parameters<typeof faultJob>[1];

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openTenant();
});
beforeEach(() => clearTenant(sandbox));

/** Items of the jobs that `act` makes fault. */
async function emit(act: () => unknown, options: object = {}, more: object = {}) {
	const host = createHost('legacy', triggerSetup(sandbox, { options: { ...options }, ...more }));
	await host.activate();
	sandbox.control.advanceClock(1_000);
	act();
	return (await host.tick()).map(({ json }) => json);
}

async function emitOne(job: NewJob, options: object = {}, more: object = {}): Promise<IDataObject> {
	const [json] = await emit(() => faultJob(sandbox, job), options, more);
	if (!json) throw new Error('nothing was emitted');
	return json;
}

describe('error logs', () => {
	const addLogs = (id: number, lines: Array<[level: string, second: number]>) =>
		lines.forEach(([level, second]) =>
			sandbox.control.addLog(
				id,
				level,
				`${level} ${second}`,
				`2026-01-15T12:00:${String(second).padStart(2, '0')}Z`,
			),
		);

	it('are the last ones of level Error and Fatal, oldest first', async () => {
		const act = () => {
			const lines = [3, 9, 5, 7].map((second): [string, number] => ['Error', second]);
			addLogs(faultJob(sandbox), [...lines, ['Fatal', 8], ['Warn', 10], ['Info', 11]]);
			addLogs(faultJob(sandbox, { OrganizationUnitId: SEED.folders.invoices }), [['Error', 1]]);
		};
		const [json] = await emit(act, { includeErrorLogs: 3 });
		expect(json?.ErrorLogs).toMatchObject([
			{ Level: 'Error', Message: 'Error 7', TimeStamp: '2026-01-15T12:00:07Z' },
			{ Level: 'Fatal', Message: 'Fatal 8' },
			{ Level: 'Error', Message: 'Error 9' },
		]);
		expect(apiRequests(sandbox).at(-1)?.query.$top).toBe('3');
	});

	it('are read in the folder of each job when all folders are watched', async () => {
		const act = () => {
			addLogs(faultJob(sandbox), [['Error', 1]]);
			addLogs(faultJob(sandbox, { OrganizationUnitId: SEED.folders.invoices }), [['Error', 2]]);
		};
		const more = { folder: { __rl: true, mode: 'list', value: '' } };
		const items = await emit(act, { includeErrorLogs: 5 }, more);
		expect(items.map(({ ErrorLogs }) => ErrorLogs)).toMatchObject([
			[{ Message: 'Error 1' }],
			[{ Message: 'Error 2' }],
		]);
	});

	it('that cannot be read become a note: the item comes all the same, and once', async () => {
		const host = createHost('legacy', triggerSetup(sandbox, { options: { includeErrorLogs: 2 } }));
		await host.activate();
		sandbox.control.advanceClock(1_000);
		faultJobs(sandbox, 3);
		sandbox.control.injectFault({ route: 'RobotLogs', status: 403, body: { message: 'Not you' } });
		const items = (await host.tick()).map(({ json }) => json);
		expect(items).toHaveLength(3);
		const noted = items.filter((json) => 'ErrorLogsNote' in json);
		expect(noted).toHaveLength(1);
		expect(noted[0]).toMatchObject({
			ErrorLogsNote: expect.stringMatching(/Get logs of job.*Not you/),
		});
		expect(noted[0]).not.toHaveProperty('ErrorLogs');
		expect(await host.tick()).toEqual([]);
	});

	it('cost one request for each job, at most five at a time', async () => {
		let most = 0;
		const host = createHost('legacy', triggerSetup(sandbox, { options: { includeErrorLogs: 1 } }));
		await host.activate();
		sandbox.control.advanceClock(1_000);
		faultJobs(sandbox, 12);
		sandbox.control.injectFault({ route: 'RobotLogs', delayMs: 60, times: 99 });
		const requests = await record(sandbox, async () => await host.tick());
		const logs = requests.filter(({ path }) => path.endsWith('/RobotLogs'));
		for (const { at } of logs) {
			most = Math.max(most, logs.filter((other) => other.at >= at && other.at < at + 50).length);
		}
		expect([logs.length, requests.length]).toEqual([12, 13]);
		expect(most).toBeGreaterThan(1);
		expect(most).toBeLessThanOrEqual(5);
	});

	it('are not asked for otherwise', async () => {
		expect(await emitOne({})).not.toHaveProperty('ErrorLogs');
		expect(apiRequests(sandbox).some(({ path }) => path.endsWith('/RobotLogs'))).toBe(false);
	});
});

describe('arguments', () => {
	const job: NewJob = {
		InputArguments: '{"orderId":"A-17"}',
		OutputArguments: '{"account":9007199254740993}',
	};

	it('come parsed, but for numbers that JavaScript would change', async () => {
		const json = await emitOne(job, { includeArguments: true });
		expect(json.InputArguments).toEqual({ orderId: 'A-17' });
		expect(json.OutputArguments).toBe('{"account":9007199254740993}');
	});

	it('do not come unasked', async () => {
		expect(await emitOne(job)).not.toHaveProperty('InputArguments');
	});

	it('that cannot be read become a note', async () => {
		sandbox.control.injectFault({ route: 'Jobs\\(', status: 500, body: { message: 'Gone' } });
		const json = await emitOne(job, { includeArguments: true });
		expect(json).toMatchObject({
			ArgumentsNote: expect.stringMatching(/Get arguments of job.*Gone/),
		});
		expect(json).not.toHaveProperty('InputArguments');
	});
});

it('never has a top-level field named error, which n8n takes for a failed item', async () => {
	sandbox.control.injectFault({ route: 'RobotLogs|Jobs\\(', status: 500, body: {}, times: 9 });
	const options = { includeErrorLogs: 1, includeArguments: true };
	for (const simplify of [true, false]) {
		const json = await emitOne({}, { ...options, simplify });
		expect(Object.keys(json).filter((name) => name.toLowerCase() === 'error')).toEqual([]);
	}
});
