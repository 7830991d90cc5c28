/** @jest-environment ./test/engine/trigger/environment.cjs */
/** The trigger's events on Orchestrators of several API versions. */
import type { Sandbox, SandboxOptions } from '../../../sandbox/src/index.mts';
import { apiRequests, forgetRequests } from '../sandbox.mts';
import {
	catchError,
	clearTenant,
	createHost,
	faultJob,
	openTenant,
	triggerSetup,
} from '../trigger/polling.mts';

const SERVERS: SandboxOptions[] = [
	{ apiVersion: 11 },
	{ apiVersion: 15 },
	{ apiVersion: 17, queryErrors: 'named' },
	{ apiVersion: 20 },
];

const STATES = {
	jobFaulted: 'Faulted',
	jobCompleted: 'Successful',
	jobStopped: 'Stopped',
	jobFinished: 'Successful',
} as const;

describe.each(SERVERS)('on %j', (options) => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await openTenant(options);
	});
	beforeEach(() => clearTenant(sandbox));

	async function emit(event: string, act: () => unknown, more: object = {}) {
		const host = createHost('legacy', triggerSetup(sandbox, { event, options: { ...more } }));
		await host.activate();
		sandbox.control.advanceClock(1_000);
		act();
		forgetRequests(sandbox);
		return (await host.tick()).map(({ json }) => json);
	}

	it.each(Object.entries(STATES))('%s hands over its job', async (event, State) => {
		const act = () => faultJob(sandbox, { State });
		expect(await emit(event, act)).toMatchObject([{ State }]);
		expect(await emit(event, act)).toMatchObject([{ State }]);
		expect(apiRequests(sandbox).map(({ status }) => status)).toEqual([200]);
	});

	it.each([{ simplify: true }, { simplify: false }])(
		'logs and arguments come with it: %j',
		async (more) => {
			const act = () => {
				const id = faultJob(sandbox, { InputArguments: '{"a":1}' });
				sandbox.control.addLog(id, 'Error', 'no', '2026-01-15T12:00:00Z');
			};
			const wanted = { includeErrorLogs: 3, includeArguments: true, ...more };
			const [json] = await emit('jobFaulted', act, wanted);
			expect(json).toMatchObject({ InputArguments: { a: 1 }, ErrorLogs: [{ Message: 'no' }] });
			expect(json).not.toHaveProperty('ErrorLogsNote');
			expect(json).not.toHaveProperty('ArgumentsNote');
		},
	);

	it('jobSuspended works, or says which Orchestrator has what it needs', async () => {
		const host = createHost('legacy', triggerSetup(sandbox, { event: 'jobSuspended' }));
		if ((options.apiVersion ?? 20) >= 17) {
			await host.activate();
			return;
		}
		const { description } = await catchError(async () => await host.activate());
		expect(description).toMatch(
			/'LastModificationTime' needs Orchestrator 2023\.10 \(API version 17\) or later/,
		);
	});
});
