import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { CsvReader, toRecords } from '../../helpers/csv';
import { toJsonId } from '../../helpers/json';
import { checkZipTail, isZip, readZip, ZIP_TAIL_SIZE, ZipError } from '../../helpers/zip';
import type { ByteStream } from '../../transport/blob';
import { peek } from '../../transport/peek';
import type { ItemCall } from '../operation';
import type { FinishedExport } from './exportRequests';
import { CutFileError, transferExport } from './exportTransfer';

type Helpers = IExecuteFunctions['helpers'];

async function measureFile(helpers: Helpers, { id, data }: IBinaryData): Promise<number> {
	if (id === undefined) return Buffer.byteLength(data, 'base64');
	return (await helpers.getBinaryMetadata(id)).fileSize;
}

async function readTail(helpers: Helpers, { id, data }: IBinaryData): Promise<Buffer> {
	if (id === undefined) return Buffer.from(data, 'base64').subarray(-ZIP_TAIL_SIZE);
	let tail = Buffer.alloc(0);
	for await (const chunk of await helpers.getBinaryStream(id)) {
		const piece: unknown = chunk;
		if (piece instanceof Uint8Array) tail = Buffer.concat([tail, piece]).subarray(-ZIP_TAIL_SIZE);
	}
	return tail;
}

/**
 * Whether less of the file came than there is. An archive may be smaller than Orchestrator says without
 * being cut, should that be the size of what is in it; but a whole one has its end.
 */
async function checkFile(
	helpers: Helpers,
	binary: IBinaryData,
	{ size = 0 }: FinishedExport,
	isArchive: boolean,
): Promise<void> {
	const bytes = await measureFile(helpers, binary);
	if (bytes >= size) return;
	if (!isArchive) throw new CutFileError(bytes, size);
	checkZipTail(await readTail(helpers, binary));
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
	const { helpers } = call.context;
	return await transferExport(call, finished, async (stream) => {
		const isArchive = isZip(await peek(stream));
		const binary = await helpers.prepareBinaryData(
			stream,
			fileName ?? `${finished.name}.${isArchive ? 'zip' : 'csv'}`,
			isArchive ? 'application/zip' : 'text/csv',
		);
		await checkFile(helpers, binary, finished, isArchive);
		return {
			json: {
				exportId: toJsonId(finished.id),
				exportName: finished.name,
				fileName: binary.fileName,
			},
			binary: { data: binary },
		};
	});
}

type Table = Array<Record<string, string>>;

async function readTable(stream: ByteStream, { size = 0 }: FinishedExport): Promise<Table> {
	const reader = new CsvReader();
	const decoder = new TextDecoder();
	const rows: string[][] = [];
	let bytes = 0;
	for await (const chunk of stream) {
		const piece: unknown = chunk;
		if (!(piece instanceof Uint8Array)) continue;
		bytes += piece.length;
		for (const row of reader.read(decoder.decode(piece, { stream: true }))) rows.push(row);
	}
	if (bytes < size) throw new CutFileError(bytes, size);
	for (const row of [...reader.read(decoder.decode()), ...reader.end()]) rows.push(row);
	return toRecords(rows);
}

/** An archive has its directory at the end, so it has to be read whole. */
async function readArchivedTable(call: ItemCall, stream: ByteStream): Promise<Table> {
	const archive = await call.context.helpers.binaryToBuffer(stream);
	const entries = readZip(archive).filter(({ name }) => /\.csv$/i.test(name));
	if (entries.length === 0) throw new ZipError('the ZIP archive holds no CSV file');
	const table: Table = [];
	// A large export comes as several files, each with a header of its own.
	for (const entry of entries) {
		const reader = new CsvReader();
		const rows = reader.read((await entry.read()).toString('utf8'));
		for (const record of toRecords([...rows, ...reader.end()])) table.push(record);
	}
	return table;
}

/** Returns one item per row of the export, with the file's column names as keys. */
export async function downloadAsItems(
	call: ItemCall,
	finished: FinishedExport,
): Promise<INodeExecutionData[]> {
	const table = await transferExport(call, finished, async (stream) =>
		isZip(await peek(stream))
			? await readArchivedTable(call, stream)
			: await readTable(stream, finished),
	);
	return table.map((json) => ({ json }));
}
