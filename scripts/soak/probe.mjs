// Preloaded into n8n by NODE_OPTIONS: writes down, every few seconds, what a process holds on to.
import { appendFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const INTERVAL_MS = 5000;
const file = process.env.SOAK_VITALS;

// Only n8n itself: the helper processes that it starts inherit NODE_OPTIONS as well.
if (file && process.argv[2] === 'start') {
	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc');
	const write = () => {
		// What is left after a collection is what is held.
		collectGarbage();
		const resources = {};
		for (const kind of process.getActiveResourcesInfo()) {
			resources[kind] = (resources[kind] ?? 0) + 1;
		}
		const { heapUsed, rss, external } = process.memoryUsage();
		const line = { pid: process.pid, at: Date.now(), heapUsed, rss, external, resources };
		appendFileSync(file, `${JSON.stringify(line)}\n`);
	};
	setInterval(write, INTERVAL_MS).unref();
}
