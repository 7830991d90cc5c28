/** How waiting ends: each outcome told apart in message and data. */
import { SEED } from '../../../sandbox/src/index.mts';
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { forgetRequests, locate, openSandbox } from '../sandbox.mts';
import { addJob, listRequests, PROCESSES, run, startAndWait } from './jobs.mts';

const { jobs, folders } = SEED;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox({ pendingMs: 0, runMs: 0 });
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
	sandbox.control.setLimits({ pendingMs: 0, runMs: 0 });
});

const stateOf = (id: number) => sandbox.control.getJob(id)?.State;
const newest = () => sandbox.control.jobs().at(-1);

describe('a job that succeeds', () => {
	it('comes with its output arguments, parsed', async () => {
		const { status, outputs } = await startAndWait(sandbox, PROCESSES.succeeds);
		expect(status).toBe('success');
		expect(outputs[0]).toMatchObject([
			{
				json: {
					Id: newest()?.Id,
					State: 'Successful',
					OutputArguments: { invoicesProcessed: 3, status: 'done', total: 129.5 },
					EndTime: expect.any(String),
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('comes with output that was too long, fetched from its file without the token', async () => {
		const { outputs } = await startAndWait(sandbox, PROCESSES.hasLargeOutput);
		const output = outputs[0]?.[0]?.json.OutputArguments;
		expect(output).toMatchObject({ rows: expect.any(Array) });
		expect(Object(output).rows).toHaveLength(400);
		expect(Object(output).rows[399]).toEqual({ index: 399, text: 'row 399 – größer' });
		const [download] = sandbox.requests.filter(({ target }) => target === 'blob');
		expect(download?.headers).not.toHaveProperty('authorization');
	});

	it('keeps output as text where JavaScript would change a number', async () => {
		const { outputs } = await run(sandbox, 'wait', { jobs: String(jobs.bigNumber) });
		expect(outputs[0]?.[0]?.json.OutputArguments).toBe(
			'{"accountNumber":9007199254740993,"total":12.50}',
		);
	});
});

describe('a job that faults', () => {
	it('fails the item with the reason of the robot, the job as data, and a link', async () => {
		const { status, error } = await startAndWait(sandbox, PROCESSES.faults);
		const job = newest();
		expect(status).toBe('error');
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.message).toBe(
			`Job ${job?.Id} of process 'ReportBuilder' faulted: The sheet does not exist`,
		);
		expect(error?.description).toContain('System.ArgumentException');
		expect(error?.description).toContain(`/jobs/${job?.Key}/details`);
		expect(error?.context).toMatchObject({
			itemIndex: 0,
			data: { Id: job?.Id, Key: job?.Key, State: 'Faulted', Info: job?.Info },
		});
	});

	it('at its start too', async () => {
		const process = locate('key', SEED.releases.badLogon.key);
		const { error } = await startAndWait(sandbox, process);
		expect(error?.message).toContain('faulted: Logon failure: unknown user name or bad password');
	});

	it('is output where On Fault says so', async () => {
		const options = { onFault: 'output' };
		const { status, outputs } = await startAndWait(sandbox, PROCESSES.faults, { options });
		expect(status).toBe('success');
		expect(outputs[0]).toMatchObject([
			{ json: { State: 'Faulted', Info: expect.stringContaining('ArgumentException') } },
		]);
	});

	it('goes to the error output with its data', async () => {
		const more = { onError: 'continueErrorOutput' as const };
		const { status, outputs } = await startAndWait(sandbox, PROCESSES.faults, {}, more);
		expect(status).toBe('success');
		expect(outputs[1]).toMatchObject([
			{
				json: {
					error: expect.stringContaining('faulted: The sheet does not exist'),
					details: { Id: newest()?.Id, State: 'Faulted' },
				},
			},
		]);
	});
});

describe('a job that is stopped', () => {
	const wait = async (onFault: string) =>
		await run(sandbox, 'wait', { jobs: String(jobs.stopped), options: { onFault } });

	it('fails the item, and not as a fault', async () => {
		const { error } = await wait('error');
		expect(error?.message).toBe(
			`Job ${jobs.stopped} of process 'InvoiceProcessing' was stopped before it was done`,
		);
		expect(error?.context).toMatchObject({ data: { State: 'Stopped' } });
	});

	it('is output where On Fault says so', async () => {
		const { outputs } = await wait('output');
		expect(outputs[0]).toMatchObject([{ json: { Id: jobs.stopped, State: 'Stopped' } }]);
	});

	it('while it is waited for', async () => {
		const waiting = run(sandbox, 'wait', { jobs: String(jobs.running) });
		await run(sandbox, 'stop', { jobs: String(jobs.running), strategy: 'Kill' });
		expect((await waiting).error?.message).toContain('was stopped before it was done');
	});
});

describe('a job that does not end in time', () => {
	const options = { timeout: 1 };

	it('is running', async () => {
		const { error } = await startAndWait(sandbox, PROCESSES.hangs, { options });
		expect(error?.message).toBe(
			`Job ${newest()?.Id} of process 'HangingProcess' was still running after 1 seconds`,
		);
		expect(error?.context).toMatchObject({ data: { State: 'Running', Id: newest()?.Id } });
		expect(newest()?.State).toBe('Running');
	});

	it('is suspended', async () => {
		const { error } = await startAndWait(sandbox, PROCESSES.suspends, { options });
		expect(error?.message).toMatch(/was suspended after 1 seconds: it waits for something outside/);
		expect(error?.context).toMatchObject({ data: { State: 'Suspended' } });
	});

	it('never left pending: with the reasons that Orchestrator gives', async () => {
		const { error } = await run(sandbox, 'start', {
			folder: locate('id', folders.noHost),
			process: locate('key', SEED.releases.noHost.key),
			waitForCompletion: true,
			options,
		});
		expect(error?.message).toMatch(/was still pending after 1 seconds: no robot has taken it/);
		expect(error?.description).toMatch(/Orchestrator says: .*host/i);
		expect(error?.context).toMatchObject({ data: { State: 'Pending' } });
		expect(listRequests(sandbox).at(-1)?.path).toMatch(/ValidateExistingJob$/);
	});

	it('never left pending, though nothing is in its way', async () => {
		sandbox.control.setLimits({ pendingMs: 60_000 });
		const { error } = await startAndWait(sandbox, PROCESSES.succeeds, { options });
		expect(error?.message).toMatch(/was still pending/);
		expect(error?.description).toMatch(/waits for a runtime to become free/);
	});

	it.each([403, 404, 500])(
		'never left pending, and the reasons are refused: %i',
		async (status) => {
			sandbox.control.setLimits({ pendingMs: 60_000 });
			sandbox.control.injectFault({ route: 'ValidateExistingJob$', status, times: 9 });
			const { error } = await startAndWait(sandbox, PROCESSES.succeeds, {
				options: { ...options, onTimeout: 'kill' },
			});
			expect(error?.message).toMatch(/was still pending after 1 seconds/);
			expect(error?.context).toMatchObject({ data: { State: 'Pending' } });
			expect(newest()?.State).toBe('Stopped');
		},
	);

	it.each([
		['error', 'error', /^Running$/],
		['output', 'success', /^Running$/],
		['stop', 'error', /^Stopping$/],
		['kill', 'error', /^(Terminating|Stopped)$/],
	])('On Timeout %s: %s, and the job is %s', async (onTimeout, status, state) => {
		const given = { options: { timeout: 1, onTimeout } };
		const result = await startAndWait(sandbox, PROCESSES.hangs, given);
		expect(result.status).toBe(status);
		expect(newest()?.State).toMatch(state);
		if (status === 'success') {
			expect(result.outputs[0]).toMatchObject([{ json: { Id: newest()?.Id, State: 'Running' } }]);
		} else {
			expect(result.error?.message).toMatch(/was still running after 1 seconds/);
		}
	});

	it('but does at the very last moment: it has ended', async () => {
		sandbox.control.setLimits({ runMs: 1300 });
		// The last look still sees it run; the result is read when it has ended.
		const read = { route: 'GET .*/odata/Jobs\\(' };
		sandbox.control.injectFault({ ...read, delayMs: 1, times: 2 });
		sandbox.control.injectFault({ ...read, delayMs: 800 });
		const { status, error, outputs } = await startAndWait(sandbox, PROCESSES.succeeds, { options });
		expect([status, error?.message]).toEqual(['success', undefined]);
		expect(outputs[0]).toMatchObject([{ json: { State: 'Successful' } }]);
	});

	it('is stopped alone: those that have ended stay as they are', async () => {
		const ended = addJob(sandbox, 29_001);
		const { error } = await run(sandbox, 'wait', {
			jobs: `${ended}, ${jobs.running}`,
			options: { timeout: 1, onTimeout: 'kill' },
		});
		expect(error?.message).toContain(`Job ${jobs.running} `);
		expect(stateOf(jobs.running)).toMatch(/Terminating|Stopped/);
		const [kill] = listRequests(sandbox).filter(({ path }) => path.endsWith('StopJobs'));
		expect(kill?.body).toEqual({ jobIds: [jobs.running], strategy: 'Kill' });
	});
});
