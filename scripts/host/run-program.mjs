// Runs a program that is not written in Node as a child in the same process group, so that it is
// started and stopped as the Node servers here are: `run-program.mjs <uid> <gid> <program> …`,
// both ids "-" to stay who one is.
import { spawn } from 'node:child_process';

const [uid, gid, program, ...args] = process.argv.slice(2);
const user = uid === '-' ? {} : { uid: Number(uid), gid: Number(gid) };
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], ...user });

// To PostgreSQL SIGTERM means to wait until every client has gone; SIGINT ends it in good order now.
process.on('SIGTERM', () => child.kill('SIGINT'));
child.once('error', (error) => {
	console.error(error);
	process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 1));
