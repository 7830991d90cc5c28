/** The parts of docs/reliability.md that are written from the table of faults. */
import { findExpected, listCells } from '../cells.mts';
import { OPERATIONS } from '../operations.mts';
import { FAULTS } from '../table/all.mts';
import { FILE_FAULTS, type FileOutcome } from '../table/files.mts';
import type { Expected, FaultRow, Kind } from '../types.mts';

const KINDS: readonly Kind[] = ['read', 'write', 'start', 'download'];

const writeRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export function writeTable(
	head: readonly string[],
	rows: ReadonlyArray<readonly string[]>,
): string {
	return [head, head.map(() => '---'), ...rows].map(writeRow).join('\n');
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} ×`);

function describeExpected(expected: Expected | undefined): string {
	if (expected === undefined) return '–';
	const { sent, looks = 0, says } = expected;
	const sentSo = sent === 0 ? 'not sent' : `sent ${times(sent)}`;
	const looked = looks === 0 ? '' : `, looked for ${times(looks)}`;
	return `${sentSo}${looked}: ${says === undefined ? '**done**' : `“${says}”`}`;
}

/** What each fault does to each kind of request. */
export function writeFaultTable(): string {
	const rows = FAULTS.map((fault: FaultRow) => [
		fault.name,
		...KINDS.map((kind) => describeExpected(fault.expected[kind])),
	]);
	return writeTable(['Fault', 'Reading', 'Changing', 'Starting', 'Downloading'], rows);
}

function describeFile({ downloads, says, isPart }: FileOutcome): string {
	const outcome = says === undefined ? (isPart ? 'passed on as it came' : '**done**') : `“${says}”`;
	return `${downloads === 0 ? 'not downloaded' : `downloaded ${times(downloads)}`}: ${outcome}`;
}

export function writeFileTable(): string {
	const rows = FILE_FAULTS.map(({ name, file, items }) => [
		name,
		describeFile(file),
		describeFile(items),
	]);
	return writeTable(['What becomes of the export', 'As a file', 'As items'], rows);
}

const KIND_NAMES: Readonly<Record<Kind, string>> = {
	read: 'reading',
	write: 'changing',
	start: 'starting',
	download: 'downloading',
};

/** Operations with the kind of the struck request, and the number of faults that each meets. */
export function writeOperationTable(): string {
	const rows = OPERATIONS.map((operation) => [
		operation.name,
		KIND_NAMES[operation.kind],
		String(FAULTS.filter((fault) => findExpected(operation, fault) !== undefined).length),
	]);
	return writeTable(['Operation', 'Struck while', 'Faults'], rows);
}

export const countTableCells = (): number => listCells().length;

export const countFileCells = (): number => FILE_FAULTS.length * 2;
