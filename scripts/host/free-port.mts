import { createServer } from 'node:net';

const PORTS_TO_TRY = 100;
const LAST_PORT = 65_535;

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
 * Finds a free port on 127.0.0.1, counting up from `first`; 0 leaves the choice to the system.
 * @throws Error when a hundred ports in a row are taken
 */
export async function findFreePort(first = 0): Promise<number> {
	for (let port = first; port < first + PORTS_TO_TRY && port <= LAST_PORT; port++) {
		const free = await tryPort(port);
		if (free !== undefined) return free;
		if (first === 0) break;
	}
	throw new Error(`No free port on 127.0.0.1 from ${first} on`);
}
