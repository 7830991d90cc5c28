/** Signing in: both credential types at work, and what becomes of bad tokens. */
import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import {
	apiRequests,
	forgetRequests,
	jobNode,
	oauthCredentials,
	openSandbox,
	tokenCredentials,
} from './sandbox.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const tokenRequests = () => sandbox.requests.filter(({ target }) => target === 'identity');

describe('an external application at work', () => {
	const node = (credentials = getEngine().harness.storeCredentials(oauthCredentials(sandbox))) => ({
		credentials,
		setup: jobNode(sandbox, 'getAll', { authentication: 'oAuth2', limit: 1 }, { credentials }),
	});

	it('needs one token for many items', async () => {
		const { setup, credentials } = node();
		const items = Array.from({ length: 5 }, () => ({ json: {} }));
		expect(await getEngine().harness.run(setup, items)).toMatchObject({ status: 'success' });
		expect(tokenRequests()).toHaveLength(1);
		expect(credentials.tokenWrites).toHaveLength(1);
		expect(apiRequests(sandbox)).toHaveLength(5);
	});

	it('renews a token that was refused with 401, once, and goes on', async () => {
		const { setup, credentials } = node();
		await getEngine().harness.run(setup);
		const stored = credentials.data.uiPathOrchestratorOAuth2Api?.oauthTokenData;
		const { access_token: token } = stored as { access_token: string };
		sandbox.control.revokeToken(token);
		expect(await getEngine().harness.run(setup)).toMatchObject({ status: 'success' });
		expect(apiRequests(sandbox).map(({ status }) => status)).toEqual([200, 401, 200]);
		expect(tokenRequests()).toHaveLength(2);
		expect(credentials.tokenWrites).toHaveLength(2);
	});

	it('starts a job once although its token had to be renewed', async () => {
		const { credentials } = node();
		const before = sandbox.control.jobs().length;
		const start = jobNode(
			sandbox,
			'start',
			{
				authentication: 'oAuth2',
				process: { __rl: true, mode: 'name', value: 'InvoiceProcessing' },
			},
			{ credentials },
		);
		sandbox.control.injectFault({ route: 'StartJobs$', status: 401, body: {} });
		expect(await getEngine().harness.run(start)).toMatchObject({ status: 'success' });
		expect(sandbox.control.jobs()).toHaveLength(before + 1);
	});

	it('gives up after a second 401', async () => {
		sandbox.control.injectFault({ route: 'GET .*/odata/Jobs$', status: 401, times: 9 });
		const { setup } = node();
		expect(await getEngine().harness.run(setup)).toMatchObject({
			status: 'error',
			error: { name: 'NodeApiError', httpCode: '401' },
		});
		expect(apiRequests(sandbox)).toHaveLength(2);
	});

	it.each([
		['a wrong secret', { clientSecret: 'wrong' }, /invalid_client/, /Client Secret/],
		['an unknown scope', { scope: 'OR.Jbos' }, /OR\.Jbos|invalid_scope/, /Scope/],
		[
			'user scopes only',
			{ clientId: '3f2a7c1e-5b60-4c1d-9a55-0d6f3a1b2c4e' },
			/invalid_scope/,
			/application scopes/,
		],
	])('says what is wrong with %s', async (_name, more, message, description) => {
		const credentials = getEngine().harness.storeCredentials(oauthCredentials(sandbox, more));
		const { error } = await getEngine().harness.run(node(credentials).setup);
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(description);
	});

	it.each([{}, { access_token: '' }, { error: 'no' }])(
		'says so when the token answer %j holds no token',
		async (body) => {
			sandbox.control.injectFault({ route: 'POST .*token$', status: 200, body });
			const { error } = await getEngine().harness.run(node().setup);
			expect(error).toMatchObject({
				name: 'NodeOperationError',
				message: 'Sign in to UiPath: the identity server gave no token (its answer held none)',
				description: expect.stringContaining("'Token URL'"),
				context: { itemIndex: 0 },
			});
		},
	);

	it('reads expires_in also when it is text', async () => {
		sandbox.control.setLimits({ quoteExpiresIn: true });
		const { setup, credentials } = node();
		expect(await getEngine().harness.run(setup)).toMatchObject({ status: 'success' });
		expect(credentials.tokenWrites).toHaveLength(1);
		sandbox.control.setLimits({ quoteExpiresIn: false });
	});
});

describe('an access token at work', () => {
	it.each([
		['mistyped', () => 'rt_wrong-1'],
		['expired', () => sandbox.expiredToken],
	])('when it is %s, says so and what to do, without showing it', async (_name, bearerToken) => {
		const credentials = tokenCredentials(sandbox, { bearerToken: bearerToken() });
		const { error } = await getEngine().harness.run(
			jobNode(sandbox, 'getAll', {}, { credentials }),
		);
		expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '401' });
		expect(error?.description).toContain('renew the token');
		expect(JSON.stringify(error)).not.toContain(bearerToken());
	});

	it.each(['cloud', 'suite', 'standalone'] as const)('reaches a tenant of %s', async (edition) => {
		const other = await openSandbox({ edition });
		const credentials = tokenCredentials(other);
		const { status, error } = await getEngine().harness.run(
			jobNode(other, 'getAll', { limit: 1 }, { credentials }),
		);
		expect([status, error?.message]).toEqual(['success', undefined]);
		const oauth = oauthCredentials(other);
		const result = await getEngine().harness.run(
			jobNode(other, 'getAll', { authentication: 'oAuth2', limit: 1 }, { credentials: oauth }),
		);
		expect([result.status, result.error?.message]).toEqual(['success', undefined]);
	});

	it.each([
		['', /empty/],
		['https://cloud.uipath.com', /organization and tenant/],
		['ftp://host/org/tenant', /https/],
		['https://user:secret@host/org/tenant', /password/],
	])('refuses the tenant URL "%s" before any request', async (tenantUrl, message) => {
		const credentials = tokenCredentials(sandbox, { tenantUrl });
		const { error } = await getEngine().harness.run(
			jobNode(sandbox, 'getAll', {}, { credentials }),
		);
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.message).toMatch(message);
		expect(error?.description).toContain('Tenant URL');
	});
});
