import { isRecord } from '../helpers/json';
import type { Failure } from './retry';

/** What an error thrown by n8n's request helper turned out to be. */
export type FailedCall =
	/** Refused with an answer, or failed on the wire. */
	| { readonly kind: 'answer'; readonly failure: Failure; readonly body: string }
	/** The identity server gave no token. */
	| { readonly kind: 'sign-in'; readonly reason: string }
	/** Anything else, such as a cancelled execution or a host that the credential does not allow. */
	| { readonly kind: 'other'; readonly caught: unknown };

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

function readTokenProblem(layers: ReadonlyArray<Record<PropertyKey, unknown>>): string | undefined {
	const refused = layers.find(({ code, name }) => code === 'EAUTH' || name === 'AuthError');
	const failed = layers.find(({ message }) => /OAuth2 access token/.test(String(message)));
	if (refused === undefined && failed === undefined) return undefined;
	const body = isRecord(refused?.body) ? refused.body : {};
	const details = [body.error, body.error_description, body.errorMessage].filter(
		(part) => typeof part === 'string' && part !== '',
	);
	return details.length > 0 ? details.join(': ') : String((refused ?? failed)?.message);
}

export function readFailedCall(caught: unknown): FailedCall {
	const layers = [...unwrap(caught)];
	const reason = readTokenProblem(layers);
	if (reason !== undefined) return { kind: 'sign-in', reason };

	const answered = layers.find(
		({ response }) => typeof response === 'object' && response !== null && 'status' in response,
	);
	if (isRecord(answered?.response) && typeof answered.response.status === 'number') {
		const { status, headers, data } = answered.response;
		const failure = {
			status,
			retryAfter: readHeader(headers, 'retry-after'),
			date: readHeader(headers, 'date'),
		};
		return { kind: 'answer', failure, body: toText(data) };
	}
	const code = layers.map((layer) => layer.code).find((value) => typeof value === 'string');
	if (typeof code !== 'string' || code === 'ERR_CANCELED') return { kind: 'other', caught };
	return { kind: 'answer', failure: { code }, body: '' };
}
