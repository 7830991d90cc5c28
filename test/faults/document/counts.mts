/** The part of docs/reliability.md that is written from what a run has left. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { type CellRecord, RECORDS } from '../record.mts';
import { writeTable } from './tables.mts';

const GROUPS: ReadonlyArray<readonly [title: string, files: readonly string[]]> = [
	['Operation × fault', ['reads', 'changes', 'exports', 'polls-and-lists', 'stalls']],
	['Files that come cut, damaged, late or not at all', ['files']],
	['Cancelled at each request and each pause', ['cancel']],
	['Clocks that jump', ['clocks']],
	['Answers of 50 MB', ['large-answers']],
];

const HEAD = [
	'Cells',
	'Run',
	'Passed',
	'Requests',
	'Sent again',
	'Started or emitted twice',
	'Lost',
] as const;

function isRecord(value: unknown): value is CellRecord {
	return typeof value === 'object' && value !== null && 'operation' in value && 'repeats' in value;
}

function readRecords(file: string): CellRecord[] {
	const path = join(RECORDS, `${file}.json`);
	if (!existsSync(path))
		throw new Error(`No record of ${file}: run the tests in test/faults first`);
	const records: unknown = JSON.parse(readFileSync(path, 'utf8'));
	if (!Array.isArray(records) || !records.every(isRecord)) throw new Error(`${path} is no record`);
	return records;
}

function countUp(title: string, records: readonly CellRecord[]): string[] {
	const sum = (key: 'requests' | 'repeats' | 'doubles' | 'lost') =>
		records.reduce((total, record) => total + record[key], 0);
	const passed = records.filter(({ todo }) => todo === undefined).length;
	const counts = [
		records.length,
		passed,
		sum('requests'),
		sum('repeats'),
		sum('doubles'),
		sum('lost'),
	];
	return [title, ...counts.map((count) => count.toLocaleString('en'))];
}

/** @throws when a test file has left no record */
export function writeCounts(): string {
	const known = GROUPS.flatMap(([, files]) => files.map((file) => `${file}.json`));
	const strange = readdirSync(RECORDS).filter((name) => !known.includes(name));
	if (strange.length > 0) throw new Error(`Records of no known group: ${strange.join(', ')}`);
	const groups = GROUPS.map(([title, files]) => [title, files.flatMap(readRecords)] as const);
	const all = groups.flatMap(([, records]) => records);
	const rows = [...groups, ['**All**', all] as const].map(([title, records]) =>
		countUp(title, records),
	);
	return writeTable(HEAD, rows);
}

/** Numbers of the table in a document, by row: run, passed, requests, sent again, twice, lost. */
export function readCounts(table: string): Map<string, number[]> {
	const rows = table.trim().split('\n').slice(2);
	return new Map(
		rows.map((row) => {
			const [title = '', ...counts] = row
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim());
			return [title, counts.map((count) => Number(count.replaceAll(',', '')))];
		}),
	);
}
