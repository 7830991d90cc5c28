import type { JsonRecord } from '../helpers/json';
import { toOperationError } from '../helpers/operationError';
import { passOn } from '../helpers/passOn';
import { toApiError } from './apiError';
import { openBlob, readBlobAccess, readText, sendToBlob } from './blob';
import type { BlobAccess, ByteStream } from './blob';
import { settleDoubt } from './doubt';
import { guidLiteral } from './literals';
import { pause } from './pause';
import { requestObject } from './request';
import type { OrchestratorRequest } from './request';
import type { Scope } from './session';
import { toCancelledError } from './unansweredError';

/** API version that brought attachments of jobs. Source: UiPath's API documents. */
const ATTACHMENTS_SINCE = 20;
const ATTEMPTS = 3;
const DELAY_MS = 500;

function toMissingPlace(scope: Scope, request: OrchestratorRequest, what: string) {
	const facts = { isHtml: false, message: `the answer does not say where to ${what}` };
	return toApiError({ scope, request, failure: { status: 200 }, facts, attempts: 1 });
}

/** An entry that nobody knows of does no harm, so that another may be made in its place. */
async function requestEntry(scope: Scope, request: OrchestratorRequest): Promise<JsonRecord> {
	try {
		return await requestObject(scope, request);
	} catch (caught: unknown) {
		settleDoubt(caught);
		throw passOn(caught);
	}
}

/** An attachment without content, and where to put that. */
export interface AttachmentPlace {
	/** GUID of the attachment. */
	readonly id: string;
	readonly access: BlobAccess;
}

/**
 * Makes an attachment in the folder. Orchestrator names the place of its content, which `fillAttachment`
 * sends there without the token.
 */
export async function createAttachment(scope: Scope, name: string): Promise<AttachmentPlace> {
	const request: OrchestratorRequest = {
		purpose: 'Upload input arguments',
		method: 'POST',
		path: '/odata/Attachments',
		body: { Name: name },
		routeSince: ATTACHMENTS_SINCE,
		effect: 'write',
		ifUnknown:
			'The arguments were not stored, and the job was not started. At most an empty attachment is left behind in the folder. Try again.',
	};
	const attachment = await requestEntry(scope, request);
	const access = readBlobAccess(attachment.BlobFileAccess);
	if (typeof attachment.Id === 'string' && access !== undefined) {
		return { id: attachment.Id, access };
	}
	const error = toMissingPlace(scope, request, 'upload to');
	settleDoubt(error);
	throw error;
}

/** @returns the id of the attachment */
export async function fillAttachment(
	scope: Scope,
	{ id, access }: AttachmentPlace,
	content: string,
): Promise<string> {
	await sendToBlob(scope, access, content);
	return id;
}

/** What a download brought: the text, or why it is not whole. */
type Download = { readonly text: string } | { readonly problem: string; readonly isCut: boolean };

/** A text that is no JSON was cut on its way, by a connection that ended as if all had come. */
async function readWhole(stream: ByteStream): Promise<Download> {
	let text: string;
	try {
		text = await readText(stream);
	} catch {
		return { problem: 'the download was cut', isCut: true };
	}
	try {
		JSON.parse(text);
		return { text };
	} catch {
		return { problem: 'what came is cut off or not JSON', isCut: false };
	}
}

function toDownloadError(scope: Scope, { problem, isCut }: Exclude<Download, { text: string }>) {
	const error = toOperationError(
		scope.session.context.getNode(),
		`Download large arguments: ${problem}`,
		{
			description: `So it was ${ATTEMPTS} times. Read the job again with 'Get' later.`,
			itemIndex: scope.itemIndex,
		},
	);
	if (isCut) error.context.data = { connection: 'ECONNRESET' };
	return error;
}

/**
 * Reads the JSON text of an attachment, such as the output arguments of a job that were too long for it.
 * A download that breaks off is made again with a fresh link, up to three times in all.
 *
 * @param id GUID of the attachment
 * @throws NodeApiError as `openBlob`; NodeOperationError when no download came to its end
 */
export async function downloadAttachment(scope: Scope, id: string): Promise<string> {
	const { context } = scope.session;
	const request: OrchestratorRequest = {
		purpose: 'Get large arguments',
		method: 'GET',
		path: `/odata/Attachments(${guidLiteral(id)})`,
		routeSince: ATTACHMENTS_SINCE,
		effect: 'read',
	};
	for (let attempt = 1; ; attempt += 1) {
		const access = readBlobAccess((await requestObject(scope, request)).BlobFileAccess);
		if (access === undefined) throw toMissingPlace(scope, request, 'download from');
		const came = await readWhole(await openBlob(scope, 'Download large arguments', access));
		if ('text' in came) return came.text;
		if (attempt >= ATTEMPTS) throw toDownloadError(scope, came);
		if (!(await pause(context, DELAY_MS * attempt))) throw toCancelledError(scope);
	}
}
