/** n8n lets a credential be kept to some hosts; the node keeps to that list too. */
import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from '../engine/globals.mts';
import {
	forgetRequests,
	jobNode,
	locate,
	oauthCredentials,
	openSandbox,
	tokenCredentials,
} from '../engine/sandbox.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});
beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const only = (allowedDomains: string) => ({ allowedHttpRequestDomains: 'domains', allowedDomains });
const LOGINS = [
	['accessToken', tokenCredentials],
	['oAuth2', oauthCredentials],
] as const;
const OPERATIONS = [
	['getAll', { limit: 1 }],
	['get', { job: locate('id', 20001) }],
	['start', { process: locate('name', 'InvoiceProcessing') }],
	['stop', { jobs: '20006' }],
	['export', {}],
] as const;

describe.each(LOGINS)('with the login %s', (authentication, toCredentials) => {
	const run = async (operation: string, parameters: object, restriction: object) => {
		const credentials = toCredentials(sandbox, restriction);
		const node = jobNode(sandbox, operation, { authentication, ...parameters }, { credentials });
		return await getEngine().harness.run(node);
	};

	it.each(OPERATIONS)('%s is refused where the list lacks the host', async (operation, more) => {
		const { error } = await run(operation, more, only('cloud.uipath.com, *.example.com'));
		expect(error).toMatchObject({
			name: 'NodeOperationError',
			message: 'The credential does not allow requests to 127.0.0.1',
			description: expect.stringContaining("'Allowed Domains'"),
		});
		expect(sandbox.requests).toEqual([]);
	});

	it.each(OPERATIONS)('%s is allowed where it names the host', async (operation, more) => {
		const { status, error } = await run(operation, more, only('example.com, 127.0.0.1'));
		expect([status, error?.message]).toEqual(['success', undefined]);
	});

	it.each([
		['an empty list', only(''), 'error'],
		['a list of blanks', only(' , '), 'error'],
		['a host that only ends alike', only('0.0.1'), 'error'],
		['a wildcard for hosts below it', only('*.127.0.0.1'), 'error'],
		['a bare wildcard', only('*'), 'error'],
		['a wildcard that fits', only('*.0.0.1'), 'success'],
		['a trailing dot', only('127.0.0.1.'), 'success'],
		['all hosts', { allowedHttpRequestDomains: 'all', allowedDomains: 'example.com' }, 'success'],
		// n8n's own rule: "None" keeps a credential out of HTTP Request, not out of its own node.
		['no HTTP Request node', { allowedHttpRequestDomains: 'none' }, 'success'],
	])('%s', async (_name, restriction, status) => {
		expect((await run('getAll', { limit: 1 }, restriction)).status).toBe(status);
	});
});

it('lists of the editor and polls keep to it as well', async () => {
	const { harness } = getEngine();
	const credentials = tokenCredentials(sandbox, only('example.com'));
	const node = jobNode(sandbox, 'start', {}, { credentials });
	const refused = /does not allow requests to 127\.0\.0\.1/;
	await expect(harness.listSearch(node, 'searchFolders')).rejects.toThrow(refused);
	const parameters = { event: 'jobFaulted', folder: locate('id', 4711) };
	const trigger = { type: 'uiPathOrchestratorTrigger', credentials, parameters };
	await expect(harness.poll(trigger)).rejects.toThrow(refused);
	expect(sandbox.requests).toEqual([]);
});
