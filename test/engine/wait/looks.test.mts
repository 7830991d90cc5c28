/** A look that fails: what may pass is not seen this time, what will not fails the items of its place. */
import type { INodeParameters } from 'n8n-workflow';

import { SEED } from '../../../sandbox/src/index.mts';
import type { Fault, Sandbox } from '../../../sandbox/src/index.mts';
import { FINANCE, forgetRequests, locate, openSandbox } from '../sandbox.mts';
import { addJob, listLooks, listRequests, PROCESSES, run, startAndWait } from './jobs.mts';

const CLASSIC = SEED.folders.classic;
const JOB_READ = 'GET .*/odata/Jobs\\(';
const JOB_LIST = 'GET .*/odata/Jobs$';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox({ pendingMs: 0, runMs: 0 });
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
	sandbox.control.setLimits({ pendingMs: 0, runMs: 0 });
});

/** Six jobs of a folder: so many that a look asks for a list. */
const addSix = (folder: number, first: number, State = 'Running') =>
	Array.from({ length: 6 }, (_, index) =>
		addJob(sandbox, first + index, { OrganizationUnitId: folder, State }),
	).join();

/** Waits for six jobs in each of two folders. @returns in short what became of each item */
async function waitInTwoFolders(options: INodeParameters = {}) {
	const items = [
		{ json: { folder: FINANCE, jobs: addSix(FINANCE, 51_000) } },
		{ json: { folder: CLASSIC, jobs: addSix(CLASSIC, 52_000) } },
	];
	const parameters = {
		folder: locate('id', '={{ $json.folder }}'),
		jobs: '={{ $json.jobs }}',
		options,
	};
	const more = { items, onError: 'continueRegularOutput' as const };
	const { outputs, durationMs } = await run(sandbox, 'wait', parameters, more);
	const came = (outputs[0] ?? []).map(({ json, pairedItem }) => ({
		item: Object(pairedItem).item,
		state: json.State ?? json.error,
		why: json.message,
	}));
	return { came, durationMs };
}

const six = (item: number) => Array.from({ length: 6 }, () => ({ item, state: 'Successful' }));

it('what is refused in one folder fails at once, and the items of that folder only', async () => {
	sandbox.control.setLimits({ runMs: 1500 });
	sandbox.control.injectFault({ route: JOB_LIST, folder: CLASSIC, status: 403, times: 9 });
	const { came } = await waitInTwoFolders();
	expect(came).toMatchObject([
		...six(0),
		{ item: 1, state: 'Watch jobs: Orchestrator answered HTTP 403' },
	]);
	const looks = listRequests(sandbox).filter(({ path }) => path === '/odata/Jobs');
	expect(looks.filter(({ query }) => query.$filter?.includes('52000'))).toHaveLength(1);
});

it.each<[string, Partial<Fault>]>([
	['500', { status: 500 }],
	['503, beyond all repeats', { status: 503, times: 4 }],
	['an answer that is cut', { action: 'truncate' }],
	['a connection that is cut, beyond all repeats', { action: 'reset-before', times: 4 }],
])('a look that meets %s is not seen this time', async (_name, fault) => {
	sandbox.control.setLimits({ runMs: 800 });
	sandbox.control.injectFault({ route: JOB_LIST, folder: CLASSIC, ...fault });
	const { came } = await waitInTwoFolders();
	expect(came).toMatchObject([...six(0), ...six(1)]);
});

describe('a job that is never seen to end', () => {
	const waitFor = async (fault: Partial<Fault>, options: INodeParameters, jobs?: string) => {
		const running = jobs ?? addJob(sandbox, 51_000, { State: 'Running', script: { kind: 'hang' } });
		sandbox.control.injectFault({ route: JOB_READ, times: 99, ...fault });
		return await run(sandbox, 'wait', { jobs: running, options });
	};

	it('the error says so, and what the last look met', async () => {
		const { error } = await waitFor({ status: 500 }, { timeout: 4 });
		expect(error?.message).toBe('It is not known whether job 51000 ended within 4 seconds');
		expect(error?.description).toContain(
			'The last look failed: Get result of job 51000: Orchestrator answered HTTP 500.',
		);
		expect(error?.context).toMatchObject({ itemIndex: 0, data: { httpStatus: 500 } });
		// At 0, 2 and 4 seconds, and the reading of the result.
		expect(listRequests(sandbox).length).toBeLessThanOrEqual(4);
	});

	it.each([
		['stop', 'Stopping', /^It was asked to stop\./],
		['kill', 'Terminating', /^It was killed\./],
	])('is stopped all the same: On Timeout %s', async (onTimeout, state, says) => {
		const { error } = await waitFor({ status: 500 }, { timeout: 1, onTimeout });
		expect(error?.message).toMatch(/^It is not known whether job 51000 ended/);
		expect(error?.description).toMatch(says);
		expect(sandbox.control.getJob(51_000)?.State).toBe(state);
	});

	it('a pause that Orchestrator asks for is kept', async () => {
		const headers = { 'retry-after': '7200' };
		sandbox.control.setLimits({ runMs: 60_000 });
		const jobs = addSix(FINANCE, 53_000);
		const limited = { route: JOB_LIST, status: 429, headers };
		const { error } = await waitFor(limited, { timeout: 4 }, jobs);
		// Single reads are not limited, and know better.
		expect(error?.message).toMatch(/Job 53000 of process .* was still running after 4 seconds/);
		expect(listLooks(sandbox)).toHaveLength(1);
	});
});

describe('the result of a job that has ended', () => {
	it('is read again when the first reading fails in passing', async () => {
		sandbox.control.injectFault({ route: JOB_READ, status: 500, after: 1, times: 2 });
		const { status, outputs } = await startAndWait(sandbox, PROCESSES.succeeds);
		expect([status, outputs[0]?.[0]?.json.State]).toEqual(['success', 'Successful']);
	});

	it('cannot be read: the error says that it has ended', async () => {
		sandbox.control.injectFault({ route: JOB_READ, status: 403, after: 1 });
		const { error } = await startAndWait(sandbox, PROCESSES.succeeds);
		expect(error?.message).toMatch(/^Get result of job \d+: Orchestrator answered HTTP 403$/);
		expect(error?.description).toMatch(/has ended; only reading it failed/);
	});

	it('its file is fetched again when it is cut', async () => {
		const cut = { route: 'GET /attachments/', action: 'reset-during-body' as const, times: 3 };
		sandbox.control.injectFault(cut);
		const { status, outputs } = await startAndWait(sandbox, PROCESSES.hasLargeOutput);
		expect(status).toBe('success');
		expect(outputs[0]?.[0]?.json.OutputArguments).toMatchObject({ rows: expect.any(Array) });
	});
});

it.each<[string, Partial<Fault>]>([
	['never arrived', { action: 'reset-before' }],
	['was refused in passing', { status: 503 }],
	['was carried out, but not answered', { action: 'reset-after' }],
])('a kill after a stop that %s comes with the next look', async (_name, fault) => {
	const deaf = addJob(sandbox, 51_000, { State: 'Running', script: { kind: 'hang' } });
	sandbox.control.injectFault({ route: 'StopJobs$', after: 1, ...fault });
	const options = { waitUntilStopped: true, killAfter: 1, timeout: 30 };
	const { error, outputs } = await run(sandbox, 'stop', { jobs: deaf, options });
	expect(error?.message).toBeUndefined();
	expect(outputs[0]).toMatchObject([{ json: { State: 'Stopped', success: true } }]);
});
