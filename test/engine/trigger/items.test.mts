/** @jest-environment ./test/engine/trigger/environment.cjs */
/** Items that explain themselves, and how much is asked of Orchestrator for them. */
import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox/src/index.mts';
import { FINANCE } from '../sandbox.mts';
import { clearTenant, createHost, faultJob, openTenant, triggerSetup } from './polling.mts';

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
			JobError: null,
			OrganizationUnitId: FINANCE,
			ExceptionType: 'System.TimeoutException',
			ExceptionMessage: 'Took too long',
			DurationSeconds: 90.501,
			JobUrl: `${sandbox.orchestratorUrl}/jobs(sidepanel:sidepanel/jobs/${Key}/details)?fid=${FINANCE}`,
		});
	});

	it('of a suspended job says when and which time, but no exception and no duration', async () => {
		const job: NewJob = { State: 'Suspended', EndTime: null, ResumeVersion: 3 };
		const json = await emitOne(job, {}, { event: 'jobSuspended' });
		expect(json).not.toHaveProperty('ExceptionMessage');
		expect(json).not.toHaveProperty('DurationSeconds');
		expect(json).toMatchObject({
			State: 'Suspended',
			LastModificationTime: '2026-01-15T12:00:01Z',
			ResumeVersion: 3,
		});
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
			'One or more errors occurred. (No such host)',
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
