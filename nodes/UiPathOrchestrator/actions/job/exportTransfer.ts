import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { EXPORT_SINCE } from '../../entities/job/columns';
import { CsvError } from '../../helpers/csv';
import { isRecord } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import { passOn } from '../../helpers/passOn';
import { ZipError } from '../../helpers/zip';
import { toApiError } from '../../transport/apiError';
import { isExpiredLink, openBlob, readBlobAccess } from '../../transport/blob';
import type { ByteStream } from '../../transport/blob';
import { isCancelled, pause } from '../../transport/pause';
import { requestObject } from '../../transport/request';
import type { OrchestratorRequest } from '../../transport/request';
import type { Scope } from '../../transport/session';
import { toCancelledError } from '../../transport/unansweredError';
import type { ItemCall } from '../operation';
import type { FinishedExport } from './exportRequests';
import { ACTION } from './jobRequests';

const ATTEMPTS = 3;
const DELAY_MS = 500;

/** The answer was complete, and yet bytes of the file are missing. */
export class CutFileError extends Error {
	constructor(bytes: number, size: number) {
		super(`only ${bytes} of its ${size} bytes came`);
	}
}

/** Asks for a link and opens it. A link is good for minutes, so each attempt takes a fresh one. */
async function openExport(scope: Scope, { id }: FinishedExport): Promise<ByteStream> {
	const request: OrchestratorRequest = {
		purpose: `Get link of export ${id}`,
		method: 'GET',
		path: `/odata/Exports(${id})/${ACTION}.GetDownloadLink`,
		routeSince: EXPORT_SINCE,
		effect: 'read',
	};
	const access = readBlobAccess(await requestObject(scope, request));
	if (access === undefined) {
		const facts = { isHtml: false, message: 'the answer holds no link' };
		throw toApiError({ scope, request, failure: { status: 200 }, facts, attempts: 1 });
	}
	return await openBlob(scope, `Download export ${id}`, access);
}

const CONNECTION_CODES = new Set([
	'ECONNRESET',
	'ETIMEDOUT',
	'EPIPE',
	'ERR_STREAM_PREMATURE_CLOSE',
]);

/** Why the file did not come whole; undefined when it is not that which went wrong. */
function explainCut(caught: unknown): string | undefined {
	if (caught instanceof CutFileError || caught instanceof ZipError || caught instanceof CsvError) {
		return caught.message;
	}
	const isConnection =
		isRecord(caught) && (CONNECTION_CODES.has(String(caught.code)) || caught.message === 'aborted');
	return isConnection ? 'the download was cut' : undefined;
}

function toTransferError(call: ItemCall, { id }: FinishedExport, caught: unknown): unknown {
	if (!(caught instanceof Error) || caught instanceof NodeApiError) return caught;
	if (caught instanceof NodeOperationError) return caught;
	const why = explainCut(caught);
	const outcome = why === undefined ? `kept: ${caught.message}` : `read: ${why}`;
	return toOperationError(call.origin.node, `Export ${id} could not be ${outcome}`, {
		itemIndex: call.itemIndex,
		description: `Fetch it again with 'Export ID' set to ${id}, which does not count against the 100 exports a day.`,
	});
}

/**
 * Downloads an export and hands the stream to `receive`. What was cut on the way is downloaded anew, up
 * to three times in all: the file lies there as long as Orchestrator keeps it, and reading changes nothing.
 *
 * @throws NodeOperationError when no attempt brought the whole file; NodeApiError as `openBlob`
 */
export async function transferExport<Received>(
	call: ItemCall,
	finished: FinishedExport,
	receive: (stream: ByteStream) => Promise<Received>,
): Promise<Received> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await receive(await openExport(call.scope, finished));
		} catch (caught: unknown) {
			if (isCancelled(call.context)) throw toCancelledError(call.scope);
			const isPassing = isExpiredLink(caught) || explainCut(caught) !== undefined;
			if (attempt >= ATTEMPTS || !isPassing) {
				throw passOn(toTransferError(call, finished, caught));
			}
		}
		if (!(await pause(call.context, DELAY_MS * attempt))) throw toCancelledError(call.scope);
	}
}
