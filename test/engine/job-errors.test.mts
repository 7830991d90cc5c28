/** Faults whose reason stands in the job's JobError, as agents and API workflows give it. */
import { SEED } from '../../sandbox/src/index.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { jobNode, locate, openSandbox } from './sandbox.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	sandbox.control.reset();
	sandbox.control.setLimits({ pendingMs: 0, runMs: 0 });
});

const run = async (operation: string, parameters: Parameters<typeof jobNode>[2]) =>
	await getEngine().harness.run(jobNode(sandbox, operation, parameters));

const FAULTED = SEED.jobs.agentFaulted;

it('Get and Get Many show it in their simplified items', async () => {
	const one = await run('get', { job: locate('id', FAULTED) });
	const many = await run('getAll', { filters: { custom: `Id eq ${FAULTED}` } });
	for (const { outputs } of [one, many]) {
		const [item] = outputs[0] ?? [];
		expect(item?.json.JobError).toMatchObject({ title: expect.any(String) });
		expect(item?.json.Info).toBeNull();
	}
});

it('Wait and Start + Wait give it as the reason', async () => {
	const [item] = (await run('get', { job: locate('id', FAULTED) })).outputs[0] ?? [];
	const title = String(Reflect.get(Object(item?.json.JobError), 'title'));
	expect(title.length).toBeGreaterThan(5);
	const waited = await run('wait', { jobs: String(FAULTED) });
	const started = await run('start', {
		process: locate('key', SEED.releases.faultyAgent.key),
		waitForCompletion: true,
	});
	for (const { error } of [waited, started]) {
		expect(error?.message).toContain('faulted');
		expect(error?.message).not.toContain('gives no reason');
	}
	expect(waited.error?.message).toContain(title);
});
