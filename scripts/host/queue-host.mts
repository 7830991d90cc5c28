import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type N8nOptions, type N8nServer, startN8n, startWorker } from './n8n-server.mts';
import { startPostgres } from './postgres.mts';
import { startRedis } from './redis.mts';
import type { ServerHandle } from './server-process.mts';
import { installTarball } from './tarball.mts';
import type { Teardown } from './teardown.mts';
import { createTempFolder } from './temp-folder.mts';

const WORKERS = 2;

/** One worker of n8n in queue mode. */
export interface Worker extends ServerHandle {
	/** What it has logged so far. */
	readLog(): Promise<string>;
}

/** n8n in queue mode: one main and its workers, which share a database and a queue, and no folder. */
export interface QueueHost {
	readonly main: N8nServer;
	/** Two at first; those that were stopped stay in the list. */
	readonly workers: Worker[];
	/** Starts another worker. */
	addWorker(): Promise<Worker>;
}

/**
 * Starts n8n in queue mode with this package, from `tarball`, on each of its processes. Runs by hand
 * go to the workers as well, as from n8n 3 on; all other settings are n8n's own.
 * @param mainFolder the data of the main process
 */
export async function openQueueHost(
	tarball: string,
	mainFolder: string,
	teardown: Teardown,
	{ firstPort, settings = {} }: N8nOptions = {},
): Promise<QueueHost> {
	const shared = {
		...settings,
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		// Each process would make one up in its own folder.
		N8N_ENCRYPTION_KEY: 'of-a-throw-away-n8n',
		...(await startPostgres(teardown)),
		...(await startRedis(teardown)),
	};
	await installTarball(tarball, mainFolder);
	// The main first, because it brings the empty database into shape.
	const main = await startN8n(mainFolder, teardown, { firstPort, settings: shared });

	const workers: Worker[] = [];
	const addWorker = async () => {
		const folder = await createTempFolder(teardown);
		await installTarball(tarball, folder);
		const handle = await startWorker(folder, teardown, { settings: shared });
		const worker = {
			...handle,
			readLog: async () => await readFile(join(folder, 'n8n.log'), 'utf8'),
		};
		workers.push(worker);
		return worker;
	};
	await Promise.all(Array.from({ length: WORKERS }, addWorker));
	return { main, workers, addWorker };
}
