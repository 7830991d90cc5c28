/** A server with a certificate of its own: "Ignore SSL Issues" has to reach every single request. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { createSelfSignedCertificate } from '../support/certificate.mts';
import { getEngine } from './globals.mts';
import {
	forgetRequests,
	jobNode,
	locate,
	oauthCredentials,
	openSandbox,
	tokenCredentials,
} from './sandbox.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox({ tls: createSelfSignedCertificate() });
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const IGNORE = { ignoreSSLIssues: true };
const LOGINS = [
	['accessToken', 'uiPathOrchestratorApi', tokenCredentials],
	['oAuth2', 'uiPathOrchestratorOAuth2Api', oauthCredentials],
] as const;

describe.each(LOGINS)('signing in by %s', (authentication, type, toCredentials) => {
	const run = async (operation: string, parameters: INodeParameters, more: object) =>
		await getEngine().harness.run(
			jobNode(
				sandbox,
				operation,
				{ authentication, ...parameters },
				{ credentials: toCredentials(sandbox, more) },
			),
		);

	it.each<[string, string, INodeParameters, string[]]>([
		['a list', 'getAll', { limit: 1 }, ['api']],
		['a list with arguments', 'getAll', { limit: 2, options: { includeArguments: true } }, ['api']],
		[
			'a start with large arguments',
			'start',
			{
				process: locate('name', 'InvoiceProcessing'),
				specifyArguments: 'json',
				inputArguments: JSON.stringify({ text: 'x'.repeat(11_000) }),
			},
			['api', 'blob'],
		],
		['a stop', 'stop', { jobs: '20006' }, ['api']],
		['an export', 'export', {}, ['api', 'blob']],
	])('%s works with the switch and fails without', async (_name, operation, parameters, hosts) => {
		const { status, error } = await run(operation, parameters, IGNORE);
		expect([status, error?.message]).toEqual(['success', undefined]);
		const seen = new Set(sandbox.requests.map(({ target }) => target));
		expect([...seen].filter((target) => target !== 'identity').sort()).toEqual(hosts);
		forgetRequests(sandbox);
		expect(await run(operation, parameters, {})).toMatchObject({ status: 'error' });
		expect(sandbox.requests).toEqual([]);
	});

	it('the test of the credential works with the switch and fails without', async () => {
		const { harness } = getEngine();
		expect(await harness.testCredential(type, toCredentials(sandbox, IGNORE))).toMatchObject({
			status: 'OK',
		});
		expect(await harness.testCredential(type, toCredentials(sandbox))).toMatchObject({
			status: 'Error',
		});
	});
});

it('without the switch, the error names the certificate and the switch', async () => {
	const { error } = await getEngine().harness.run(jobNode(sandbox, 'getAll'));
	expect(error?.message).toMatch(/certificate/);
	expect(`${error?.message} ${error?.description}`).toContain('Ignore SSL Issues');
});
