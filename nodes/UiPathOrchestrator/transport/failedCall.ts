import { isRecord } from '../helpers/json';
import { hideLogins } from './errorBody';
import type { Failure } from './retry';

/** What an error thrown by n8n's request helper turned out to be. */
export type FailedCall =
	/** Refused with an answer, or failed on the wire. */
	| { readonly kind: 'answer'; readonly failure: Failure; readonly body: string }
	/** The identity server gave no token. */
	| { readonly kind: 'sign-in'; readonly reason: string }
	/** Somebody stopped the execution while the call was under way. */
	| { readonly kind: 'canceled' }
	/**
	 * n8n itself did not make the call: its network protection refuses the host, or the credential is
	 * not usable. Such failures have neither an answer nor a code.
	 */
	| { readonly kind: 'refused'; readonly reason: string; readonly advice: string | undefined };

/** A call to which no answer came, and not because of the connection. */
export type UnmadeCall = Exclude<FailedCall, { readonly kind: 'answer' }>;

/** n8n wraps the failure of the HTTP library, sometimes more than once. */
function* unwrap(caught: unknown): Generator<Record<PropertyKey, unknown>> {
	let current: unknown = caught;
	for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth += 1) {
		const layer = current as Record<PropertyKey, unknown>;
		yield layer;
		current = layer.cause;
	}
}

export function readHeader(headers: unknown, name: string): string | undefined {
	if (typeof headers !== 'object' || headers === null) return undefined;
	const entry = Object.entries(headers).find(([key]) => key.toLowerCase() === name);
	return typeof entry?.[1] === 'string' ? entry[1] : undefined;
}

const toText = (data: unknown): string => {
	if (typeof data === 'string') return data;
	return isRecord(data) && !('pipe' in data) ? JSON.stringify(data) : '';
};

/** Errors of OAuth 2.0 (RFC 6749, 5.2) as hosts that keep nothing else quote them. */
const OAUTH_ERROR =
	/\b(?:invalid_(?:client|grant|request|scope)|un(?:authorized_client|supported_grant_type))\b.*/;

type Layers = ReadonlyArray<Record<PropertyKey, unknown>>;

/** Older hosts keep only the text of a refused token request. */
function readQuotedTokenProblem(layers: Layers): string | undefined {
	const texts = layers.flatMap(({ description, messages }) => [description, messages].flat());
	const quoted = texts.find((text) => typeof text === 'string' && OAUTH_ERROR.test(text));
	const [problem] = OAUTH_ERROR.exec(String(quoted)) ?? [];
	return problem === undefined ? undefined : hideLogins(problem);
}

function readTokenProblem(layers: Layers): string | undefined {
	const refused = layers.find(({ code, name }) => code === 'EAUTH' || name === 'AuthError');
	const failed = layers.find(({ message }) => /OAuth2 access token/.test(String(message)));
	// n8n takes an answer with success for a token, whatever is in it, and fails when it signs with it.
	const hasNone = layers.some(({ message }) => message === 'Unable to sign without access token');
	if (hasNone) return 'its answer held none';
	if (refused === undefined && failed === undefined) return undefined;
	const body = isRecord(refused?.body) ? refused.body : {};
	const details = [body.error, body.error_description, body.errorMessage].filter(
		(part) => typeof part === 'string' && part !== '',
	);
	const reason = details.length > 0 ? details.join(': ') : String((refused ?? failed)?.message);
	return hideLogins(reason);
}

function toRefusal(status: number, headers: unknown, body: unknown): FailedCall {
	const failure = {
		status,
		retryAfter: readHeader(headers, 'retry-after'),
		date: readHeader(headers, 'date'),
	};
	return { kind: 'answer', failure, body: toText(body) };
}

/** A refusal that n8n hands over as an answer; undefined when it is none. */
export function readRefusal(response: unknown): FailedCall | undefined {
	const { statusCode, headers, body } = isRecord(response) ? response : {};
	if (typeof statusCode !== 'number' || statusCode < 300) return undefined;
	return toRefusal(statusCode, headers, body);
}

/** The innermost error is the one that n8n's own guards have thrown. */
function readRefusalByHost(layers: Layers, caught: unknown): FailedCall {
	const texts = (name: 'message' | 'description') =>
		layers.map((layer) => layer[name]).filter(isText);
	const reason = hideLogins(texts('message').at(-1) ?? String(caught));
	const advice = texts('description').at(-1);
	return { kind: 'refused', reason, advice: advice && hideLogins(advice) };
}

/** A refusal, or a failure on the wire, from the error that n8n's request helper threw. */
export function readFailedCall(caught: unknown): FailedCall {
	const layers = [...unwrap(caught)];
	const answered = layers.find(
		({ response }) => typeof response === 'object' && response !== null && 'status' in response,
	);
	const quoted = answered === undefined ? readQuotedTokenProblem(layers) : undefined;
	const reason = readTokenProblem(layers) ?? quoted;
	if (reason !== undefined) return { kind: 'sign-in', reason };
	const { status, headers, data } = isRecord(answered?.response) ? answered.response : {};
	if (typeof status === 'number' && status >= 300) return toRefusal(status, headers, data);
	// Older hosts keep of the cause only this: a status, or the code of a failure on the wire.
	const httpCode = layers.map((layer) => layer.httpCode).find(isText) ?? '';
	if (/^[3-5]\d{2}$/.test(httpCode)) return toRefusal(Number(httpCode), undefined, undefined);
	const wireCode =
		layers.map((layer) => layer.code).find(isText) ?? /^[A-Z]\w+$/.exec(httpCode)?.[0];
	// A success that became an error was cut off in the midst of its body.
	const isCut = status !== undefined || /^2\d{2}$/.test(httpCode);
	const code = wireCode ?? (isCut ? 'ECONNRESET' : undefined);
	if (code === 'ERR_CANCELED') return { kind: 'canceled' };
	if (code === undefined) return readRefusalByHost(layers, caught);
	return { kind: 'answer', failure: { code }, body: '' };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
