/** Stopping until it is true: ended jobs are reported, deaf ones killed, each job accounted for. */
import { SEED } from '../../sandbox/src/index.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { forgetRequests, locate, openSandbox } from './sandbox.mts';
import { addJob, listRequests, run } from './wait/jobs.mts';

const { jobs } = SEED;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const stops = () =>
	listRequests(sandbox)
		.filter(({ path }) => path.endsWith('StopJobs'))
		.map(({ body }) => body);
const wait = { waitUntilStopped: true };
/** A running job of a process that never looks at the stop flag. */
const addDeaf = (id: number) => addJob(sandbox, id, { State: 'Running', script: { kind: 'hang' } });

describe('a job that has already ended', () => {
	it.each([{}, wait])('is reported, not an error: %j', async (options) => {
		const { status, outputs } = await run(sandbox, 'stop', {
			jobs: `${jobs.successful}, ${jobs.faultedWithStackTrace}`,
			options,
		});
		expect(status).toBe('success');
		expect(outputs[0]?.map(({ json }) => json)).toMatchObject([
			{ Id: jobs.successful, State: 'Successful', alreadyEnded: true, success: true },
			{ Id: jobs.faultedWithStackTrace, State: 'Faulted', alreadyEnded: true, success: true },
		]);
		expect(outputs[0]?.[0]?.json).not.toHaveProperty('Strategy');
	});

	it('does not keep the others from being stopped', async () => {
		const running = addJob(sandbox, 29_001, { State: 'Running' });
		const { outputs } = await run(sandbox, 'stop', {
			jobs: `${jobs.successful}, ${running}`,
			options: wait,
		});
		expect(outputs[0]).toMatchObject([
			{ json: { Id: jobs.successful, alreadyEnded: true }, pairedItem: { item: 0 } },
			{ json: { Id: 29_001, State: 'Stopped', Strategy: 'SoftStop' }, pairedItem: { item: 0 } },
		]);
		expect(outputs[0]?.[1]?.json).not.toHaveProperty('alreadyEnded');
		expect(stops().at(-1)).toEqual({ jobIds: [29_001], strategy: 'SoftStop' });
	});

	it('is told by its key too', async () => {
		const key = sandbox.control.getJob(jobs.successful)?.Key ?? '';
		const { outputs } = await run(sandbox, 'stop', { jobs: key });
		expect(outputs[0]).toMatchObject([
			{ json: { Id: jobs.successful, Key: key, alreadyEnded: true } },
		]);
	});
});

it('an unknown ID is named, and nothing is stopped', async () => {
	const running = addJob(sandbox, 29_001, { State: 'Running' });
	const { error } = await run(sandbox, 'stop', { jobs: `${running}, 99999999` });
	expect(error?.message).toMatch(/^Stop job 99999999: /);
	expect(sandbox.control.getJob(29_001)?.State).toBe('Running');
});

it('a soft stop that is ignored is followed by a kill after so many seconds', async () => {
	const deaf = addDeaf(29_001);
	const hears = addJob(sandbox, 29_002, { State: 'Running' });
	const { outputs, durationMs } = await run(sandbox, 'stop', {
		jobs: `${deaf}, ${hears}`,
		options: { ...wait, killAfter: 2 },
	});
	expect(stops()).toEqual([
		{ jobIds: [29_001, 29_002], strategy: 'SoftStop' },
		{ jobIds: [29_001], strategy: 'Kill' },
	]);
	expect(outputs[0]).toMatchObject([
		{ json: { Id: 29_001, State: 'Stopped', Strategy: 'Kill', success: true } },
		{ json: { Id: 29_002, State: 'Stopped', Strategy: 'SoftStop', success: true } },
	]);
	const [first, second] = listRequests(sandbox).filter(({ path }) => path.endsWith('StopJobs'));
	expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1950);
	expect(durationMs).toBeLessThan(6000);
}, 10_000);

it('a soft stop that comes too late: the job ended well, and the item says so', async () => {
	const script = { kind: 'ignoreSoftStop', runMs: 300 };
	const job = addJob(sandbox, 29_001, { State: 'Running', script });
	const { outputs } = await run(sandbox, 'stop', { jobs: job, options: wait });
	expect(outputs[0]).toMatchObject([{ json: { State: 'Successful', Strategy: 'SoftStop' } }]);
});

