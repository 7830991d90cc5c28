/** The editor's test of a credential. */
import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import {
	apiRequests,
	forgetRequests,
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

describe('the test of an access token', () => {
	const test = async (more: object) =>
		await getEngine().harness.testCredential(
			'uiPathOrchestratorApi',
			tokenCredentials(sandbox, more),
		);

	it.each([
		['as pasted with its word', () => `Bearer ${sandbox.token}\n`],
		['with every scope', () => sandbox.token],
		['without any right on folders', () => sandbox.limitedToken],
	])('passes %s', async (_name, token) => {
		expect(await test({ bearerToken: token() })).toMatchObject({ status: 'OK' });
	});

	it.each([
		['wrong', () => 'rt_wrong-1'],
		['expired', () => sandbox.expiredToken],
	])('fails with a sentence when it is %s', async (_name, token) => {
		const { status, message } = await test({ bearerToken: token() });
		expect(status).toBe('Error');
		expect(message).toMatch(/token/i);
		expect(message).toMatch(/^[A-Z].*\.$|.{40,}/);
	});

	it.each([
		['another path of the host', () => `${sandbox.origin}/some/where/else`],
		['another host that answers with a page', () => sandbox.blobOrigin],
	])('says that the URL is wrong: %s', async (_name, tenantUrl) => {
		const { status, message } = await test({ tenantUrl: tenantUrl() });
		expect(status).toBe('Error');
		expect(message).toMatch(/tenant URL/i);
	});

	it.each(['', '/', '/orchestrator_', '/orchestrator_/jobs?fid=1#x', '/orchestrator_/odata/Jobs'])(
		'takes the tenant URL with "%s" behind it',
		async (suffix) => {
			expect(await test({ tenantUrl: sandbox.tenantUrl + suffix })).toMatchObject({ status: 'OK' });
		},
	);
});

describe('the test of an external application', () => {
	const test = async (more: object = {}) =>
		await getEngine().harness.testCredential(
			'uiPathOrchestratorOAuth2Api',
			oauthCredentials(sandbox, more),
		);

	it('fetches a token and passes', async () => {
		expect(await test()).toMatchObject({ status: 'OK' });
		expect(tokenRequests()).toHaveLength(1);
		const form = new URLSearchParams(tokenRequests()[0]?.body);
		expect(Object.fromEntries(form)).toMatchObject({
			grant_type: 'client_credentials',
			client_id: sandbox.oauth.clientId,
			client_secret: sandbox.oauth.clientSecret,
			scope: expect.stringContaining('OR.Jobs'),
		});
	});

	it('fails when the secret is wrong', async () => {
		const { status, message } = await test({ clientSecret: 'wrong' });
		expect(status).toBe('Error');
		expect(message).not.toBe('');
		expect(apiRequests(sandbox)).toEqual([]);
	});

	it('takes a token URL of its own', async () => {
		expect(await test({ tokenUrl: `${sandbox.tokenUrl}/elsewhere` })).toMatchObject({
			status: 'Error',
		});
		expect(await test({ tokenUrl: sandbox.tokenUrl })).toMatchObject({ status: 'OK' });
	});

	it('asks for the scope that the user chose', async () => {
		await test({ scope: 'OR.Jobs.Read OR.Folders.Read' });
		expect(new URLSearchParams(tokenRequests()[0]?.body).get('scope')).toBe(
			'OR.Jobs.Read OR.Folders.Read',
		);
	});
});

describe.each([11, 15, 17, 20] as const)('on API version %i', (apiVersion) => {
	it.each(['empty', 'json', 'html'] as const)(
		'tells logins and addresses apart, where a missing route answers: %s',
		async (missingRoutes) => {
			const server = await openSandbox({ apiVersion, missingRoutes });
			const test = async (more: object) =>
				await getEngine().harness.testCredential(
					'uiPathOrchestratorApi',
					tokenCredentials(server, more),
				);
			const ok = { status: 'OK' };
			expect(await test({})).toMatchObject(ok);
			expect(await test({ bearerToken: server.limitedToken })).toMatchObject(ok);
			expect(await test({ bearerToken: 'rt_wrong-1' })).toMatchObject({
				status: 'Error',
				message: expect.stringContaining('Orchestrator refused the token'),
			});
			expect(await test({ tenantUrl: `${server.origin}/some/where/else` })).toMatchObject({
				status: 'Error',
				message: expect.stringContaining('No Orchestrator answered'),
			});
			const signIn = await getEngine().harness.testCredential(
				'uiPathOrchestratorOAuth2Api',
				oauthCredentials(server),
			);
			expect(signIn).toMatchObject(ok);
		},
	);
});
