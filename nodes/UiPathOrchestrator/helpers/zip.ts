/**
 * Reads a ZIP archive held in memory, as much of the format as an export needs: stored and deflated
 * entries, found through the directory at the end, where the sizes are always right.
 */

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;

export interface ZipEntry {
	readonly name: string;
	/** Uncompresses the entry. */
	read(): Promise<Buffer>;
}

/** The archive is cut, damaged, or uses what this reader does not know. */
export class ZipError extends Error {}

const toCutArchive = () => new ZipError('the ZIP archive has no end: it is cut or damaged');
const toDamagedEntry = () => new ZipError('an entry of the ZIP archive is damaged');

export function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** How many bytes from the end of an archive decide whether it is whole. */
export const ZIP_TAIL_SIZE = END_SIZE + LONGEST_COMMENT;

function findEnd(archive: Buffer): number | undefined {
	const first = Math.max(0, archive.length - ZIP_TAIL_SIZE);
	for (let at = archive.length - END_SIZE; at >= first; at -= 1) {
		// The signature can stand in the comment too; the end is where the comment's length fits.
		const isEnd = archive.readUInt32LE(at) === END_SIGNATURE;
		if (isEnd && at + END_SIZE + archive.readUInt16LE(at + 20) === archive.length) return at;
	}
	return undefined;
}

/** @throws ZipError when these last bytes of an archive do not hold its end */
export function checkZipTail(tail: Buffer): void {
	if (findEnd(tail) === undefined) throw toCutArchive();
}

async function inflate(bytes: Buffer): Promise<Buffer> {
	try {
		const inflated = new Blob([new Uint8Array(bytes)])
			.stream()
			.pipeThrough(new DecompressionStream('deflate-raw'));
		return Buffer.from(await new Response(inflated).arrayBuffer());
	} catch {
		throw toDamagedEntry();
	}
}

/** Remainders of the CRC-32 of IEEE 802.3, bits reversed, which ZIP uses: one for each byte. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
	let remainder = byte;
	for (let bit = 0; bit < 8; bit += 1) {
		remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
	}
	return remainder;
});

function computeCrc(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
	return ~crc >>> 0;
}

async function readContent(archive: Buffer, at: number): Promise<Buffer> {
	const method = archive.readUInt16LE(at + 10);
	const crc = archive.readUInt32LE(at + 16);
	const compressedSize = archive.readUInt32LE(at + 20);
	const size = archive.readUInt32LE(at + 24);
	const local = archive.readUInt32LE(at + 42);
	// Name and extra field of the local header may be longer than those of the directory.
	const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
	const bytes = archive.subarray(start, start + compressedSize);
	if (method !== STORED && method !== DEFLATED) {
		throw new ZipError(`the ZIP archive uses compression method ${method}, which is not known`);
	}
	const content = method === STORED ? bytes : await inflate(bytes);
	if (content.length !== size || computeCrc(content) !== crc) throw toDamagedEntry();
	return content;
}

async function readEntry(archive: Buffer, at: number): Promise<Buffer> {
	try {
		return await readContent(archive, at);
	} catch (caught: unknown) {
		throw caught instanceof RangeError ? toDamagedEntry() : caught;
	}
}

/** @throws ZipError, also when an entry is larger than 4 GB */
export function readZip(archive: Buffer): ZipEntry[] {
	try {
		const end = findEnd(archive);
		if (end === undefined) throw toCutArchive();
		const count = archive.readUInt16LE(end + 10);
		const entries: ZipEntry[] = [];
		let at = archive.readUInt32LE(end + 16);
		for (let index = 0; index < count; index += 1) {
			if (archive.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new RangeError();
			const entryAt = at;
			const nameLength = archive.readUInt16LE(at + 28);
			const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
			entries.push({ name, read: async () => await readEntry(archive, entryAt) });
			at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
		}
		return entries;
	} catch (caught: unknown) {
		throw caught instanceof RangeError
			? new ZipError('the directory of the ZIP archive is damaged')
			: caught;
	}
}
