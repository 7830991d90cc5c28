/** Nothing is started twice, and nothing that was started is lost, whatever becomes of the answer. */
import type { INodeParameters } from 'n8n-workflow';

import type { Fault, Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import {
	apiRequests,
	describeRequest,
	forgetRequests,
	jobNode,
	locate,
	openSandbox,
	OWN_REFERENCE,
} from './sandbox.mts';

const RELEASE = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01';
const START = 'POST .*StartJobs$';
/** Looking for a job that is not there takes 5.5 seconds. */
const LOOKS_IN_VAIN = 12_000;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const PROCESS = { process: locate('key', RELEASE) };
const start = async (parameters: INodeParameters = {}) =>
	await getEngine().harness.run(jobNode(sandbox, 'start', { ...PROCESS, ...parameters }));
const sent = () => apiRequests(sandbox).map((request) => describeRequest(sandbox, request));
const starts = () => sent().filter(({ path }) => path.endsWith('StartJobs'));
const looks = () => sent().filter(({ method }) => method === 'GET');
const countJobs = () => sandbox.control.jobs().length;

describe('the job was made and the answer was lost', () => {
	it.each<[string, Partial<Fault>]>([
		['connection cut', { action: 'reset-after' }],
		['answer cut', { action: 'truncate' }],
		['connection cut in the midst of the answer', { action: 'reset-during-body' }],
		['500 instead of the answer', { action: 'fail-after', status: 500 }],
		['503 instead of the answer', { action: 'fail-after', status: 503 }],
		['504 of a gateway', { action: 'fail-after', status: 504, body: '<html>Timeout</html>' }],
	])('%s: one job, and its data', async (_name, fault) => {
		for (const reference of [undefined, "O'Brien & Söhne 100%"]) {
			forgetRequests(sandbox);
			const before = countJobs();
			sandbox.control.injectFault({ route: START, ...fault });
			const options = reference === undefined ? {} : { reference };
			const { status, error, outputs } = await start({ options });
			expect([status, error?.message]).toEqual(['success', undefined]);
			expect(starts()).toHaveLength(1);
			expect(looks()).toHaveLength(1);
			expect(countJobs()).toBe(before + 1);
			const made = sandbox.control.jobs().at(-1);
			expect(outputs[0]).toMatchObject([
				{
					json: { Id: made?.Id, Key: made?.Key, Reference: made?.Reference },
					pairedItem: { item: 0 },
				},
			]);
			expect(made?.Reference).toEqual(
				reference === undefined
					? OWN_REFERENCE
					: expect.stringMatching(/^O'Brien & Söhne 100% n8n-[0-9a-z]{12}$/),
			);
		}
	});

	it('finds all jobs of a start, and not those of another with the same reference', async () => {
		const options = { reference: 'order-4711' };
		await start({ options });
		sandbox.control.injectFault({ route: START, action: 'reset-after' });
		const { outputs } = await start({ jobsCount: 3, options });
		const made = sandbox.control.jobs().slice(-3);
		expect(outputs[0]?.map(({ json }) => json.Id)).toEqual(made.map(({ Id }) => Id));
		expect(new Set(made.map(({ BatchExecutionKey }) => BatchExecutionKey)).size).toBe(1);
	});

	it('waits for the completion of the job that it found', async () => {
		sandbox.control.setLimits({ pendingMs: 0, runMs: 0 });
		sandbox.control.injectFault({ route: START, action: 'reset-after' });
		const { outputs } = await start({ waitForCompletion: true });
		expect(outputs[0]).toMatchObject([
			{ json: { State: 'Successful', OutputArguments: { invoicesProcessed: 3 } } },
		]);
		expect(starts()).toHaveLength(1);
	});

	it('finds a job that becomes visible late', async () => {
		sandbox.control.injectFault({ route: START, action: 'reset-after' });
		// The first look sees nothing yet.
		const empty = { value: [] };
		sandbox.control.injectFault({ route: 'GET .*/odata/Jobs$', status: 200, body: empty });
		const { status, outputs } = await start();
		expect(status).toBe('success');
		expect(outputs[0]).toHaveLength(1);
		expect(looks()).toHaveLength(2);
		expect(starts()).toHaveLength(1);
	});

	it.each([
		['a scope is missing', { status: 403, body: { message: 'Not allowed.', errorCode: 4502 } }],
		['a web page answers', { action: 'html' as const }],
		['Orchestrator is away', { status: 503 }],
	])(
		'says that the outcome is unknown when the look fails too: %s',
		async (_name, fault) => {
			const before = countJobs();
			sandbox.control.injectFault({ route: START, action: 'reset-after' });
			sandbox.control.injectFault({ route: 'GET .*/odata/Jobs$', times: 9, ...fault });
			const { status, error } = await start({ options: { reference: 'order-4711' } });
			expect(status).toBe('error');
			expect(starts()).toHaveLength(1);
			expect(countJobs()).toBe(before + 1);
			const reference = sandbox.control.jobs().at(-1)?.Reference ?? '';
			expect(error?.message).toBe(
				`Start process ${RELEASE}: it is not known whether the job was started`,
			);
			expect(error?.description).toContain(`Look for the reference '${reference}' in Orchestrator`);
			expect(error?.description).toContain("'Get Many' and the filter 'Reference'");
			// Why the look failed is told; what to do about that is not what has to be done.
			expect(error?.description).toContain('Looking for the job failed too (Look for the jobs');
			expect(error?.description).not.toMatch(/Tenant URL|scope/);
			expect(error?.context).toMatchObject({ data: { reference } });
		},
		LOOKS_IN_VAIN,
	);

	it('looks on while some of the jobs are not there yet', async () => {
		sandbox.control.injectFault({ route: START, action: 'reset-after' });
		const [row] = sandbox.control.jobs();
		const some = { value: [{ Id: row?.Id, Key: row?.Key, State: 'Pending' }] };
		sandbox.control.injectFault({ route: 'GET .*/odata/Jobs$', status: 200, body: some });
		const { outputs } = await start({ jobsCount: 3 });
		expect(outputs[0]).toHaveLength(3);
	});
});

describe('no job was made', () => {
	it.each([500, 502, 503, 504])(
		'%i: an error, and no second start',
		async (status) => {
			const before = countJobs();
			sandbox.control.injectFault({ route: START, status, times: 9 });
			const { error } = await start();
			expect(error).toMatchObject({ name: 'NodeApiError', httpCode: String(status) });
			expect(starts()).toHaveLength(1);
			expect(looks()).toHaveLength(3);
			expect(countJobs()).toBe(before);
		},
		LOOKS_IN_VAIN,
	);

	it(
		'a connection that was cut: an error that says so, and no second start',
		async () => {
			const before = countJobs();
			sandbox.control.injectFault({ route: START, action: 'reset-before', times: 9 });
			const { error } = await start({ options: { reference: 'order-4711' } });
			expect(starts()).toHaveLength(1);
			expect(looks()).toHaveLength(3);
			expect(countJobs()).toBe(before);
			expect(error?.description).toContain('not sent again');
			const [sentStart] = starts();
			const { startInfo } = sentStart?.body as { startInfo: { Reference: string } };
			expect(error?.description).toContain(`'${startInfo.Reference}'`);
		},
		LOOKS_IN_VAIN,
	);

	it('a refusal: the error at once, and no look', async () => {
		const { error } = await start({ process: locate('name', 'Nobody') });
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '404' });
		expect(sent()).toHaveLength(1);
	});

	it('the rate limit: started once it lets the start through', async () => {
		const before = countJobs();
		const headers = { 'retry-after': '0' };
		sandbox.control.injectFault({ route: START, status: 429, headers, times: 2 });
		expect(await start()).toMatchObject({ status: 'success' });
		expect(sent()).toHaveLength(3);
		expect(countJobs()).toBe(before + 1);
	});

	it('the user stops the execution meanwhile', async () => {
		const before = countJobs();
		sandbox.control.injectFault({ route: START, action: 'hang' });
		const node = jobNode(sandbox, 'start', PROCESS);
		const { status } = await getEngine().harness.run(node, undefined, { cancelAfterMs: 150 });
		expect(status).toBe('canceled');
		expect(sent()).toHaveLength(1);
		expect(countJobs()).toBe(before);
	});
});
