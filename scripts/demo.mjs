// `npm run demo` on a fresh clone: any Node gets this far, the demo itself needs the Node 24 that
// the install brings.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, NODE_BINARY } from './ensure-installed.mjs';

await ensureInstalled();

const demo = spawn(
	NODE_BINARY,
	[fileURLToPath(new URL('demo.mts', import.meta.url)), ...process.argv.slice(2)],
	// Through the IPC channel the demo notices when this process is gone.
	{ stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => demo.kill(signal));
}
demo.once('exit', (code) => {
	process.exitCode = code ?? 1;
});
