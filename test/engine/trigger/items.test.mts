/** @jest-environment ./test/engine/trigger/environment.cjs */
/** Items that explain themselves, and how much is asked of Orchestrator for them. */
import type { IDataObject } from 'n8n-workflow';

import { type Sandbox, SEED } from '../../../sandbox/src/index.mts';
import { apiRequests, FINANCE } from '../sandbox.mts';
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

const START = '2026-01-15T12:00:01.25Z';
const END = '2026-01-15T12:01:31.7512345Z';

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

describe('a simplified item', () => {
	it('holds the job, its exception, its duration and a link', async () => {
		const info = 'System.TimeoutException: Took too long\r\n   at Acme.Flow.Run()';
		const json = await emitOne({ StartTime: START, EndTime: END, Info: info });
		const { Key } = sandbox.control.getJob(Number(json.Id)) ?? {};
		expect(json).toEqual({
			Id: json.Id,
			Key,
			State: 'Faulted',
			ReleaseName: 'InvoiceProcessing',
			HostMachineName: null,
			SourceType: 'Manual',
			CreationTime: '2026-01-15T12:00:01Z',
			StartTime: START,
			EndTime: END,
			Info: info,
			OrganizationUnitId: FINANCE,
			ExceptionType: 'System.TimeoutException',
			ExceptionMessage: 'Took too long',
			DurationSeconds: 90.501,
			JobUrl: `${sandbox.orchestratorUrl}/jobs(sidepanel:sidepanel/jobs/${Key}/details)?fid=${FINANCE}`,
		});
	});

	it('of a suspended job has neither exception nor duration', async () => {
		const job: NewJob = { State: 'Suspended', EndTime: null, ResumeVersion: 3 };
		const json = await emitOne(job, {}, { event: 'jobSuspended' });
		expect(json).not.toHaveProperty('ExceptionMessage');
		expect(json).not.toHaveProperty('DurationSeconds');
		expect(json.State).toBe('Suspended');
	});

	it('has no exception when the job did not fault', async () => {
		const more = { event: 'jobCompleted' };
		const json = await emitOne({ State: 'Successful', Info: 'Job completed' }, {}, more);
		expect(json).not.toHaveProperty('ExceptionType');
		expect(json).not.toHaveProperty('ExceptionMessage');
	});
});

describe('without simplifying', () => {
	it('holds every column of the job besides', async () => {
		const json = await emitOne({ Reference: 'order-1' }, { simplify: false });
		expect(json).toMatchObject({
			Reference: 'order-1',
			ProcessType: 'Process',
			ResumeVersion: null,
		});
		expect(Object.keys(json).length).toBeGreaterThan(30);
		expect(Object.keys(json).filter((name) => name.startsWith('@odata'))).toEqual([]);
	});
});

describe('info texts', () => {
	const rows: Array<[string, string | null, string | undefined, string | undefined]> = [
		[
			'an activity that failed, with a stack trace',
			'Read Range: The sheet does not exist.\r\n\r\nSystem.ArgumentException: The sheet does not exist\r\n   at Acme.Excel.Workbook.OpenSheet(String name)',
			'System.ArgumentException',
			'The sheet does not exist',
		],
		[
			'a robot that could not log on',
			'Logon failure: unknown user name or bad password',
			undefined,
			'Logon failure: unknown user name or bad password',
		],
		[
			'a remote exception of the executor',
			'RemoteException wrapping System.Activities.Statements.BusinessRuleException: Invoice 17 has no total \r\n   at Main.Execute()',
			'System.Activities.Statements.BusinessRuleException',
			'Invoice 17 has no total',
		],
		[
			'an exception without a message',
			'System.NullReferenceException\n   at Main.xaml',
			'System.NullReferenceException',
			'System.NullReferenceException',
		],
		[
			'an exception of UiPath with a selector',
			"UiPath.UIAutomationNext.Exceptions.NodeNotFoundException: Could not find the user-interface (UI) element for this action.\n\nTarget: 'OK'",
			'UiPath.UIAutomationNext.Exceptions.NodeNotFoundException',
			'Could not find the user-interface (UI) element for this action.',
		],
		[
			'inner exceptions: the outer one is told',
			'System.AggregateException: One or more errors occurred. (No such host) ---> System.Net.Http.HttpRequestException: No such host',
			'System.AggregateException',
			'One or more errors occurred. (No such host) ---> System.Net.Http.HttpRequestException: No such host',
		],
		['a text of many lines', '  \n first line \nsecond', undefined, 'first line'],
		['no text', '', undefined, undefined],
		['nothing', null, undefined, undefined],
	];

	it.each(rows)('%s', async (_name, Info, type, message) => {
		const json = await emitOne({ Info });
		expect([json.ExceptionType, json.ExceptionMessage]).toEqual([type, message]);
	});
});

describe('duration', () => {
	it('is missing for a job that never started', async () => {
		expect(await emitOne({ StartTime: null })).not.toHaveProperty('DurationSeconds');
	});

	it('is 0 for a job that faulted at its start', async () => {
		const json = await emitOne({ StartTime: END, EndTime: END });
		expect(json.DurationSeconds).toBe(0);
	});
});

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
