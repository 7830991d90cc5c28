/** Only an execution that somebody stops is canceled; n8n goes by a word in the error's message. */
import type { INodeParameters } from 'n8n-workflow';

import { SEED } from '../../sandbox/src/index.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { jobNode, locate, oauthCredentials, openSandbox } from './sandbox.mts';
import { run, startAndWait } from './wait/jobs.mts';

const { releases, jobs } = SEED;
const INFO = 'System.Threading.Tasks.TaskCanceledException: A task was canceled.';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox({ pendingMs: 0, runMs: 0 });
});

beforeEach(() => sandbox.control.reset());

const LARGE = {
	process: locate('key', releases.invoiceProcessing.key),
	specifyArguments: 'json',
	inputArguments: JSON.stringify({ text: 'x'.repeat(11_000) }),
};

describe('a failed execution stays one when somebody else says "canceled"', () => {
	it('the robot', async () => {
		const { key } = releases.reportBuilder;
		sandbox.control.addScript(key, { kind: 'fault', info: INFO });
		const { status, error } = await startAndWait(sandbox, locate('key', key));
		expect(error?.message).toMatch(/faulted: A task was cancelled\./);
		expect(status).toBe('error');
		// The data keep its words.
		expect(error?.context).toMatchObject({ data: { Info: INFO } });
	});

	it('Orchestrator', async () => {
		const body = { message: 'The operation was canceled.', errorCode: 1000 };
		sandbox.control.injectFault({ route: 'GET .*/odata/Jobs$', status: 400, body });
		const { status, error } = await run(sandbox, 'getAll', {});
		expect(error?.message).toBe('Get jobs: The operation was cancelled.');
		expect(error?.context).toMatchObject({ data: { answer: body.message } });
		expect(status).toBe('error');
	});

	it('the identity server', async () => {
		const body = { error: 'server_error', error_description: 'The request was canceled' };
		sandbox.control.injectFault({ route: 'POST .*token$', status: 400, body });
		const node = jobNode(
			sandbox,
			'getAll',
			{ authentication: 'oAuth2' },
			{ credentials: oauthCredentials(sandbox) },
		);
		const { status, error } = await getEngine().harness.run(node);
		expect([status, error?.message]).toEqual([
			'error',
			expect.stringContaining('The request was cancelled'),
		]);
	});

	it.each<[string, string, INodeParameters]>([
		['a process', 'start', { process: locate('name', 'canceled orders') }],
		['a value that is refused', 'stop', { jobs: 'canceled' }],
	])('%s', async (_name, operation, parameters) => {
		const { status, error } = await run(sandbox, operation, parameters);
		expect([status, error?.message]).toEqual(['error', expect.stringContaining('cancelled')]);
	});
});

describe('a host that n8n does not let the node call', () => {
	const BLOCKED = 'n8n did not make the request (The request was blocked because the destination';
	const protectedly = { protectsNetwork: true };

	beforeAll(() => sandbox.control.setBlobOrigin('http://storage.blocked.test'));
	afterAll(() => sandbox.control.setBlobOrigin(sandbox.blobOrigin));

	it.each<[string, string, INodeParameters, string]>([
		['an export', 'export', {}, 'Download export #'],
		['a start with large arguments', 'start', LARGE, 'Upload file'],
		['a large output', 'wait', { jobs: String(jobs.outputFile) }, 'Download large arguments'],
	])(
		'%s: the error says why, and the execution has failed',
		async (_name, operation, parameters, purpose) => {
			const { status, error } = await run(sandbox, operation, parameters, protectedly);
			expect(error?.message.replace(/\d{3,}/, '#')).toContain(`${purpose}: ${BLOCKED}`);
			expect(error?.description).toContain("'storage.blocked.test' is on the configured deny-list");
			expect(error?.context).toMatchObject({ itemIndex: 0 });
			expect(status).toBe('error');
		},
	);

	it('the tenant', async () => {
		const tenantUrl = 'http://orchestrator.blocked.test/acme/prod';
		const credentials = { uiPathOrchestratorApi: { tenantUrl, bearerToken: 't' } };
		const node = jobNode(sandbox, 'getAll', {}, { credentials });
		const { status, error } = await getEngine().harness.run(node, undefined, protectedly);
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.message).toContain(`Get jobs: ${BLOCKED}`);
		expect(error?.description).toContain("'orchestrator.blocked.test'");
		expect(status).toBe('error');
	});
});
