import { isRecord, parseJson } from '../helpers/json';
import type { JsonRecord } from '../helpers/json';
import { toApiError } from './apiError';
import { learnColumns, leaveOutColumns } from './columns';
import { looksLikeHtml, readErrorBody } from './errorBody';
import { exchange } from './exchange';
import { readHeader } from './failedCall';
import { markReached } from './passing';
import { pause } from './pause';
import type { Effect } from './retry';
import { findServer } from './serverVersion';
import type { Since } from './serverVersion';
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
	/** What to say and do, as sentences, when it is not known whether a write was carried out. */
	readonly ifUnknown?: string;
	/** Columns, enum values and body fields of the request that not every Orchestrator has. */
	readonly since?: Since;
	/** Columns in `$select` and `$expand` that the package chose, so that it can do without them. */
	readonly ownColumns?: readonly string[];
	/** API version that brought the route; undefined for those that every Orchestrator has. */
	readonly routeSince?: number;
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
	/** Number of rows of the whole collection, when it was asked for. */
	readonly count: number | undefined;
}

/**
 * Sends one request, when the tenant bears it, and repeats it as the retry table allows.
 *
 * @returns the body as text, which is empty when Orchestrator answers with nothing
 * @throws NodeApiError when it is refused or fails; NodeOperationError when sign-in fails or the
 * execution is cancelled while waiting
 */
export async function sendRequest(scope: Scope, whole: OrchestratorRequest): Promise<Answer> {
	const { context, deadline = Infinity, orchestratorUrl } = scope.session;
	const server = findServer(orchestratorUrl);
	let request = leaveOutColumns(server, whole);
	let trial: ReturnType<typeof learnColumns>;
	for (let attempt = 1; ; attempt += 1) {
		const sent = await exchange(scope, request, attempt);
		if ('response' in sent) return readAnswer(scope, request, sent.response, attempt);
		const { failed, delay } = sent;
		if (failed.kind !== 'answer') throw toUnansweredError(scope, request.purpose, failed);
		trial?.undo();
		trial = learnColumns(server, request, failed.failure.status, failed.body);
		if (trial !== undefined) {
			request = leaveOutColumns(server, whole);
			continue;
		}
		if (delay === undefined || performance.now() + delay > deadline) {
			const facts = readErrorBody(failed.body);
			throw toApiError({ scope, request, failure: failed.failure, facts, attempts: attempt });
		}
		if (!(await pause(context, delay))) throw toCancelledError(scope);
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
		markReached(scope.session);
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
	const { value, '@odata.count': count } = parseObject(scope, request, text);
	if (Array.isArray(value) && value.every(isRecord)) {
		return { rows: value, serverTime, count: typeof count === 'number' ? count : undefined };
	}
	throw toUnreadable(scope, request, 'has no list of results');
}
