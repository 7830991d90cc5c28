/** Retry On Fail runs the whole node again: nothing that was started is started by a later try. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox/src/index.mts';
import { forgetRequests, locate, openSandbox } from '../sandbox.mts';
import { listCalls, ON_ERROR, PLACES, placeBad, RELEASES, runAgain } from './again.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
	sandbox.control.setLimits({ pendingMs: 0, runMs: 0 });
});

const BY_ITEM = { process: locate('key', '={{ $json.process }}') };
const GOOD = { process: RELEASES.good };
const PROCESS = { process: locate('key', RELEASES.good) };
const countStarts = () => listCalls(sandbox, 'StartJobs').length;
const countJobs = () => sandbox.control.jobs().length;

describe('three items of which one cannot be started, three tries', () => {
	describe.each(ON_ERROR)('On Error = %s', (onError) => {
		it.each(PLACES)('the bad one %s: two jobs', async (place) => {
			const before = countJobs();
			const items = placeBad(place, [GOOD, GOOD], { process: RELEASES.missing });
			const { status, outputs } = await runAgain(sandbox, 'start', BY_ITEM, { items, onError });
			expect(status).toBe(onError === 'stopWorkflow' ? 'error' : 'success');
			expect(countJobs() - before).toBe(2);
			if (onError === 'stopWorkflow') return;
			const started = outputs.flat().filter(({ json }) => json.Id !== undefined);
			const made = sandbox.control.jobs().slice(-2);
			expect(started.map(({ json }) => json.Id).sort()).toEqual(made.map(({ Id }) => Id).sort());
			const failed = outputs.flat().filter(({ json }) => json.error !== undefined);
			expect(failed).toHaveLength(1);
			expect(started.every(({ pairedItem }) => pairedItem !== undefined)).toBe(true);
		});
	});
});

describe('Start and wait', () => {
	const WAITING = { ...PROCESS, waitForCompletion: true };

	it('a reading that fails once: one job, and its result', async () => {
		const before = countJobs();
		sandbox.control.injectFault({ route: 'GET .*/odata/Jobs\\(\\d+\\)$', status: 403 });
		const { status, outputs } = await runAgain(sandbox, 'start', WAITING);
		expect(status).toBe('success');
		expect(outputs[0]).toMatchObject([{ json: { State: 'Successful' } }]);
		expect(countJobs() - before).toBe(1);
	});

	it('a reading that fails each time: one job, and an error', async () => {
		const before = countJobs();
		sandbox.control.injectFault({ route: 'GET .*/odata/Jobs\\(\\d+\\)$', status: 403, times: 99 });
		expect(await runAgain(sandbox, 'start', WAITING)).toMatchObject({ status: 'error' });
		expect(countJobs() - before).toBe(1);
	});

	it.each(ON_ERROR)('a job that faults, On Error = %s: started once', async (onError) => {
		const before = countJobs();
		const items = placeBad('first', [GOOD, GOOD], { process: RELEASES.faults });
		const parameters = { ...BY_ITEM, waitForCompletion: true };
		const { error, outputs } = await runAgain(sandbox, 'start', parameters, { items, onError });
		expect(countJobs() - before).toBe(3);
		const said = error?.message ?? outputs.flat().map(({ json }) => json.error);
		expect(String(said)).toMatch(/Job \d+ of process 'ReportBuilder' faulted/);
	});

	it('a job that was stopped for its timeout: the same failure, and no other job', async () => {
		sandbox.control.setLimits({ runMs: 60_000 });
		const before = countJobs();
		const options = { timeout: 1, onTimeout: 'kill' };
		const { error } = await runAgain(sandbox, 'start', { ...WAITING, options }, { maxTries: 2 });
		expect(error?.message).toMatch(/was still (?:pending|running) after 1 seconds/);
		expect(error?.description).toContain('It was killed.');
		expect(countJobs() - before).toBe(1);
		expect(listCalls(sandbox, 'StopJobs')).toHaveLength(1);
	});
});

describe('an answer that is lost', () => {
	const START = 'POST .*StartJobs$';
	const LOOK = 'GET .*/odata/Jobs$';

	it('and a look that fails on the first try: found by the second', async () => {
		const before = countJobs();
		sandbox.control.injectFault({ route: START, action: 'reset-after' });
		sandbox.control.injectFault({ route: LOOK, status: 403 });
		const { status, outputs } = await runAgain(sandbox, 'start', PROCESS);
		expect(status).toBe('success');
		expect(countStarts()).toBe(1);
		expect(countJobs() - before).toBe(1);
		expect(outputs[0]).toMatchObject([{ json: { Id: sandbox.control.jobs().at(-1)?.Id } }]);
		const { startInfo } = listCalls(sandbox, 'StartJobs')[0]?.body as {
			startInfo: INodeParameters;
		};
		const looks = listCalls(sandbox, '/odata/Jobs').map(({ query }) => query.$filter);
		expect(new Set(looks)).toEqual(new Set([`Reference eq '${String(startInfo.Reference)}'`]));
	});

	it('and no job is there: never sent again, and the error names the reference', async () => {
		const before = countJobs();
		sandbox.control.injectFault({ route: START, action: 'reset-before' });
		sandbox.control.injectFault({ route: LOOK, status: 403 });
		const { error } = await runAgain(sandbox, 'start', PROCESS, { maxTries: 2 });
		const { startInfo } = (listCalls(sandbox, 'StartJobs')[0]?.body ?? {
			startInfo: { Reference: 'none' },
		}) as { startInfo: INodeParameters };
		expect(countStarts()).toBe(1);
		expect(countJobs()).toBe(before);
		expect(`${error?.message} ${error?.description}`).toContain('not known whether');
		expect(error?.description).toContain(String(startInfo.Reference));
	}, 20_000);
});

describe('what does start again', () => {
	const FAILING = { items: placeBad('first', [GOOD, GOOD], { process: RELEASES.missing }) };
	const GOING_ON = { ...FAILING, onError: 'continueRegularOutput' as const };

	it('the next round of a loop', async () => {
		const before = countJobs();
		await runAgain(sandbox, 'start', BY_ITEM, { ...GOING_ON, rounds: 2 });
		expect(countJobs() - before).toBe(4);
	});

	it('a second node', async () => {
		const before = countJobs();
		await runAgain(sandbox, 'start', BY_ITEM, { ...GOING_ON, withTwin: true });
		expect(countJobs() - before).toBe(4);
	});

	it('a new execution', async () => {
		const before = countJobs();
		for (const _ of [1, 2]) await runAgain(sandbox, 'start', BY_ITEM, FAILING);
		expect(countJobs() - before).toBe(4);
	});

	it('each with references of its own', async () => {
		await runAgain(sandbox, 'start', BY_ITEM, { ...GOING_ON, rounds: 2, withTwin: true });
		const references = sandbox.control
			.jobs()
			.slice(-8)
			.map(({ Reference }) => Reference);
		expect(new Set(references).size).toBe(8);
	});
});
