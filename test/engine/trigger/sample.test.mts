/** @jest-environment ./test/engine/trigger/environment.cjs */
/** The test step of the editor: a real job in the shape of live items, and no trace left. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import {
	catchError,
	clearTenant,
	createHost,
	faultJob,
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

const test = async (parameters = {}, staticData = {}) =>
	await getEngine().harness.poll(triggerSetup(sandbox, parameters), { mode: 'manual', staticData });

describe('a test step', () => {
	it('shows the newest job that matches, by one request for one job', async () => {
		faultJob(sandbox, { EndTime: '2026-01-15T11:00:00Z', Reference: 'a' });
		const newest = faultJob(sandbox, { EndTime: '2026-01-15T11:00:00.0000001Z', Reference: 'a' });
		faultJob(sandbox, { EndTime: '2026-01-15T11:30:00Z', Reference: 'b' });
		faultJob(sandbox, { State: 'Successful', EndTime: '2026-01-15T11:40:00Z', Reference: 'a' });
		let ids: unknown[] = [];
		const requests = await record(sandbox, async () => {
			const { output } = await test({ filters: { reference: 'a' } });
			ids = (output?.[0] ?? []).map(({ json }) => json.Id);
		});
		expect(ids).toEqual([newest]);
		expect(requests.map(({ query }) => query.$top)).toEqual(['1']);
	});

	const shapes = [
		{},
		{ simplify: false },
		{ includeErrorLogs: 2, includeArguments: true },
		{ simplify: false, includeErrorLogs: 2 },
	];

	it.each(shapes)('has the very shape of live items: %j', async (options) => {
		const host = createHost('legacy', triggerSetup(sandbox, { options }));
		await host.activate();
		pass(sandbox, 1);
		const id = faultJob(sandbox, { Info: 'Acme.BadException: no' });
		sandbox.control.addLog(id, 'Error', 'no');
		const [live] = await host.tick();
		const { output } = await test({ options });
		expect(output).toEqual([[live]]);
	});

	it('leaves the state untouched, with and without one', async () => {
		faultJob(sandbox);
		const host = createHost('legacy', triggerSetup(sandbox));
		await host.activate();
		for (const state of [{}, host.saved]) {
			const { staticData } = await test({}, state);
			expect(staticData).toEqual(state);
		}
	});

	it('does not start a workflow on a job that the published one still has to emit', async () => {
		const host = createHost('legacy', triggerSetup(sandbox));
		await host.activate();
		pass(sandbox, 1);
		const id = faultJob(sandbox);
		await test({}, host.saved);
		expect((await host.tick()).map(({ json }) => json.Id)).toEqual([id]);
	});

	it.each([
		['jobFaulted', 'faulted'],
		['jobCompleted', 'completed'],
		['jobSuspended', 'suspended'],
	])('says what to do when there is no job: %s', async (event, noun) => {
		const error = await catchError(() => test({ event }));
		expect(error.message).toBe(`There is no ${noun} job to show`);
		expect(error.description).toMatch(/Widen them for the test.*A published workflow waits/s);
		expect(error.name).toBe('NodeOperationError');
	});

	it('says what Orchestrator refuses', async () => {
		sandbox.control.injectFault({ route: 'GET', status: 403, body: { message: 'Not you' } });
		const error = await catchError(() => test());
		expect(error.message).toMatch(/Not you/);
	});
});
