// `npm run demo` on a fresh clone: any Node gets this far, the demo itself needs the Node 24 that
// the install brings.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, NODE_BINARY } from './ensure-installed.mjs';

await ensureInstalled();

const demo = spawn(
	NODE_BINARY,
	[fileURLToPath(new URL('demo.mts', import.meta.url)), ...process.argv.slice(2)],
	{ stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => demo.kill(signal));
}
// npm passes SIGTERM on to a shell, which dies of it without a word to what it started.
const startedBy = process.ppid;
setInterval(() => {
	if (process.ppid !== startedBy) demo.kill('SIGTERM');
}, 1000).unref();
demo.once('exit', (code) => {
	process.exitCode = code ?? 1;
});
