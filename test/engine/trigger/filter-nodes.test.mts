/** @jest-environment ./test/engine/trigger/environment.cjs */
/** A trigger's filters beside Orchestrator's limit of 100 nodes, with what its polls add. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox/src/index.mts';
import {
	catchError,
	clearTenant,
	createHost,
	faultJob,
	faultJobs,
	idsOf,
	openTenant,
	pass,
	record,
	triggerSetup,
} from './polling.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openTenant();
});
beforeEach(() => clearTenant(sandbox));

const FILTERS: INodeParameters = {
	sourceTypes: ['Manual', 'Schedule', 'Queue', 'Apps', 'Agent', 'RobotAPI'],
	process: 'InvoiceProcessing',
	hostMachineName: 'PC 1',
	reference: 'batch',
	errorContains: 'broke',
};
const JOB = {
	SourceType: 'Queue',
	HostMachineName: 'PC 1',
	Reference: 'batch',
	ReleaseName: 'InvoiceProcessing',
} as const;

it('finished jobs of six sources and four other filters', async () => {
	const host = createHost(
		'legacy',
		triggerSetup(sandbox, { event: 'jobFinished', filters: FILTERS }),
	);
	await host.activate();
	pass(sandbox, 1);
	const id = faultJob(sandbox, JOB);
	faultJob(sandbox, { ...JOB, SourceType: 'TestManager' });
	expect(idsOf(await host.tick())).toEqual([id]);
	pass(sandbox, 1);
	expect(idsOf(await host.tick())).toEqual([]);
});

it('more than a page of them, where the place of the last is added', async () => {
	const host = createHost(
		'legacy',
		triggerSetup(sandbox, { event: 'jobFinished', filters: FILTERS }),
	);
	await host.activate();
	pass(sandbox, 1);
	const ids = faultJobs(sandbox, 1_200, JOB);
	expect(idsOf(await host.tick())).toEqual(ids);
});

it('what leaves no room for a poll is refused before any request', async () => {
	const custom = Array.from({ length: 17 }, (_, index) => `Id ne ${index + 1}`).join(' and ');
	const host = createHost(
		'legacy',
		triggerSetup(sandbox, { event: 'jobFinished', filters: { custom } }),
	);
	const requests = await record(sandbox, async () => {
		const error = await catchError(() => host.activate());
		expect(error.message).toMatch(
			/'Custom Filter \(OData\)' is too complex: together with Trigger On it takes 1\d\d nodes/,
		);
	});
	expect(requests).toEqual([]);
});
