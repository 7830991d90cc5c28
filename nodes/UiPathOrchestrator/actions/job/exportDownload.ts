import { NodeOperationError } from 'n8n-workflow';
import type { INodeExecutionData } from 'n8n-workflow';

import { CsvReader, toRecords } from '../../helpers/csv';
import { toJsonId } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import { passOn } from '../../helpers/passOn';
import { isZip, readZip, ZipError } from '../../helpers/zip';
import { toApiError } from '../../transport/apiError';
import { isExpiredLink, openBlob, readBlobAccess } from '../../transport/blob';
import type { ByteStream } from '../../transport/blob';
import { isCancelled } from '../../transport/pause';
import { requestObject } from '../../transport/request';
import type { OrchestratorRequest } from '../../transport/request';
import type { Scope } from '../../transport/session';
import { toCancelledError } from '../../transport/unansweredError';
import type { ItemCall } from '../operation';
import type { FinishedExport } from './exportRequests';
import { ACTION } from './jobRequests';

/** Asks for a link and opens it. A link is good for minutes, so each attempt takes a fresh one. */
async function openExport(scope: Scope, { id }: FinishedExport): Promise<ByteStream> {
	const request: OrchestratorRequest = {
		purpose: `Get link of export ${id}`,
		method: 'GET',
		path: `/odata/Exports(${id})/${ACTION}.GetDownloadLink`,
		effect: 'read',
	};
	const access = readBlobAccess(await requestObject(scope, request));
	if (access === undefined) {
		const facts = { isHtml: false, message: 'the answer holds no link' };
		throw toApiError({ scope, request, failure: { status: 200 }, facts, attempts: 1 });
	}
	return await openBlob(scope, `Download export ${id}`, access);
}

async function downloadExport(scope: Scope, finished: FinishedExport): Promise<ByteStream> {
	try {
		return await openExport(scope, finished);
	} catch (caught: unknown) {
		if (!isExpiredLink(caught)) throw passOn(caught);
	}
	return await openExport(scope, finished);
}

/** Looks at the first bytes and puts them back: what the file is named does not say what it is. */
async function peek(stream: ByteStream): Promise<Buffer> {
	const [first] = await new Promise<[Buffer | undefined]>((resolve, reject) => {
		const settle = (action: () => void) => {
			stream.removeListener('readable', look);
			stream.removeListener('end', finish);
			stream.removeListener('error', fail);
			action();
		};
		const finish = () => settle(() => resolve([undefined]));
		const fail = (error: Error) => settle(() => reject(error));
		const look = () => {
			const chunk: unknown = stream.read();
			if (chunk === null) return;
			settle(() => {
				const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
				stream.unshift(bytes);
				resolve([bytes]);
			});
		};
		stream.on('readable', look);
		stream.once('end', finish);
		stream.once('error', fail);
	});
	return first ?? Buffer.alloc(0);
}

function explainUnreadable(call: ItemCall, { id }: FinishedExport, caught: unknown): unknown {
	if (isCancelled(call.context)) return toCancelledError(call.scope);
	if (!(caught instanceof Error) || caught instanceof NodeOperationError) return caught;
	const why = caught instanceof ZipError ? caught.message : 'the download was cut';
	return toOperationError(call.origin.node, `Export ${id} could not be read: ${why}`, {
		itemIndex: call.itemIndex,
		description: `Fetch it again with 'Export ID' set to ${id}, which does not count against the 100 exports a day.`,
	});
}

/**
 * Returns the export as a file in the binary field `data`. The bytes go from the storage host to
 * n8n's binary store as a stream and are never held in memory as a whole.
 */
export async function downloadAsFile(
	call: ItemCall,
	finished: FinishedExport,
	fileName: string | undefined,
): Promise<INodeExecutionData> {
	const stream = await downloadExport(call.scope, finished);
	try {
		const isArchive = isZip(await peek(stream));
		const binary = await call.context.helpers.prepareBinaryData(
			stream,
			fileName ?? `${finished.name}.${isArchive ? 'zip' : 'csv'}`,
			isArchive ? 'application/zip' : 'text/csv',
		);
		return {
			json: {
				exportId: toJsonId(finished.id),
				exportName: finished.name,
				fileName: binary.fileName,
			},
			binary: { data: binary },
		};
	} catch (caught: unknown) {
		throw explainUnreadable(call, finished, caught);
	}
}

async function readRows(stream: ByteStream): Promise<string[][]> {
	const reader = new CsvReader();
	const decoder = new TextDecoder();
	const rows: string[][] = [];
	for await (const chunk of stream) {
		const piece: unknown = chunk;
		if (!(piece instanceof Uint8Array)) continue;
		for (const row of reader.read(decoder.decode(piece, { stream: true }))) rows.push(row);
	}
	for (const row of [...reader.read(decoder.decode()), ...reader.end()]) rows.push(row);
	return rows;
}

/** An archive has its directory at the end, so it has to be read whole. */
async function readArchivedRows(call: ItemCall, stream: ByteStream): Promise<string[][]> {
	const archive = await call.context.helpers.binaryToBuffer(stream);
	const entries = readZip(archive).filter(({ name }) => /\.csv$/i.test(name));
	if (entries.length === 0) throw new ZipError('the ZIP archive holds no CSV file');
	const tables: string[][][] = [];
	for (const entry of entries) {
		const reader = new CsvReader();
		tables.push([...reader.read((await entry.read()).toString('utf8')), ...reader.end()]);
	}
	// A large export comes as several files, each with the same header.
	return tables.flatMap((rows, index) => (index === 0 ? rows : rows.slice(1)));
}

/** Returns one item per row of the export, with the file's column names as keys. */
export async function downloadAsItems(
	call: ItemCall,
	finished: FinishedExport,
): Promise<INodeExecutionData[]> {
	const stream = await downloadExport(call.scope, finished);
	try {
		const isArchive = isZip(await peek(stream));
		const rows = isArchive ? await readArchivedRows(call, stream) : await readRows(stream);
		return toRecords(rows).map((json) => ({ json }));
	} catch (caught: unknown) {
		throw explainUnreadable(call, finished, caught);
	}
}
