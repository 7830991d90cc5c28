import { NodeApiError } from 'n8n-workflow';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { setMessage } from '../helpers/errorMessage';
import { isRecord } from '../helpers/json';
import { nodeOfError } from '../helpers/nodeOfError';
import { describeConnection, STORAGE_HOST } from './connection';
import { decodeStart, looksLikeHtml } from './errorBody';
import { readFailedCall } from './failedCall';
import { cancelSignal, pause } from './pause';
import { peek } from './peek';
import { decideRetry } from './retry';
import type { Effect, Failure } from './retry';
import type { Scope } from './session';
import { toCancelledError, toUnansweredError } from './unansweredError';

/** Where a file lies: a link of its own, good for minutes, that needs no login. */
export interface BlobAccess {
	readonly url: string;
	readonly method: 'GET' | 'PUT' | 'POST';
	readonly headers: Readonly<Record<string, string>>;
}

/** A stream as n8n's binary helper takes it. */
export type ByteStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['binaryToBuffer']>[0],
	Buffer
>;

const UPLOAD_TIMEOUT_MS = 300_000;
/** Until the answer begins, and between any two pieces of it: a host that is silent for longer is gone. */
const DOWNLOAD_TIMEOUT_MS = 60_000;

function readHeaders(raw: unknown): Record<string, string> {
	const { Keys: names, Values: values } = isRecord(raw) ? raw : {};
	if (!Array.isArray(names) || !Array.isArray(values)) return {};
	const pairs = names.map((name: unknown, index) => [String(name), String(values[index] ?? '')]);
	return Object.fromEntries(pairs);
}

const isMethod = (verb: unknown): verb is BlobAccess['method'] =>
	verb === 'GET' || verb === 'PUT' || verb === 'POST';

