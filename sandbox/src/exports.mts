import { randomUUID } from 'node:crypto';
import { createCsv, createPaddedCsv, type FileContent } from './csv.mts';
import type { ExportRow, Job } from './model.mts';
import type { Row } from './odata/schema.mts';
import type { Tenant } from './tenant.mts';
import { formatMs } from './time.mts';
import { zipFile } from './zip.mts';

/** Requests an export of the given jobs; the file holds them as they are now. */
export async function createExport(
	tenant: Tenant,
	jobs: readonly Job[],
	expanded: readonly string[],
): Promise<ExportRow> {
	const { state, settings } = tenant;
	const Name = `jobs-${randomUUID()}`;
	const csv = createCsv(state, jobs, expanded);
	const file: FileContent =
		settings.exportBytes === undefined
			? { bytes: csv.length, pieces: () => [csv] }
			: createPaddedCsv(csv, settings.exportBytes);
	const zipped = settings.exportFormat === 'zip';
	const content = zipped ? await zipFile(`${Name}.csv`, file.pieces()) : file;
	const row: ExportRow = {
		Id: state.nextId('export'),
		Name,
		RequestedAt: state.clock.creationIso(),
		requestedMs: state.clock.now(),
		content: content.pieces,
		bytes: content.bytes,
		contentType: zipped ? 'application/zip' : 'text/csv',
		fails: state.exportsToFail > 0,
	};
	state.exportsToFail = Math.max(0, state.exportsToFail - 1);
	state.exports.push(row);
	return row;
}

/** The export as the API shows it: New, then InProgress, then Completed with its size, or Failed. */
export function describeExport({ state, settings }: Tenant, row: ExportRow): Row {
	const age = state.clock.now() - row.requestedMs;
	const done = age >= settings.exportMs;
	const running = age < settings.exportMs / 4 ? 'New' : 'InProgress';
	const finished = row.fails ? 'Failed' : 'Completed';
	return {
		Id: row.Id,
		Name: row.Name,
		Type: 'Jobs',
		Status: done ? finished : running,
		RequestedAt: age === 0 ? row.RequestedAt : formatMs(row.requestedMs),
		ExecutedAt: done ? formatMs(row.requestedMs + settings.exportMs) : null,
		Size: done && !row.fails ? row.bytes : null,
	};
}
