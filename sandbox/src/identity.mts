import { answerJson, readHeader, type Answer, type SandboxRequest } from './http.mts';
import type { ApiVersion } from './levels/level.mts';
import { ALL_SCOPES } from './state.mts';
import type { Tenant } from './tenant.mts';

/** Path of the token endpoint of an edition, from the root of the host. */
export function tokenPath(edition: Tenant['settings']['edition']): string {
	return edition === 'standalone' ? '/identity/connect/token' : '/identity_/connect/token';
}

/**
 * Longest scope text of a token request, by API version: measured on 21.10, 22.10, 23.4, 24.10.0 and
 * Automation Suite 24.10; that of 20.10 is inferred. Cloud takes any.
 */
const SCOPE_LIMITS: Partial<Record<ApiVersion, number>> = {
	11: 300,
	13: 300,
	15: 500,
	16: 500,
	17: 750,
	18: 1250,
};

const refuse = (error: string, description?: string): Answer =>
	answerJson(
		{ error, ...(description === undefined ? {} : { error_description: description }) },
		400,
		{ 'content-type': 'application/json', 'cache-control': 'no-store' },
	);

/**
 * The client-credentials grant: a form body with client id, secret and scope. Gives no refresh
 * token. The scope must be named, known, and registered as an application scope of the app.
 */
export function answerTokenRequest(tenant: Tenant, request: SandboxRequest): Answer {
	if (request.method !== 'POST') return answerJson({ error: 'invalid_request' }, 405);
	const type = readHeader(request, 'content-type') ?? '';
	if (!type.startsWith('application/x-www-form-urlencoded')) return refuse('invalid_request');
	const form = new URLSearchParams(request.body.toString('utf8'));
	const client = tenant.state.oauthClients.find(
		({ clientId, clientSecret }) =>
			clientId === form.get('client_id') && clientSecret === form.get('client_secret'),
	);
	if (!client) return refuse('invalid_client');
	if (form.get('grant_type') !== 'client_credentials') return refuse('unsupported_grant_type');
	const scopes = (form.get('scope') ?? '').split(' ').filter(Boolean);
	const allowed = scopes.filter(
		(scope) => ALL_SCOPES.includes(scope) && client.applicationScopes.includes(scope),
	);
	const limit = SCOPE_LIMITS[tenant.settings.apiVersion] ?? Number.POSITIVE_INFINITY;
	if ((form.get('scope') ?? '').length > limit) return refuse('invalid_scope');
	if (scopes.length === 0 || allowed.length !== scopes.length) return refuse('invalid_scope');
	const { tokenLifetime, quoteExpiresIn } = tenant.settings;
	const token = tenant.state.addToken({
		scopes,
		identity: 'app',
		expiresAt: tenant.state.clock.now() + tokenLifetime * 1000,
	});
	return answerJson(
		{
			access_token: token.value,
			expires_in: quoteExpiresIn ? String(tokenLifetime) : tokenLifetime,
			token_type: 'Bearer',
			scope: scopes.join(' '),
		},
		200,
		{ 'content-type': 'application/json', 'cache-control': 'no-store' },
	);
}
