import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Teardown } from './teardown.mts';

const GRACE_MS = 15_000;
const POLL_INTERVAL_MS = 200;
const LOG_TAIL_LINES = 30;
const STOP_WITH_PARENT = pathToFileURL(join(import.meta.dirname, 'stop-with-parent.mjs')).href;

export interface ServerOptions {
	/** For messages: "n8n", "the sandbox". */
	readonly label: string;
	/** Script and arguments, given to the Node that runs this. */
	readonly command: readonly string[];
	readonly env: NodeJS.ProcessEnv;
	readonly cwd: string;
	/** Receives standard output and standard error. */
	readonly logFile: string;
	/** The server is ready as soon as its output holds this text. */
	readonly readyText: string;
	readonly readyWithinMs: number;
}

const readLogTail = (logFile: string) =>
	readFileSync(logFile, 'utf8').split('\n').slice(-LOG_TAIL_LINES).join('\n');

const hasExited = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function killGroup(pid: number, signal: NodeJS.Signals) {
	try {
		process.kill(-pid, signal);
	} catch (error) {
		// ESRCH: nobody of the group is left, which is what was wanted.
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
	}
}

/** SIGTERM, then SIGKILL to what is left of its process group after a grace of 15 s. */
async function stopServer(child: ChildProcess, pid: number) {
	if (!hasExited(child)) {
		const exited = once(child, 'exit');
		child.kill('SIGTERM');
		const timer = setTimeout(() => killGroup(pid, 'SIGKILL'), GRACE_MS);
		await exited;
		clearTimeout(timer);
	}
	killGroup(pid, 'SIGKILL');
}

/** A server that runs. */
export interface ServerHandle {
	readonly pid: number;
	/** Ends it and what it started by SIGKILL, as a crash or a power cut would; resolves when it is gone. */
	kill(): Promise<void>;
	/** Ends it in good order: by SIGTERM, and by SIGKILL after a grace of 15 s. */
	stop(): Promise<void>;
}

/** Resolves when the log holds the ready text; rejects when the server ends or takes too long. */
async function waitForReadyText(child: ChildProcess, options: ServerOptions, logStart: number) {
	const { label, logFile, readyText, readyWithinMs } = options;
	const deadline = Date.now() + readyWithinMs;
	while (!readFileSync(logFile).subarray(logStart).includes(readyText)) {
		if (hasExited(child)) {
			throw new Error(`${label} ended while starting (${child.signalCode ?? child.exitCode})`);
		}
		if (Date.now() > deadline) {
			throw new Error(`${label} was not ready within ${readyWithinMs / 1000} s`);
		}
		await sleep(POLL_INTERVAL_MS);
	}
}

/**
 * Starts a Node server in a process group of its own (Ctrl-C in the terminal reaches only the
 * script that started it, which then stops the server) and waits until it is ready. It ends with
 * this process, however this process ends; `teardown` stops it in good order.
 * @throws Error with the end of the log when it does not become ready
 */
export async function startServer(
	options: ServerOptions,
	teardown: Teardown,
): Promise<ServerHandle> {
	const { label, command, env, cwd, logFile } = options;
	// The server writes to a file of its own: with a pipe to this process it would trip over the
	// broken pipe, and n8n spin, when this process is killed.
	const log = openSync(logFile, 'a');
	// A server that is started again goes on in the log of its first life.
	const logStart = fstatSync(log).size;
	const child = spawn(process.execPath, ['--import', STOP_WITH_PARENT, ...command], {
		cwd,
		env,
		detached: true,
		stdio: ['ignore', log, log, 'ipc'],
	});
	closeSync(log);
	await once(child, 'spawn');
	const { pid } = child;
	if (pid === undefined) throw new Error(`${label} has no process id`);
	teardown.add(`stop ${label}`, async () => await stopServer(child, pid));

	try {
		await waitForReadyText(child, options, logStart);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`${reason}. The end of its log:\n${readLogTail(logFile)}`);
	}
	return {
		pid,
		async kill() {
			const exited = hasExited(child) ? undefined : once(child, 'exit');
			killGroup(pid, 'SIGKILL');
			await exited;
		},
		stop: async () => await stopServer(child, pid),
	};
}
