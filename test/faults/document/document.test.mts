/**
 * docs/reliability.md says what the table says. With WRITE_RELIABILITY=1 its generated parts are written
 * anew, the counts from the records of the run before; see scripts/reliability.mts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { readCounts, writeCounts } from './counts.mts';
import {
	countFileCells,
	countTableCells,
	writeFaultTable,
	writeFileTable,
	writeOperationTable,
} from './tables.mts';

const FILE = resolve(__dirname, '../../../docs/reliability.md');
const PARTS = {
	operations: writeOperationTable,
	faults: writeFaultTable,
	files: writeFileTable,
} as const;

const findPart = (name: string): RegExp =>
	new RegExp(`(<!-- ${name}: generated -->\n\n)([\\s\\S]*?)(\n\n<!-- end -->)`);

function readPart(document: string, name: string): string {
	const part = findPart(name).exec(document)?.[2];
	if (part === undefined) throw new Error(`The document has no part '${name}'`);
	return part;
}

if (process.env.WRITE_RELIABILITY === '1') {
	const parts = { ...PARTS, counts: writeCounts };
	const written = Object.entries(parts).reduce(
		(document, [name, write]) => {
			readPart(document, name);
			return document.replace(findPart(name), (_all, begin, _old, end) => begin + write() + end);
		},
		readFileSync(FILE, 'utf8'),
	);
	writeFileSync(FILE, written);
}

const document = readFileSync(FILE, 'utf8');

it.each(Object.entries(PARTS))('the part about %s is that of the table', (name, write) => {
	expect(readPart(document, name)).toBe(write());
});

describe('the counts of the run', () => {
	const counts = readCounts(readPart(document, 'counts'));

	it('are of as many cells as there are', () => {
		expect(counts.get('Operation × fault')?.[0]).toBe(countTableCells());
		expect(counts.get('Files that come cut, damaged, late or not at all')?.[0]).toBe(
			countFileCells(),
		);
	});

	it.each([...counts])('%s: all passed, nothing twice, nothing lost', (_title, numbers) => {
		const [run, passed, , , doubles, lost] = numbers;
		expect(run).toBeGreaterThan(0);
		expect([passed, doubles, lost]).toEqual([run, 0, 0]);
	});
});
