// Preloaded into a server process that a script here started. The IPC channel closes when the
// parent ends, even by SIGKILL: no server outlives the script that started it.
const GRACE_MS = 10_000;

process.once('disconnect', () => {
	process.kill(process.pid, 'SIGTERM');
	// The whole group, so that helper processes of the server go as well.
	setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE_MS).unref();
});
