import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const PORTS_TO_TRY = 100;
const LAST_PORT = 65_535;
/** Below those that a system gives out by itself, so that nothing takes one before it is used. */
const ANY_PORT = { from: 20_000, to: 30_000 };

function tryPort(port: number): Promise<number | undefined> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
			else reject(error);
		});
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => {
				resolve(typeof address === 'object' && address ? address.port : undefined);
			});
		});
	});
}

/**
 * Finds a free port on 127.0.0.1, counting up from `first`; 0 leaves the choice to chance.
 * @throws Error when a hundred ports in a row are taken
 */
export async function findFreePort(first = 0): Promise<number> {
	const from = first === 0 ? randomInt(ANY_PORT.from, ANY_PORT.to) : first;
	for (let port = from; port < from + PORTS_TO_TRY && port <= LAST_PORT; port++) {
		const free = await tryPort(port);
		if (free !== undefined) return free;
	}
	throw new Error(`No free port on 127.0.0.1 from ${from} on`);
}
