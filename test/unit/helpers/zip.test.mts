import fc from 'fast-check';

import {
	checkZipTail,
	isZip,
	readZip,
	ZIP_TAIL_SIZE,
	ZipError,
} from '../../../nodes/UiPathOrchestrator/helpers/zip.ts';
import { anyText } from '../text.mts';
import { appendComment, writeArchive } from './archive.mts';

const CSV = 'Id,State\r\n1,Faulted\r\n'.repeat(50);
const DEFLATED = { name: 'jobs.csv', content: CSV, compress: true };
const STORED = { name: 'jobs.csv', content: CSV, compress: false };

const readAll = async (archive: Buffer) =>
	await Promise.all(
		readZip(archive).map(async (entry) => ({
			name: entry.name,
			content: (await entry.read()).toString('utf8'),
		})),
	);

/** Buffers throw Node's own RangeError, which is not the one of jest's sandbox. */
beforeAll(() => {
	try {
		Buffer.alloc(0).readUInt8(0);
	} catch (caught: unknown) {
		if (typeof caught !== 'object' || caught === null) throw caught;
		Object.assign(globalThis, { RangeError: caught.constructor });
	}
});

/** Position of the only entry in the directory of an archive without a comment. */
const directoryOf = (archive: Buffer): number => archive.readUInt32LE(archive.length - 22 + 16);

describe('readZip', () => {
	test('reads back what yazl wrote', async () => {
		const entry = fc.record({
			name: fc.stringMatching(/^[a-zäß]{1,8}\.csv$/),
			content: anyText(0, 300),
			compress: fc.boolean(),
		});
		const entries = fc.uniqueArray(entry, { maxLength: 4, selector: ({ name }) => name });
		await fc.assert(
			fc.asyncProperty(entries, fc.string({ maxLength: 40 }), async (files, comment) => {
				const archive = await writeArchive(files, comment);
				expect(await readAll(archive)).toEqual(
					files.map(({ name, content }) => ({ name, content })),
				);
			}),
		);
	});

	test('knows an archive by its first bytes', async () => {
		expect(isZip(await writeArchive([STORED]))).toBe(true);
		expect(isZip(Buffer.from('PK,State\n'))).toBe(false);
		expect(isZip(Buffer.alloc(0))).toBe(false);
	});

	test('reads an empty archive', async () => {
		expect(await readAll(await writeArchive([]))).toEqual([]);
	});

	test('finds the end behind the longest comment', async () => {
		const archive = await writeArchive([DEFLATED], 'x'.repeat(65_535));
		expect(await readAll(archive)).toEqual([{ name: 'jobs.csv', content: CSV }]);
	});

	test.each([DEFLATED, STORED])('refuses an archive that is cut anywhere: %#', async (file) => {
		const archive = await writeArchive([file, { ...file, name: 'more.csv' }]);
		for (let length = 0; length < archive.length; length += 1) {
			expect(() => readZip(archive.subarray(0, length))).toThrow(ZipError);
		}
	});

	test('names a compression method that it does not know', async () => {
		const archive = await writeArchive([DEFLATED]);
		archive.writeUInt16LE(12, directoryOf(archive) + 10);
		await expect(readAll(archive)).rejects.toThrow(ZipError);
		await expect(readAll(archive)).rejects.toThrow('compression method 12');
	});

	test('refuses a directory that points outside of the archive', async () => {
		const archive = await writeArchive([DEFLATED]);
		archive.writeUInt32LE(archive.length + 1, archive.length - 22 + 16);
		expect(() => readZip(archive)).toThrow(
			new ZipError('the directory of the ZIP archive is damaged'),
		);
	});

	test('refuses an entry that points outside of the archive', async () => {
		const archive = await writeArchive([DEFLATED]);
		archive.writeUInt32LE(archive.length, directoryOf(archive) + 42);
		await expect(readAll(archive)).rejects.toThrow(ZipError);
	});

	test('refuses an entry whose size is not what the directory says', async () => {
		const archive = await writeArchive([DEFLATED]);
		archive.writeUInt32LE(CSV.length + 1, directoryOf(archive) + 24);
		await expect(readAll(archive)).rejects.toThrow(
			new ZipError('an entry of the ZIP archive is damaged'),
		);
	});

	test.each([DEFLATED, STORED])('never takes a wrong bit for content: %#', async (file) => {
		const archive = await writeArchive([file]);
		const begin = 30 + file.name.length;
		const end = begin + archive.readUInt32LE(directoryOf(archive) + 20);
		let refused = 0;
		for (let at = begin; at < end; at += 1) {
			const damaged = Buffer.from(archive);
			damaged.writeUInt8((archive[at] ?? 0) ^ 1, at);
			const [outcome] = await Promise.allSettled([readAll(damaged)]);
			if (outcome.status === 'rejected') refused += 1;
			// The last bits of deflated bytes mean nothing.
			else expect(outcome.value).toEqual([{ name: file.name, content: file.content }]);
		}
		expect(refused).toBeGreaterThanOrEqual(end - begin - 1);
	});

	test('refuses a deflated entry whose bytes are damaged', async () => {
		const archive = await writeArchive([DEFLATED]);
		archive.fill(0xff, 30 + DEFLATED.name.length, 30 + DEFLATED.name.length + 8);
		await expect(readAll(archive)).rejects.toThrow(ZipError);
	});

	test('answers any damaged byte with content or a ZipError, never with another error', async () => {
		const archive = await writeArchive([DEFLATED, { ...STORED, name: 'b', content: 'x' }]);
		for (let at = 0; at < archive.length; at += 1) {
			const damaged = Buffer.from(archive);
			damaged[at] = 0xff - (archive[at] ?? 0);
			const [outcome] = await Promise.allSettled([readAll(damaged)]);
			if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ZipError);
		}
	});

	test('is not misled by a comment that looks like the end of an archive', async () => {
		const comment = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(40)]);
		const archive = appendComment(await writeArchive([DEFLATED]), comment);
		expect(await readAll(archive)).toHaveLength(1);
	});
});

describe('checkZipTail', () => {
	const tailOf = (bytes: Buffer) => bytes.subarray(-ZIP_TAIL_SIZE);

	test.each(['', 'x'.repeat(65_535)])('finds the end of a whole archive', async (comment) => {
		const large = { ...STORED, content: 'x'.repeat(2 * ZIP_TAIL_SIZE) };
		const archive = await writeArchive([large], comment);
		expect(() => checkZipTail(tailOf(archive))).not.toThrow();
	});

	test('refuses an archive that is cut', async () => {
		const archive = await writeArchive([DEFLATED]);
		for (let length = 0; length < archive.length; length += 1) {
			expect(() => checkZipTail(tailOf(archive.subarray(0, length)))).toThrow(ZipError);
		}
	});
});
