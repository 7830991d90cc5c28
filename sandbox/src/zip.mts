import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { FileContent } from './csv.mts';

/** A ZIP archive with one file in it. */
export async function zipFile(name: string, pieces: Iterable<Buffer>): Promise<FileContent> {
	const zip = new ZipFile();
	zip.addReadStream(Readable.from(pieces), name);
	zip.end();
	const chunks: Buffer[] = [];
	for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
	return {
		bytes: chunks.reduce((sum, chunk) => sum + chunk.length, 0),
		pieces: () => chunks,
	};
}
