import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type DatabaseScan, scanDatabase } from './database.mts';
import { type Secret, toNeedles } from './encodings.mts';
import { type FileScan, scanFiles } from './files.mts';
import type { Finding } from './search.mts';

export interface RemainsScan {
	readonly findings: Finding[];
	readonly files: FileScan;
	/** Undefined where n8n keeps its data elsewhere, as in queue mode. */
	readonly database: DatabaseScan | undefined;
}

/**
 * Searches everything that an n8n left in its user folder for secrets that do not belong there.
 *
 * @param folder what n8n got as N8N_USER_FOLDER
 */
export function scanRemains(folder: string, secrets: readonly Secret[]): RemainsScan {
	const needles = toNeedles(secrets);
	const files = scanFiles(folder, needles);
	const file = join(folder, '.n8n', 'database.sqlite');
	const database = existsSync(file) ? scanDatabase(file, needles) : undefined;
	return { findings: [...files.findings, ...(database?.findings ?? [])], files, database };
}

/** The findings of a scan, a line each, and what was searched. Shows no secret. */
export function describeScan({ findings, files, database }: RemainsScan): string {
	const searched = database
		? `${database.cells} cells of ${database.tables} tables (${database.executions} executions, ${database.credentials} credentials)`
		: 'no SQLite database';
	const lines = findings.map(({ place, secret, encoding }) => `  ${secret}, ${encoding}: ${place}`);
	const amount = `${files.files.length} files of ${Math.round(files.bytes / 1024)} kB`;
	return [`secrets: ${findings.length} found in ${amount} and ${searched}`, ...lines].join('\n');
}