it('a job that ends just before the kill is no error', async () => {
	const deaf = addDeaf(29_001);
	const other = addDeaf(29_002);
	const running = run(sandbox, 'stop', {
		jobs: `${deaf}, ${other}`,
		options: { ...wait, killAfter: 1 },
	});
	// One of them ends while the kill is under way, which is then refused as a whole.
	setTimeout(() => sandbox.control.injectFault({ route: 'StopJobs$', delayMs: 800 }), 600);
	setTimeout(
		() => Object.assign(sandbox.control.getJob(29_002) ?? {}, { State: 'Successful' }),
		1500,
	);
	const { status, error, outputs } = await running;
	expect([status, error?.message]).toEqual(['success', undefined]);
	expect(outputs[0]).toMatchObject([
		{ json: { Id: 29_001, State: 'Stopped', Strategy: 'Kill' } },
		{ json: { Id: 29_002, State: 'Successful' } },
	]);
	expect(stops().slice(1)).toEqual([
		{ jobIds: [29_001, 29_002], strategy: 'Kill' },
		{ jobIds: [29_001], strategy: 'Kill' },
	]);
}, 10_000);

it('jobs of several items are stopped first and then watched together', async () => {
	const items = [1, 2, 3].map((n) => ({
		json: { id: addJob(sandbox, 29_000 + n, { State: 'Running' }) },
	}));
	const parameters = { jobs: '={{ $json.id }}', options: wait };
	const { outputs } = await run(sandbox, 'stop', parameters, { items });
	expect(outputs[0]).toMatchObject(
		[1, 2, 3].map((n, item) => ({
			json: { Id: 29_000 + n, State: 'Stopped' },
			pairedItem: { item },
		})),
	);
	const methods = listRequests(sandbox).map(({ method }) => method);
	expect(methods.lastIndexOf('POST')).toBe(0);
});

it('a kill that is refused fails its own item only', async () => {
	const items = [1, 2].map((n) => ({ json: { id: addDeaf(29_000 + n) } }));
	const parameters = { jobs: '={{ $json.id }}', options: { ...wait, killAfter: 2 } };
	const more = { items, onError: 'continueRegularOutput' as const };
	const running = run(sandbox, 'stop', parameters, more);
	setTimeout(() => sandbox.control.injectFault({ route: 'StopJobs$', status: 403 }), 1300);
	const outcomes = (await running).outputs[0]?.map(({ json }) => json.State ?? 'failed');
	expect(outcomes?.sort()).toEqual(['Stopped', 'failed']);
}, 10_000);

it('jobs that outlive the timeout are named, and no kill is sent unasked', async () => {
	const deaf = addDeaf(29_001);
	const hears = addJob(sandbox, 29_002, { State: 'Running' });
	const { error } = await run(sandbox, 'stop', {
		jobs: `${deaf}, ${hears}`,
		options: { ...wait, timeout: 2 },
	});
	expect(error?.message).toBe('Still not ended after 2 seconds: 29001');
	expect(error?.description).toMatch(/Kill After/);
	expect(stops()).toHaveLength(1);
});

it.each([
	[{ killAfter: 5 }, /'Kill After' has no effect without 'Wait Until Stopped'/],
	[{ timeout: 5 }, /'Timeout' has no effect without 'Wait Until Stopped'/],
	[{ ...wait, killAfter: 0 }, /'Kill After' is not a whole number/],
])('%j is refused before any request', async (options, message) => {
	const { error } = await run(sandbox, 'stop', { jobs: String(jobs.running), options });
	expect(error?.message).toMatch(message);
	expect(sandbox.requests).toEqual([]);
});

it('a refusal for another reason is passed on', async () => {
	sandbox.control.injectFault({ route: 'StopJobs$', status: 409, body: { message: 'Frozen' } });
	const { error } = await run(sandbox, 'stop', { jobs: String(jobs.running) });
	expect(error?.message).toContain('Frozen');
	expect(error?.httpCode).toBe('409');
});

it('a folder from the list serves as well', async () => {
	const folder = locate('list', '4711');
	const { status } = await run(sandbox, 'stop', { folder, jobs: String(jobs.running) });
	expect(status).toBe('success');
});
