import { join } from 'node:path';
import { ensureProgram } from './debian.mts';
import { findFreePort } from './free-port.mts';
import { PROJECT_DIR } from './paths.mts';
import { startServer } from './server-process.mts';
import type { Teardown } from './teardown.mts';
import { createTempFolder } from './temp-folder.mts';

const RUN_PROGRAM = join(PROJECT_DIR, 'scripts', 'host', 'run-program.mjs');

/**
 * Starts a throw-away Redis on 127.0.0.1, installed from Debian where it is missing; it keeps
 * nothing on disk and `teardown` stops it.
 * @returns the settings with which n8n uses it as its queue
 */
export async function startRedis(teardown: Teardown): Promise<Record<string, string>> {
	const server = await ensureProgram('/usr/bin/redis-server', 'redis-server');
	const folder = await createTempFolder(teardown);
	const port = String(await findFreePort());
	const settings = ['--bind', '127.0.0.1', '--port', port, '--save', '', '--dir', folder];
	const options = {
		label: 'Redis',
		command: [RUN_PROGRAM, '-', '-', server, ...settings],
		env: process.env,
		cwd: folder,
		logFile: join(folder, 'redis.log'),
		readyText: 'Ready to accept connections',
		readyWithinMs: 60_000,
	};
	await startServer(options, teardown);
	return { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: port };
}
