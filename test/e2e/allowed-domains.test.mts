import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import type { JsonObject } from '../../scripts/host/json.mts';
import { createCredential } from '../../scripts/host/n8n-credentials.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { assertItems } from './assertions.mts';
import { getContext } from './context.mts';
import { locate, runNode } from './run-node.mts';

const folder = locate('id', SEED.folders.finance);
const list = { operation: 'getAll', folder, limit: 1 };
/** Long enough to go to the storage host instead of into the request. */
const startWithFile = {
	operation: 'start',
	folder,
	process: locate('name', 'InvoiceProcessing'),
	specifyArguments: 'json',
	inputArguments: JSON.stringify({ orderId: 'x'.repeat(11_000) }),
};

/** Runs the node with a credential that n8n's dialog restricts like this. */
async function runRestricted(restriction: JsonObject, parameters: JsonObject = list) {
	const { session, sandbox } = getContext();
	const data = { tenantUrl: sandbox.tenantUrl, bearerToken: sandbox.token, ...restriction };
	const type = 'uiPathOrchestratorApi';
	const credential = await createCredential(session, { type, name: 'restricted', data });
	return await runNode({ parameters, credential });
}

const only = (allowedDomains: string) => ({ allowedHttpRequestDomains: 'domains', allowedDomains });

describe('Allowed Domains of a credential in a real n8n', () => {
	let isOffered = false;

	before(async () => {
		const types = await getContext().session.download('/types/credentials.json');
		isOffered = types.includes('allowedHttpRequestDomains');
	});
	beforeEach(() => getContext().sandbox.control.reset());

	it('keep the token from a host that is not on the list', async (test) => {
		if (!isOffered) return test.skip('this n8n has no such field');
		const { status, error } = await runRestricted(only('cloud.uipath.com, *.example.com'));
		assert.equal(status, 'error');
		assert.equal(error?.message, 'The credential does not allow requests to 127.0.0.1');
		assert.match(String(error?.description), /'Allowed Domains'/);
		assert.deepEqual(getContext().sandbox.requests, []);
	});

	it('let through what is on the list, and files to the storage host of the tenant', async () => {
		const restriction = only('127.0.0.1');
		assert.equal(assertItems(await runRestricted(restriction)).length, 1);
		assertItems(await runRestricted(restriction, startWithFile));
		const { requests } = getContext().sandbox;
		const upload = requests.find(({ target }) => target === 'blob');
		assert.equal(upload?.method, 'PUT');
		assert.equal(upload.headers.authorization, undefined);
	});

	it('"None" keeps the credential out of HTTP Request, not out of its own node', async () => {
		const items = assertItems(await runRestricted({ allowedHttpRequestDomains: 'none' }));
		assert.equal(items.length, 1);
	});
});
