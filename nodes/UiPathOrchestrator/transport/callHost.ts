import type { IHttpRequestOptions } from 'n8n-workflow';

import { isRecord, toJson } from '../helpers/json';
import { folderHeader } from './folder';
import type { OrchestratorRequest, Query } from './request';
import type { RequestContext, Scope } from './session';

const USER_AGENT = 'n8n-nodes-uipath/0.1.0';
const TIMEOUT_MS = 60_000;
const REFUSED_LOGIN = 401;

export function buildUrl(base: string, path: string, query: Query = {}): string {
	const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
	if (given.length === 0) return base + path;
	const parts = given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
	return `${base}${path}?${parts.join('&')}`;
}

/** At least a second, because 0 would mean no limit at all. */
function limitTimeout(deadline = Infinity): number {
	return Math.max(1000, Math.min(TIMEOUT_MS, deadline - performance.now()));
}

/** n8n writes token and signal into the options object, so that each attempt needs a fresh one. */
function buildOptions(scope: Scope, request: OrchestratorRequest): IHttpRequestOptions {
	const { session, folder } = scope;
	const hasBody = request.body !== undefined;
	return {
		method: request.method,
		url: buildUrl(session.orchestratorUrl, request.path, request.query),
		headers: {
			Accept: 'application/json',
			'User-Agent': USER_AGENT,
			...folderHeader(folder),
			...(hasBody ? { 'Content-Type': 'application/json' } : {}),
		},
		...(hasBody ? { body: toJson(request.body) } : {}),
		// Text, because n8n's own parsing changes numbers above 2^53.
		encoding: 'text',
		returnFullResponse: true,
		timeout: limitTimeout(session.deadline),
		// The API never redirects; a redirect would carry the token to wherever it leads.
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		skipSslCertificateValidation: session.skipSslCertificateValidation,
	};
}

/**
 * Calls Orchestrator through n8n. Refusals come as answers, because the errors that older hosts make of
 * them have lost body and headers; but for 401, upon which n8n renews the token and sends again.
 */
async function callHost(scope: Scope, request: OrchestratorRequest): Promise<unknown> {
	const { context, credentialType } = scope.session;
	const send = async (more: Partial<IHttpRequestOptions>): Promise<unknown> =>
		await context.helpers.httpRequestWithAuthentication.call(context, credentialType, {
			...buildOptions(scope, request),
			...more,
		});
	const response = await send({
		ignoreHttpStatusErrors: { ignore: true, except: [REFUSED_LOGIN] },
	});
	// Hosts before 2.0 know no exceptions, and renew the token only over an error. A refused login has
	// changed nothing, so that this is safe for any request.
	const isMissedByHost =
		credentialType === 'uiPathOrchestratorOAuth2Api' &&
		isRecord(response) &&
		response.statusCode === REFUSED_LOGIN;
	return isMissedByHost ? await send({}) : response;
}

/** The first call of an external application in an execution; it fetches the token for all others. */
const firstCalls = new WeakMap<RequestContext, Promise<unknown>>();

/**
 * Hands a request to n8n, which adds the login and sends it.
 *
 * @returns n8n's full response, also of a refusal
 * @throws whatever n8n throws for a refused login or a failure on the wire
 */
export async function callOrchestrator(
	scope: Scope,
	request: OrchestratorRequest,
): Promise<unknown> {
	const { session } = scope;
	if (session.credentialType === 'uiPathOrchestratorApi') return await callHost(scope, request);
	const first = firstCalls.get(session.context);
	if (first === undefined) {
		const call = callHost(scope, request);
		const ended = call.then(
			() => undefined,
			() => undefined,
		);
		firstCalls.set(session.context, ended);
		return await call;
	}
	await first;
	return await callHost(scope, request);
}
