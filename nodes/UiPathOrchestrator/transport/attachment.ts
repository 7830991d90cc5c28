import { toApiError } from './apiError';
import { readBlobAccess, sendToBlob } from './blob';
import { requestObject } from './request';
import type { OrchestratorRequest } from './request';
import type { Scope } from './session';

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
		const message = 'the answer does not say where to upload to';
		const facts = { isHtml: false, message };
		throw toApiError({ scope, request, failure: { status: 200 }, facts, attempts: 1 });
	}
	await sendToBlob(scope, access, content);
	return attachment.Id;
}
