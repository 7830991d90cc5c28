import { join } from 'node:path';
import { findFreePort } from './free-port.mts';
import { hostModulePath } from './paths.mts';
import { type ServerHandle, startServer } from './server-process.mts';
import type { Teardown } from './teardown.mts';

/** A first start migrates an empty database: 11 s warm, about a minute on a slow disk. */
const READY_WITHIN_MS = 180_000;

/** Settings of an n8n that the developer may run besides; none of them may leak into this one. */
const FOREIGN_SETTINGS =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|CREDENTIALS_|NODES_|NODE_OPTIONS$)/;

export interface N8nOptions {
	/** The wished port; the next free one is taken. 0, the default, leaves it to chance. */
	readonly firstPort?: number;
	/** Environment variables beside those that every n8n here gets, such as scheduler switches. */
	readonly settings?: Readonly<Record<string, string>>;
}

export interface N8nServer extends ServerHandle {
	/** Its address, without a slash at the end. */
	readonly url: string;
}

function toEnvironment(userFolder: string, port: number, brokerPort: number): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN_SETTINGS.test(name));
	return {
		...Object.fromEntries(inherited),
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
		// Nothing of this n8n may call home or wait for an answer from there.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	};
}

/** The first line of an n8n's log by which it is ready, by what it was started as. */
const READY_TEXTS = {
	start: 'Editor is now accessible via',
	worker: 'n8n worker is now ready',
} as const;

async function launch(
	command: keyof typeof READY_TEXTS,
	userFolder: string,
	teardown: Teardown,
	{ firstPort = 0, settings = {} }: N8nOptions,
): Promise<N8nServer> {
	const port = await findFreePort(firstPort);
	const options = {
		label: command === 'worker' ? 'a worker of n8n' : 'n8n',
		command: [hostModulePath('n8n', 'bin', 'n8n'), command],
		env: { ...toEnvironment(userFolder, port, await findFreePort()), ...settings },
		// n8n reads a .env file from where it is started.
		cwd: userFolder,
		logFile: join(userFolder, 'n8n.log'),
		readyText: READY_TEXTS[command],
		readyWithinMs: READY_WITHIN_MS,
	};
	const handle = await startServer(options, teardown);
	return { ...handle, url: `http://127.0.0.1:${port}` };
}

/**
 * Starts the n8n of this run on 127.0.0.1 with all its data in `userFolder` and its log in
 * `<userFolder>/n8n.log`; `teardown` stops it.
 */
export async function startN8n(
	userFolder: string,
	teardown: Teardown,
	options: N8nOptions = {},
): Promise<N8nServer> {
	return await launch('start', userFolder, teardown, options);
}

/** As `startN8n`, a worker of n8n in queue mode; `options.settings` say which queue and database. */
export async function startWorker(
	userFolder: string,
	teardown: Teardown,
	options: N8nOptions,
): Promise<ServerHandle> {
	return await launch('worker', userFolder, teardown, options);
}
