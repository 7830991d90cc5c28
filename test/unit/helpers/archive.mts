import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';

import { ZipFile } from 'yazl';

export interface FixtureEntry {
	readonly name: string;
	readonly content: string;
	/** Deflated when true, stored otherwise. */
	readonly compress: boolean;
}

/** Writes a ZIP archive with yazl. */
export async function writeArchive(
	entries: readonly FixtureEntry[],
	comment = '',
): Promise<Buffer> {
	const zip = new ZipFile();
	for (const { name, content, compress } of entries) {
		const options = { compress, fileComment: `About ${name}` };
		zip.addBuffer(Buffer.from(content), name, options);
	}
	zip.end({ comment, forceZip64Format: false });
	return await buffer(Readable.from(zip.outputStream));
}

/** Puts a comment of any bytes behind an archive that has none; yazl refuses some. */
export function appendComment(archive: Buffer, comment: Buffer): Buffer {
	const commented = Buffer.concat([archive, comment]);
	commented.writeUInt16LE(comment.length, archive.length - 2);
	return commented;
}
