import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { JsonObject } from '../../scripts/host/json.mts';
import {
	createCredential,
	type CredentialType,
	testCredential,
} from '../../scripts/host/n8n-credentials.mts';
import { getContext } from './context.mts';

async function pressTest(type: CredentialType, data: JsonObject) {
	const { session } = getContext();
	return await testCredential(
		session,
		await createCredential(session, { type, name: 'e2e', data }),
	);
}

const withToken = async (tenantUrl: string, bearerToken: string) =>
	await pressTest('uiPathOrchestratorApi', { tenantUrl, bearerToken });

/** An external application as the dialog saves it: everything hidden is left to its default. */
const withApplication = async (changes: JsonObject) => {
	const { sandbox } = getContext();
	const data = { tenantUrl: sandbox.tenantUrl, scope: 'OR.Jobs', ...sandbox.oauth, ...changes };
	return await pressTest('uiPathOrchestratorOAuth2Api', data);
};

describe('test button of the access token credential', () => {
	beforeEach(() => getContext().sandbox.control.reset());

	it('accepts the right token', async () => {
		const { sandbox } = getContext();
		const { status, message } = await withToken(sandbox.tenantUrl, sandbox.token);
		assert.equal(status, 'OK', message);
		assert.equal(sandbox.requests.at(-1)?.headers.authorization, `Bearer ${sandbox.token}`);
	});

	it('accepts a token that may not see folders', async () => {
		const { sandbox } = getContext();
		const { status, message } = await withToken(sandbox.tenantUrl, sandbox.limitedToken);
		assert.equal(status, 'OK', message);
	});

	it('accepts the address of a page, as copied from the browser', async () => {
		const { sandbox } = getContext();
		const page = `${sandbox.tenantUrl}/orchestrator_/jobs?fid=4711#top`;
		assert.equal((await withToken(page, sandbox.token)).status, 'OK');
	});

	it('refuses a wrong token and says that it is the token', async () => {
		const { sandbox } = getContext();
		const { status, message } = await withToken(sandbox.tenantUrl, 'wrong');
		assert.equal(status, 'Error');
		assert.match(message, /refused the token/);
	});

	it('refuses an expired token', async () => {
		const { sandbox } = getContext();
		const { status, message } = await withToken(sandbox.tenantUrl, sandbox.expiredToken);
		assert.equal(status, 'Error');
		assert.match(message, /refused the token/);
	});

	it('refuses a wrong address, which answers with a page and status 200, and says so', async () => {
		const { sandbox } = getContext();
		const { status, message } = await withToken(`${sandbox.origin}/no/tenant`, sandbox.token);
		assert.equal(status, 'Error');
		assert.match(message, /No Orchestrator answered at this tenant URL/);
		const page = sandbox.requests.at(-1);
		assert.equal(page?.status, 200, 'the sandbox has to show a page here');
	});
});

describe('test button of the external application credential', () => {
	beforeEach(() => getContext().sandbox.control.reset());

	it('accepts the right secret and asks for the token once', async () => {
		const { sandbox } = getContext();
		const { status, message } = await withApplication({});
		assert.equal(status, 'OK', message);
		const tokenRequests = sandbox.requests.filter(({ target }) => target === 'identity');
		assert.equal(tokenRequests.length, 1);
		const form = new URLSearchParams(tokenRequests[0]?.body);
		assert.equal(form.get('grant_type'), 'client_credentials');
		assert.equal(form.get('client_secret'), sandbox.oauth.clientSecret);
		assert.equal(form.get('scope'), 'OR.Jobs');
	});

	const refusals: Array<[string, JsonObject, string]> = [
		['a wrong secret', { clientSecret: 'wrong' }, 'Client authentication failed'],
		['a scope that the application does not hold', { scope: 'OR.Nonsense' }, 'scope is invalid'],
	];
	for (const [what, changes, reason] of refusals) {
		it(`refuses ${what} with the identity server's reason`, async () => {
			const { sandbox } = getContext();
			const { status, message } = await withApplication(changes);
			assert.equal(status, 'Error');
			assert.match(message, new RegExp(reason));
			assert.ok(sandbox.requests.every(({ target }) => target === 'identity'));
		});
	}

	it('refuses a wrong address', async () => {
		const { sandbox } = getContext();
		const tokenUrl = sandbox.tokenUrl;
		const { status, message } = await withApplication({
			tenantUrl: `${sandbox.origin}/no/tenant`,
			tokenUrl,
		});
		assert.equal(status, 'Error');
		assert.match(message, /No Orchestrator answered at this tenant URL/);
	});
});
