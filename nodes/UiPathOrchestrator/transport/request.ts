import type { IHttpRequestOptions } from 'n8n-workflow';

import { isRecord, parseJson, toJson } from '../helpers/json';
import type { JsonRecord } from '../helpers/json';
import { toApiError } from './apiError';
import { looksLikeHtml, readErrorBody } from './errorBody';
import { readFailedCall, readHeader } from './failedCall';
import { folderHeader } from './folder';
import { isCancelled, pause } from './pause';
import { decideRetry } from './retry';
import type { Effect } from './retry';
import type { Scope } from './session';
import { toCancelledError, toUnansweredError } from './unansweredError';

/** Query options in the order in which they are sent; undefined ones are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

export interface OrchestratorRequest {
	/** What the request is for, as the beginning of an error message: "Start process". */
	readonly purpose: string;
	readonly method: 'GET' | 'POST';
	/** Path behind the base URL, such as `/odata/Jobs`; ids inside are checked by the caller. */
	readonly path: string;
	readonly query?: Query;
	readonly body?: JsonRecord;
	/** `write` changes something and is never repeated after it may have been processed. */
	readonly effect: Effect;
	/** A start of jobs: without a folder, Orchestrator blames the process for it. */
	readonly isStart?: boolean;
	/** Recognizes a refusal that no later attempt can change, whatever its status says. */
	readonly isFinal?: (answer: string) => boolean;
}

/** An answer with the moment at which the server gave it. */
export interface Answer {
	readonly text: string;
	/** The server's clock in ms since 1970, by whole seconds; undefined when it sends no Date. */
	readonly serverTime: number | undefined;
}

/** One page of a collection. */
export interface Page {
	readonly rows: JsonRecord[];
	readonly serverTime: number | undefined;
}

const USER_AGENT = 'n8n-nodes-uipath/0.1.0';
const TIMEOUT_MS = 60_000;

export function buildUrl(base: string, path: string, query: Query = {}): string {
	const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
	if (given.length === 0) return base + path;
	const parts = given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
	return `${base}${path}?${parts.join('&')}`;
}

/** At least a second, because 0 would mean no limit at all. */
function limitTimeout(deadline = Infinity): number {
	return Math.max(1000, Math.min(TIMEOUT_MS, deadline - Date.now()));
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
 * Sends one request and repeats it as the retry table allows.
 *
 * @returns the body as text, which is empty when Orchestrator answers with nothing
 * @throws NodeApiError when it is refused or fails; NodeOperationError when sign-in fails or the
 * execution is cancelled while waiting
 */
export async function sendRequest(scope: Scope, request: OrchestratorRequest): Promise<Answer> {
	const { context, credentialType, deadline = Infinity } = scope.session;
	for (let attempt = 1; ; attempt += 1) {
		if (isCancelled(context)) throw toCancelledError(scope);
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				credentialType,
				buildOptions(scope, request),
			);
			return readAnswer(scope, request, response, attempt);
		} catch (caught: unknown) {
			const failed = readFailedCall(caught);
			if (failed.kind !== 'answer') throw toUnansweredError(scope, failed);
			const delay =
				request.isFinal?.(failed.body) === true
					? undefined
					: decideRetry(failed.failure, request.effect, attempt);
			if (delay === undefined || Date.now() + delay > deadline) {
				const facts = readErrorBody(failed.body);
				const { failure } = failed;
				throw toApiError({ scope, request, failure, facts, attempts: attempt });
			}
			if (!(await pause(context, delay))) throw toCancelledError(scope);
		}
	}
}

function readAnswer(
	scope: Scope,
	request: OrchestratorRequest,
	response: unknown,
	attempts: number,
): Answer {
	const { body, headers, statusCode } = isRecord(response) ? response : {};
	const text = typeof body === 'string' ? body : '';
	const serverTime = Date.parse(readHeader(headers, 'date') ?? '');
	if (!looksLikeHtml(text)) {
		return { text, serverTime: Number.isNaN(serverTime) ? undefined : serverTime };
	}
	const failure = typeof statusCode === 'number' ? { status: statusCode } : {};
	throw toApiError({ scope, request, failure, facts: { isHtml: true }, attempts });
}

function parseObject(scope: Scope, request: OrchestratorRequest, text: string): JsonRecord {
	try {
		const answer = parseJson(text);
		if (isRecord(answer)) return answer;
	} catch {
		throw toUnreadable(scope, request, text === '' ? 'is empty' : 'is cut off or not JSON');
	}
	throw toUnreadable(scope, request, 'is not an object');
}

function toUnreadable(scope: Scope, request: OrchestratorRequest, why: string) {
	const facts = { isHtml: false, message: `the answer ${why}` };
	return toApiError({ scope, request, failure: { status: 200 }, facts, attempts: 1 });
}

/**
 * Sends a request whose answer is one JSON object.
 *
 * @throws NodeApiError also when the answer is cut, not JSON, or not an object
 */
export async function requestObject(
	scope: Scope,
	request: OrchestratorRequest,
): Promise<JsonRecord> {
	return parseObject(scope, request, (await sendRequest(scope, request)).text);
}

/**
 * Sends a request whose answer is a collection.
 *
 * @throws NodeApiError also when the answer has no `value` that is a list of objects
 */
export async function requestPage(scope: Scope, request: OrchestratorRequest): Promise<Page> {
	const { text, serverTime } = await sendRequest(scope, request);
	const { value } = parseObject(scope, request, text);
	if (Array.isArray(value) && value.every(isRecord)) return { rows: value, serverTime };
	throw toUnreadable(scope, request, 'has no list of results');
}
