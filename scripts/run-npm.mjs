// Shared by scripts that run before anything is installed: plain Node 20, no imports but Node's own.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const HEARTBEAT_MS = 15_000;

function countPackages(directory) {
	try {
		return readdirSync(join(directory, 'node_modules')).length;
	} catch {
		return 0;
	}
}

/**
 * Runs npm in `directory`, its output passed through; a line every 15 seconds shows that it is
 * alive, because npm prints nothing for minutes when its output is not a terminal.
 * Rejects when npm cannot be started or exits with anything but 0.
 */
export function runNpm(args, directory) {
	const started = Date.now();
	const label = `npm ${args[0]}`;
	const heartbeat = setInterval(() => {
		const seconds = Math.round((Date.now() - started) / 1000);
		console.error(`  ${label}: ${seconds} s, ${countPackages(directory)} folders in node_modules`);
	}, HEARTBEAT_MS);
	return new Promise((resolve, reject) => {
		const npm = spawn('npm', args, {
			cwd: directory,
			stdio: 'inherit',
			// npm is a .cmd file on Windows, which only a shell can start.
			shell: process.platform === 'win32',
		});
		const stopNpm = () => npm.kill();
		process.once('exit', stopNpm);
		npm.once('error', reject);
		npm.once('exit', (code, signal) => {
			process.off('exit', stopNpm);
			if (code === 0) resolve();
			else reject(new Error(`${label} failed (${signal ?? `exit code ${code}`})`));
		});
	}).finally(() => clearInterval(heartbeat));
}
