/** "Validate First": Orchestrator is asked before anything is started. */
import type { INodeParameters } from 'n8n-workflow';

import { SEED } from '../../sandbox/src/index.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { forgetRequests, locate, openSandbox } from './sandbox.mts';
import { listRequests, PROCESSES, run } from './wait/jobs.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const { folders, releases } = SEED;
const NO_HOST = {
	folder: locate('id', folders.noHost),
	process: locate('key', releases.noHost.key),
};
const start = async (parameters: INodeParameters, options: INodeParameters = { validate: true }) =>
	await run(sandbox, 'start', { process: PROCESSES.succeeds, options, ...parameters });
const countJobs = () => sandbox.control.jobs().length;
const paths = () => listRequests(sandbox).map(({ path }) => path.split('.').at(-1));

it('starts what can run, after asking with just what it starts with', async () => {
	const { status, outputs } = await start({ jobsCount: 2 }, { validate: true, reference: 'a' });
	expect(status).toBe('success');
	expect(outputs[0]).toHaveLength(2);
	expect(paths()).toEqual(['ValidateDynamicJob', 'StartJobs']);
	const [asked, started] = listRequests(sandbox);
	expect(asked?.body).toEqual(started?.body);
});

it('starts nothing that could not run, and says why in plain words', async () => {
	const before = countJobs();
	const { status, error } = await start(NO_HOST);
	expect(status).toBe('error');
	expect(error?.message).toBe('The job could not run now, so it was not started');
	expect(error?.description).toMatch(/host/i);
	expect(error?.description).toContain("Switch off 'Validate First'");
	expect(error?.context).toMatchObject({ itemIndex: 0 });
	expect([countJobs(), paths()]).toEqual([before, ['ValidateDynamicJob']]);
});

it('says it in words also where Orchestrator gives codes only', async () => {
	const verdict = {
		IsValid: false,
		Errors: [],
		ErrorCodes: ['TemplateNoLicense', 'SomethingNew', 'RobotBusy'],
	};
	sandbox.control.injectFault({ route: 'ValidateDynamicJob$', status: 200, body: verdict });
	const { error } = await start({});
	expect(error?.description).toContain(
		'The machine has no license for this type of runtime. SomethingNew The robot is busy with another job.',
	);
	expect(paths()).toEqual(['ValidateDynamicJob']);
});

it('starts nothing when the question is refused', async () => {
	const before = countJobs();
	const { error } = await start({ process: locate('name', 'Nobody') });
	expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '404' });
	expect(error?.message).toMatch(/^Validate start of process 'Nobody'/);
	expect(countJobs()).toBe(before);
});

it('without it, nothing is asked: the job is started and stays pending', async () => {
	const { status, outputs } = await start(NO_HOST, {});
	expect(status).toBe('success');
	expect(outputs[0]).toMatchObject([{ json: { State: 'Pending' } }]);
	expect(paths()).toEqual(['StartJobs']);
});

describe('with arguments that are too long to be sent', () => {
	const LONG = {
		specifyArguments: 'json',
		inputArguments: JSON.stringify({ text: 'x'.repeat(11_000) }),
	};

	it('asks first, then uploads, then starts', async () => {
		expect(await start(LONG)).toMatchObject({ status: 'success' });
		expect(paths()).toEqual(['ValidateDynamicJob', '/odata/Attachments', 'StartJobs']);
		const [asked, , started] = listRequests(sandbox);
		expect(JSON.stringify(asked?.body)).not.toMatch(/InputFile|InputArguments/);
		expect(started?.body).toMatchObject({ startInfo: { InputFile: expect.any(String) } });
	});

	it('leaves no attachment behind when it could not run', async () => {
		const { error } = await start({ ...NO_HOST, ...LONG });
		expect(error?.message).toBe('The job could not run now, so it was not started');
		expect(paths()).toEqual(['ValidateDynamicJob']);
	});
});