/** Reads a BlobFileAccessDto, whose headers are two parallel lists; undefined when it is none. */
export function readBlobAccess(raw: unknown): BlobAccess | undefined {
	if (!isRecord(raw) || typeof raw.Uri !== 'string') return undefined;
	const method = typeof raw.Verb === 'string' ? raw.Verb.toUpperCase() : 'GET';
	if (!/^https?:\/\//i.test(raw.Uri) || !isMethod(method)) return undefined;
	return { url: raw.Uri, method, headers: readHeaders(raw.Headers) };
}

/** Only the host is shown: the rest of the link is a secret for as long as it lasts. */
const describeHost = (url: string): string => /^https?:\/\/([^/?#]+)/i.exec(url)?.[1] ?? 'storage';

/** Links expire within minutes; then the storage host refuses them in one of these ways. */
const EXPIRED_STATUS = new Set([401, 403, 404]);

/** Whether a failed transfer may go through with a fresh link. */
export function isExpiredLink(caught: unknown): boolean {
	if (!(caught instanceof NodeApiError) || !isRecord(caught.context.data)) return false;
	const { storageHost, httpStatus } = caught.context.data;
	return storageHost !== undefined && EXPIRED_STATUS.has(Number(httpStatus));
}

/** What came from the storage host in place of the file. */
type BlobFailure = Failure | 'page' | 'nothing';

function describeFailure(failure: BlobFailure): string {
	if (failure === 'page') return 'the storage host answered with a web page';
	if (failure === 'nothing') return 'the storage host sent no file';
	if (failure.status !== undefined) return `the storage host answered HTTP ${failure.status}`;
	return describeConnection(failure.code, STORAGE_HOST);
}

function describeNextStep(failure: BlobFailure): string {
	if (failure === 'page')
		return 'A proxy or firewall that answers with a page of its own is the usual reason.';
	if (failure !== 'nothing' && EXPIRED_STATUS.has(failure.status ?? 0)) {
		return 'The link may have expired. Run the node again for a new one.';
	}
	return 'Try again; n8n has to be able to reach the storage host directly.';
}

/** The storage host's refusal says nothing about the login to Orchestrator. */
function toBlobError(
	scope: Scope,
	purpose: string,
	access: BlobAccess,
	failure: BlobFailure,
): NodeApiError {
	const outcome = describeFailure(failure);
	const nextStep = describeNextStep(failure);
	const { status, code }: Failure =
		failure === 'page' || failure === 'nothing' ? { status: 200 } : failure;
	const message = `${purpose}: ${outcome}`;
	const storageHost = describeHost(access.url);
	const error = new NodeApiError(
		nodeOfError(scope.session.context.getNode()),
		{ message },
		{
			message,
			description: `${nextStep} Host: ${storageHost}.`,
			...(status === undefined ? {} : { httpCode: String(status) }),
			...(scope.itemIndex === undefined ? {} : { itemIndex: scope.itemIndex }),
		},
	);
	setMessage(error, message);
	error.context.data = {
		storageHost,
		...(status === undefined ? {} : { httpStatus: status }),
		...(code === undefined ? {} : { connection: code }),
	};
	return error;
}

async function callBlob(
	scope: Scope,
	purpose: string,
	access: BlobAccess,
	effect: Effect,
	more: Partial<IHttpRequestOptions> & { readonly timeout: number },
): Promise<unknown> {
	const { context, skipSslCertificateValidation } = scope.session;
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await context.helpers.httpRequest({
				method: access.method,
				url: access.url,
				headers: { ...access.headers },
				returnFullResponse: true,
				sendCredentialsOnCrossOriginRedirect: false,
				skipSslCertificateValidation,
				abortSignal: cancelSignal(context),
				...more,
			});
		} catch (caught: unknown) {
			const failed = readFailedCall(caught);
			if (failed.kind !== 'answer') throw toUnansweredError(scope, purpose, failed);
			const delay = decideRetry(failed.failure, effect, attempt);
			if (delay === undefined) {
				throw toBlobError(scope, purpose, access, failed.failure);
			}
			if (!(await pause(context, delay))) throw toCancelledError(scope);
		}
	}
}

/** Writes a text to its place. Repeating it is harmless: the same bytes go to the same place. */
export async function sendToBlob(scope: Scope, access: BlobAccess, content: string): Promise<void> {
	await callBlob(scope, 'Upload file', access, 'read', {
		body: Buffer.from(content, 'utf8'),
		timeout: UPLOAD_TIMEOUT_MS,
		headers: { 'Content-Type': 'application/json', ...access.headers },
	});
}

function isByteStream(value: unknown): value is ByteStream {
	return typeof value === 'object' && value !== null && 'pipe' in value && 'read' in value;
}

/**
 * Opens a file as a stream; no byte of it is held here.
 *
 * @throws NodeApiError with the storage host's status, also when a web page came instead of a file
 */
export async function openBlob(
	scope: Scope,
	purpose: string,
	access: BlobAccess,
): Promise<ByteStream> {
	const response = await callBlob(scope, purpose, access, 'read', {
		encoding: 'stream',
		timeout: DOWNLOAD_TIMEOUT_MS,
		// As it lies there: compressed on the way, its bytes could not be compared with its size.
		headers: { 'Accept-Encoding': 'identity', ...access.headers },
	});
	const { body } = isRecord(response) ? response : {};
	if (!isByteStream(body)) throw toBlobError(scope, purpose, access, 'nothing');
	if (!looksLikeHtml(decodeStart(await peek(body)))) return body;
	body.destroy();
	throw toBlobError(scope, purpose, access, 'page');
}

/** Reads a stream to its end as UTF-8. For what fits into memory only. */
export async function readText(stream: ByteStream): Promise<string> {
	const parts: Uint8Array[] = [];
	for await (const chunk of stream) {
		const part: unknown = chunk;
		if (part instanceof Uint8Array) parts.push(part);
	}
	return Buffer.concat(parts).toString('utf8');
}
