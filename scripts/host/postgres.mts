import { execFile } from 'node:child_process';
import { chown } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ensureProgram, findUser } from './debian.mts';
import { findFreePort } from './free-port.mts';
import { PROJECT_DIR } from './paths.mts';
import { startServer } from './server-process.mts';
import type { Teardown } from './teardown.mts';
import { createTempFolder } from './temp-folder.mts';

const run = promisify(execFile);
const RUN_PROGRAM = join(PROJECT_DIR, 'scripts', 'host', 'run-program.mjs');
const USER = 'n8n';

/**
 * Starts a throw-away PostgreSQL on 127.0.0.1, installed from Debian where it is missing, and lets
 * everybody of this machine in; `teardown` stops it and removes its data.
 * @returns the settings with which n8n uses it
 */
export async function startPostgres(teardown: Teardown): Promise<Record<string, string>> {
	const server = await ensureProgram('/usr/lib/postgresql/*/bin/postgres', 'postgresql');
	const folder = await createTempFolder(teardown);
	// PostgreSQL refuses to run as root.
	const user = process.getuid?.() === 0 ? await findUser('postgres') : undefined;
	if (user) await chown(folder, user.uid, user.gid);
	const data = join(folder, 'data');
	const initialize = join(dirname(server), 'initdb');
	const shape = ['-U', USER, '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
	await run(initialize, ['-D', data, ...shape], { cwd: folder, ...user });

	const port = String(await findFreePort());
	const settings = ['-h', '127.0.0.1', '-p', port, '-k', folder, '-c', 'fsync=off'];
	const options = {
		label: 'PostgreSQL',
		command: [
			RUN_PROGRAM,
			...[String(user?.uid ?? '-'), String(user?.gid ?? '-')],
			...[server, '-D', data, ...settings],
		],
		env: { ...process.env, LC_ALL: 'C' },
		cwd: folder,
		logFile: join(folder, 'postgres.log'),
		readyText: 'database system is ready to accept connections',
		readyWithinMs: 60_000,
	};
	await startServer(options, teardown);
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: port,
		DB_POSTGRESDB_USER: USER,
		DB_POSTGRESDB_DATABASE: 'postgres',
	};
}
