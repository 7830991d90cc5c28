import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import type { Needle } from './encodings.mts';
import { type Finding, search, searchForms } from './search.mts';
import { USER_COLUMNS, withoutDefinition, withoutUserData } from './user-data.mts';

type Row = Record<string, SQLOutputValue>;

/** What was looked at, to prove that the search was not over nothing. */
export interface DatabaseScan {
	readonly findings: Finding[];
	readonly tables: number;
	readonly cells: number;
	readonly executions: number;
	readonly credentials: number;
}

const toBytes = (value: SQLOutputValue): Buffer =>
	value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value));

/** The part of a cell that must be free of arguments too; undefined when it is all the user's. */
function toCheckedPart(table: string, column: string, row: Row): Buffer | undefined {
	const value = row[column] ?? null;
	if (USER_COLUMNS.has(`${table}.${column}`)) return undefined;
	if (table === 'execution_data' && column === 'data') {
		return Buffer.from(withoutUserData(String(value), String(row.workflowData)));
	}
	if (table === 'execution_data' && column === 'workflowData') {
		return Buffer.from(withoutDefinition(String(value)));
	}
	return toBytes(value);
}

/**
 * Looks for secrets in every cell of every table of n8n's SQLite database; n8n must have ended, or
 * be quiet.
 */
export function scanDatabase(file: string, needles: readonly Needle[]): DatabaseScan {
	const logins = needles.filter(({ secret }) => secret.kind === 'login');
	const args = needles.filter(({ secret }) => secret.kind === 'argument');
	const database = new DatabaseSync(file, { readOnly: true });
	const findings: Finding[] = [];
	const counts = new Map<string, number>();
	let cells = 0;
	try {
		const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
		for (const { name } of tables) {
			const table = String(name);
			for (const row of database.prepare(`SELECT * FROM "${table}"`).iterate()) {
				const number = (counts.get(table) ?? 0) + 1;
				counts.set(table, number);
				for (const [column, value] of Object.entries(row)) {
					if (value === null) continue;
					cells += 1;
					const place = `${table}.${column}, row ${number}`;
					const bytes = toBytes(value);
					findings.push(...search(place, bytes, logins), ...searchForms(place, bytes));
					const checked = toCheckedPart(table, column, row);
					if (checked) findings.push(...search(place, checked, args));
				}
			}
		}
		return {
			findings,
			tables: tables.length,
			cells,
			executions: counts.get('execution_data') ?? 0,
			credentials: counts.get('credentials_entity') ?? 0,
		};
	} finally {
		database.close();
	}
}
