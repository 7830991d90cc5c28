import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';

import { CsvError, CsvReader, toRecords } from '../../../nodes/UiPathOrchestrator/helpers/csv.ts';

const readAll = (pieces: readonly string[]): string[][] => {
	const reader = new CsvReader();
	return [...pieces.flatMap((piece) => reader.read(piece)), ...reader.end()];
};

/** Characters that mean something to CSV, and some that only take more than one code unit. */
const field = fc.string({
	unit: fc.constantFrom(',', '"', '\n', '\r', '\r\n', ' ', 'a', 'é', '😀', '\uFEFF', ';'),
	maxLength: 6,
});

const table = fc
	.integer({ min: 2, max: 5 })
	.chain((columns) =>
		fc.array(fc.array(field, { minLength: columns, maxLength: columns }), { maxLength: 6 }),
	);

/** Cuts a text at random places, also inside of surrogate pairs and of CRLF. */
function cut(text: string, lengths: readonly number[]): string[] {
	const pieces: string[] = [];
	for (let from = 0, turn = 0; from < text.length; turn += 1) {
		const length = lengths[turn % lengths.length] ?? 1;
		pieces.push(text.slice(from, from + length));
		from += length;
	}
	return pieces;
}

const lengths = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });

describe('CsvReader', () => {
	test('reads back what csv-stringify wrote, in pieces of any size', () => {
		const style = fc.record({
			record_delimiter: fc.constantFrom('\n', '\r\n'),
			quoted: fc.boolean(),
			bom: fc.boolean(),
			eof: fc.boolean(),
		});
		fc.assert(
			fc.property(table, style, lengths, (rows, options, sizes) => {
				const text = stringify(rows, { ...options, quoted_match: /[\r\n\uFEFF]/ });
				expect(readAll(cut(text, sizes))).toEqual(rows);
			}),
			{ numRuns: 1000 },
		);
	});

	test.each([
		['line feed', 'a,b\n1,2\n'],
		['carriage return and line feed', 'a,b\r\n1,2\r\n'],
		['mixed line breaks', 'a,b\r\n1,2\n3,4'],
		['no line break at the end', 'a,b\n1,2'],
		['empty fields at the end', 'a,b,c\n1,,\n,,\n'],
		['quoted fields', '"a","b ""c"" d"\r\n"1,5","two\r\nlines"\r\n'],
		['a quoted empty field', 'a,b\n"",""\n'],
		['blanks around fields', ' a , b \n 1 , 2 '],
		['byte order mark', '\uFEFFa,b\n1,2\n'],
		['byte order mark before a quote', '\uFEFF"a","b"\n1,2\n'],
		['empty lines between rows', 'a,b\n\n1,2\r\n\r\n'],
		['a quote at the very end', 'a,b\n1,"2"'],
		['only a header', 'a,b'],
		['nothing', ''],
	])('agrees with csv-parse: %s', (_case, text) => {
		const expected: unknown = parse(text, {
			bom: true,
			skip_empty_lines: true,
			record_delimiter: ['\r\n', '\n'],
		});
		expect(readAll([text])).toEqual(expected);
		expect(readAll([...text])).toEqual(expected);
	});

	test.each([
		['inside of quotes', 'a,b\n1,"two'],
		['inside of quotes, before a doubled quote', 'a,b\n1,"two""s'],
		['with fields missing', 'a,b,c\n1,2,3\n4,5'],
		['at the first field of the last row', 'a,b\n1,2\n3'],
	])('refuses a file that ends %s', (_case, text) => {
		expect(() => readAll([text])).toThrow(CsvError);
		expect(() => readAll([...text])).toThrow(CsvError);
	});

	test('notices a cut anywhere behind the header of a file with quoted fields', () => {
		// A cut behind the last comma, or in the midst of a doubled quote, leaves what can be a whole row.
		const plain = field.map((text) => text.replaceAll('"', ''));
		const rows = fc.array(fc.tuple(plain, plain, plain), { minLength: 2, maxLength: 5 });
		fc.assert(
			fc.property(rows, fc.nat(), (whole, at) => {
				const options = { quoted: true, quoted_empty: true };
				const header = stringify(whole.slice(0, 1), options).length;
				const text = stringify(whole, options);
				const cut = text.slice(0, header + (at % (text.length - header)));
				fc.pre(!cut.endsWith(','));
				try {
					const read = readAll([cut]);
					expect(read).toEqual(whole.slice(0, read.length));
				} catch (caught: unknown) {
					if (!(caught instanceof CsvError)) throw caught;
				}
			}),
			{ numRuns: 1000 },
		);
	});

	test('takes a byte order mark for one only at the beginning', () => {
		expect(readAll(['', '\uFEFFa,b\n', '\uFEFF1,2'])).toEqual([
			['a', 'b'],
			['\uFEFF1', '2'],
		]);
	});

	test('keeps a carriage return that ends a quoted field', () => {
		expect(readAll(['a,"b\r"\r\n'])).toEqual([['a', 'b\r']]);
	});
});

describe('toRecords', () => {
	test('names the fields after the header', () => {
		expect(
			toRecords([
				['Id', 'State'],
				['1', 'Faulted'],
				['2', ''],
			]),
		).toEqual([
			{ Id: '1', State: 'Faulted' },
			{ Id: '2', State: '' },
		]);
	});

	test('fills up short rows and gives nameless and repeated columns a name', () => {
		expect(toRecords([['Name', '', 'Name', ''], ['a', 'b', 'c', 'd'], ['e']])).toEqual([
			{ Name: 'a', 'Column 2': 'b', 'Name 3': 'c', 'Column 4': 'd' },
			{ Name: 'e', 'Column 2': '', 'Name 3': '', 'Column 4': '' },
		]);
	});

	test('loses no column, whatever the header says', () => {
		const name = fc.constantFrom(
			'',
			'Name',
			'Name 2',
			'Name 3',
			'Column 1',
			'Column 3',
			'__proto__',
		);
		fc.assert(
			fc.property(fc.array(name, { minLength: 1, maxLength: 6 }), (header) => {
				const row = header.map((_name, index) => `value ${index}`);
				const [record = {}] = toRecords([header, row]);
				expect(Object.values(record).sort()).toEqual(row.sort());
			}),
		);
	});

	test.each([[[]], [[['Id', 'State']]]])('returns no record for %j', (rows) => {
		expect(toRecords(rows)).toEqual([]);
	});
});
