import { toApiError } from './apiError';
import { openBlob, readBlobAccess, readText, sendToBlob } from './blob';
import { guidLiteral } from './literals';
import { requestObject } from './request';
import type { OrchestratorRequest } from './request';
import type { Scope } from './session';

function toMissingPlace(scope: Scope, request: OrchestratorRequest, what: string) {
	const facts = { isHtml: false, message: `the answer does not say where to ${what}` };
	return toApiError({ scope, request, failure: { status: 200 }, facts, attempts: 1 });
}

/**
 * Stores a text as an attachment of the folder: Orchestrator makes the entry and names the place, and
 * the content goes there without the token.
 *
 * @returns the id (GUID) of the attachment
 */
export async function uploadAttachment(
	scope: Scope,
	name: string,
	content: string,
): Promise<string> {
	const request: OrchestratorRequest = {
		purpose: 'Upload input arguments',
		method: 'POST',
		path: '/odata/Attachments',
		body: { Name: name },
		effect: 'write',
	};
	const attachment = await requestObject(scope, request);
	const access = readBlobAccess(attachment.BlobFileAccess);
	if (typeof attachment.Id !== 'string' || access === undefined) {
		throw toMissingPlace(scope, request, 'upload to');
	}
	await sendToBlob(scope, access, content);
	return attachment.Id;
}

/**
 * Reads the text of an attachment, such as the output arguments of a job that were too long for it.
 *
 * @param id GUID of the attachment
 */
export async function downloadAttachment(scope: Scope, id: string): Promise<string> {
	const request: OrchestratorRequest = {
		purpose: 'Get large arguments',
		method: 'GET',
		path: `/odata/Attachments(${guidLiteral(id)})`,
		effect: 'read',
	};
	const access = readBlobAccess((await requestObject(scope, request)).BlobFileAccess);
	if (access === undefined) throw toMissingPlace(scope, request, 'download from');
	return await readText(await openBlob(scope, 'Download large arguments', access));
}
