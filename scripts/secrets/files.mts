import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Needle } from './encodings.mts';
import { type Finding, search, searchForms } from './search.mts';

/** Shipped with n8n or this package, not written by a run. */
const INSTALLED = /(?:^|\/)(?:node_modules|\.cache)(?:\/|$)|\.tgz$/;
/** Read cell by cell, see `database.mts`: its file also holds the workflows that users wrote. */
const DATABASE = /\.sqlite(?:-wal|-shm)?$/;
/** Files that items refer to: an exported list of jobs holds the arguments that the jobs were given. */
const BINARY_DATA = /(?:^|\/)binary_?data(?:\/|$)|^\.n8n\/storage\/workflows\//i;

export interface FileScan {
	readonly findings: Finding[];
	/** Paths relative to the folder. */
	readonly files: string[];
	readonly bytes: number;
}

function listFiles(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
		.filter((path) => !INSTALLED.test(path));
}

/**
 * Looks for secrets in every file that n8n wrote below its user folder: logs, event logs, settings,
 * files of executions, and the raw pages of the database, deleted rows included.
 */
export function scanFiles(folder: string, needles: readonly Needle[]): FileScan {
	const logins = needles.filter(({ secret }) => secret.kind === 'login');
	const findings: Finding[] = [];
	let bytes = 0;
	const files = listFiles(folder);
	for (const path of files) {
		const content = readFileSync(join(folder, path));
		bytes += content.length;
		const mayHoldArguments = DATABASE.test(path) || BINARY_DATA.test(path);
		findings.push(
			...search(path, content, mayHoldArguments ? logins : needles),
			...searchForms(path, content),
		);
	}
	return { findings, files, bytes };
}
