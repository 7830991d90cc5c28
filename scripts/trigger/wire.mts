import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that counts what passes. */
export interface Wire {
	/** `http://127.0.0.1:<port>`: to be used in place of the server's own. */
	readonly origin: string;
	/** What requests over this wire carry as `Host`. */
	readonly host: string;
	/** Bytes towards the server so far: request lines, headers and bodies. */
	sentBytes(): number;
	/** Bytes of the answers so far, with their headers. */
	receivedBytes(): number;
	close(): Promise<void>;
}

/** Forwards TCP connections on a port of its own to the server at `target`. */
export async function openWire(target: string): Promise<Wire> {
	const { port: targetPort } = new URL(target);
	const sockets = new Set<Socket>();
	let sent = 0;
	let received = 0;

	const pass = (from: Socket, to: Socket) => {
		sockets.add(from);
		from.pipe(to);
		from.on('close', () => {
			sockets.delete(from);
			to.destroy();
		});
		// A killed n8n leaves resets behind; `close` follows and is all that matters here.
		from.on('error', () => undefined);
	};
	const server = createServer((client) => {
		const upstream = connect(Number(targetPort), '127.0.0.1');
		client.on('data', ({ length }) => (sent += length));
		upstream.on('data', ({ length }) => (received += length));
		pass(client, upstream);
		pass(upstream, client);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The wire has no port');
	const host = `127.0.0.1:${address.port}`;
	return {
		origin: `http://${host}`,
		host,
		sentBytes: () => sent,
		receivedBytes: () => received,
		async close() {
			const closed = once(server, 'close');
			server.close();
			for (const socket of sockets) socket.destroy();
			await closed;
		},
	};
}
