import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { HOST } from '../../scripts/host/hosts.mts';
import { readPath } from '../../scripts/host/json.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { assertItems } from './assertions.mts';
import { getContext } from './context.mts';
import { locate, NODE_NAME, runNode } from './run-node.mts';

const { folders, jobs } = SEED;
const UNKNOWN_JOB = 99;
const NO_ACCESS_FOLDER = 1;
const finance = locate('id', folders.finance);
const getEach = {
	operation: 'get',
	folder: finance,
	job: { __rl: true, mode: 'id', value: '={{ $json.jobId }}' },
};

describe('items in a real n8n', () => {
	beforeEach(() => getContext().sandbox.control.reset());

	it('evaluates parameters per item and pairs each output item with its input', async () => {
		const inputs = [{ jobId: jobs.successful }, { jobId: jobs.stopped }];
		const items = assertItems(await runNode({ parameters: getEach, inputs }));
		assert.deepEqual(
			items.map(({ json, pairedItem }) => [json.Id, pairedItem]),
			[
				[jobs.successful, { item: 0 }],
				[jobs.stopped, { item: 1 }],
			],
		);
	});

	it('sends a failed item to the error output with what Orchestrator said', async () => {
		const inputs = [{ jobId: jobs.successful }, { jobId: UNKNOWN_JOB }, { jobId: jobs.stopped }];
		const onError = 'continueErrorOutput';
		const execution = await runNode({ parameters: getEach, inputs, onError });
		const good = assertItems(execution);
		assert.deepEqual(
			good.map(({ json, pairedItem }) => [json.Id, pairedItem]),
			[
				[jobs.successful, { item: 0 }],
				[jobs.stopped, { item: 2 }],
			],
		);
		const [failed, ...others] = execution.itemsOf(NODE_NAME, 1);
		assert.equal(others.length, 0);
		assert.deepEqual(failed?.pairedItem, { item: 1 });
		assert.match(String(failed?.json.error), /Get job 99/);
		assert.match(String(failed?.json.message), /HTTP 404, error code 1002 .*trace ID 00-/);
		const details = readPath(failed?.json, 'details');
		if (!HOST.takesErrorDetails) return assert.equal(details, undefined);
		assert.equal(readPath(details, 'errorCode'), 1002);
		assert.equal(readPath(details, 'httpCode'), '404');
		assert.equal(typeof readPath(details, 'traceId'), 'string');
	});

	it('keeps a failed item in the regular output when told to continue', async () => {
		const inputs = [{ jobId: UNKNOWN_JOB }, { jobId: jobs.stopped }];
		const onError = 'continueRegularOutput';
		const items = assertItems(await runNode({ parameters: getEach, inputs, onError }));
		assert.equal(items.length, 2);
		assert.match(String(items[0]?.json.error), /Get job 99/);
		assert.equal(items[1]?.json.Id, jobs.stopped);
	});
});

describe('errors in a real n8n', () => {
	beforeEach(() => getContext().sandbox.control.reset());

	it('stops the workflow with a NodeApiError that says what, why and where', async () => {
		const inputs = [{ jobId: UNKNOWN_JOB }];
		const { status, error } = await runNode({ parameters: getEach, inputs });
		assert.equal(status, 'error');
		assert.equal(error?.name, 'NodeApiError');
		assert.equal(error?.httpCode, '404');
		assert.match(String(error?.message), /^Get job 99: /);
		assert.match(String(error?.description), /HTTP 404, error code 1002/);
		assert.match(String(error?.description), /folder id 4711/);
		assert.equal(readPath(error, 'context.itemIndex'), 0);
		assert.ok(!JSON.stringify(error).includes(getContext().sandbox.token), 'the token leaked');
	});

	it('starts nothing twice when Orchestrator answers 503', async () => {
		getContext().sandbox.control.injectFault({
			route: /^POST .*StartJobs$/,
			status: 503,
			times: 5,
		});
		const process = locate('name', 'InvoiceProcessing');
		const { status, error } = await runNode({
			parameters: { operation: 'start', folder: finance, process },
		});
		assert.equal(status, 'error');
		assert.equal(error?.httpCode, '503');
		const { requests } = getContext().sandbox;
		assert.equal(requests.filter(({ path }) => path.endsWith('StartJobs')).length, 1);
	});

	it('refuses a wrong filter value before any request', async () => {
		const filters = { robotId: 'seven' };
		const { status, error } = await runNode({
			parameters: { operation: 'getAll', folder: finance, filters },
		});
		assert.equal(status, 'error');
		assert.equal(error?.name, 'NodeOperationError');
		assert.match(String(error?.message), /'Robot'/);
		assert.equal(getContext().sandbox.requests.length, 0);
	});

	it('says that the folder is wrong when it is', async () => {
		const folder = locate('id', NO_ACCESS_FOLDER);
		const { status, error } = await runNode({ parameters: { operation: 'getAll', folder } });
		assert.equal(status, 'error');
		assert.match(String(error?.description), /error code 1100 \(InvalidOrganizationUnit\)/);
		assert.match(String(error?.description), /^Check 'Folder'/);
	});
});

describe('the external application credential in a real n8n', () => {
	beforeEach(() => getContext().sandbox.control.reset());

	it('fetches one token for two runs and renews a revoked one', async () => {
		const { sandbox, oAuth2 } = getContext();
		const run = async () => {
			const parameters = { operation: 'getAll', folder: finance, limit: 1 };
			assert.equal(assertItems(await runNode({ parameters, credential: oAuth2 })).length, 1);
		};
		const countTokenRequests = () =>
			sandbox.requests.filter(({ target }) => target === 'identity').length;
		await run();
		await run();
		assert.equal(countTokenRequests(), 1);
		const bearer = sandbox.requests.at(-1)?.headers.authorization ?? '';
		sandbox.control.revokeToken(bearer.replace('Bearer ', ''));
		await run();
		assert.equal(countTokenRequests(), 2);
		assert.notEqual(sandbox.requests.at(-1)?.headers.authorization, bearer);
	});
});
