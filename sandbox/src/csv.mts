import { stringify } from 'csv-stringify/sync';
import type { Job } from './model.mts';
import type { State } from './state.mts';

export type FileContent = { bytes: number; pieces: () => Iterable<Buffer> };

type Column = [title: string, read: (job: Job, state: State) => unknown, expanded?: string];

/** Titles are made for people, and not those of the API. */
const COLUMNS: Column[] = [
	['Id', (job) => job.Id],
	['Key', (job) => job.Key],
	['Process', (job, state) => state.findRelease(job.releaseId)?.Name, 'Release'],
	['Process Version', (job, state) => state.findRelease(job.releaseId)?.ProcessVersion, 'Release'],
	['Robot', (job, state) => state.findRobot(job.robotId)?.Name, 'Robot'],
	['Machine', (job, state) => state.findMachine(job.machineId)?.Name, 'Machine'],
	['Hostname', (job) => job.HostMachineName],
	['State', (job) => job.State],
	['Job Priority', (job) => job.JobPriority],
	['Runtime Type', (job) => job.RuntimeType],
	['Source', (job) => job.Source],
	['Created', (job) => job.CreationTime],
	['Started', (job) => job.StartTime],
	['Ended', (job) => job.EndTime],
	['Folder', (job) => job.OrganizationUnitFullyQualifiedName],
	['Info', (job) => job.Info],
];

const OPTIONS = { record_delimiter: 'windows' } as const;

/** The report: columns of a related entity stay empty unless it was expanded. */
export function createCsv(state: State, jobs: readonly Job[], expanded: readonly string[]): Buffer {
	const rows = jobs.map((job) =>
		COLUMNS.map(([, read, entity]) =>
			entity === undefined || expanded.includes(entity) ? (read(job, state) ?? '') : '',
		),
	);
	return Buffer.from(stringify([COLUMNS.map(([title]) => title), ...rows], OPTIONS), 'utf8');
}

const ROWS_PER_PIECE = 500;

/** The report followed by made-up rows until it has at least `bytes` bytes. */
export function createPaddedCsv(csv: Buffer, bytes: number): FileContent {
	const createRow = (index: number) => {
		const id = String(index).padStart(12, '0');
		const texts = COLUMNS.slice(1).map(([title]) => `${title} ${id}`);
		return `${id},${texts.join(',')}\r\n`;
	};
	const rowBytes = Buffer.byteLength(createRow(0));
	const rows = Math.max(0, Math.ceil((bytes - csv.length) / rowBytes));
	return {
		bytes: csv.length + rows * rowBytes,
		*pieces() {
			yield csv;
			for (let start = 0; start < rows; start += ROWS_PER_PIECE) {
				const length = Math.min(ROWS_PER_PIECE, rows - start);
				yield Buffer.from(Array.from({ length }, (_, index) => createRow(start + index)).join(''));
			}
		},
	};
}
