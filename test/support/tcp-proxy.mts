/** A TCP proxy between a client and one server that breaks connections in the ways of real networks. */
import { createServer, type Server, type Socket, connect } from 'node:net';

import { findFreePort } from '../../scripts/host/free-port.mts';

export type NetworkFault =
	/** The connection is reset before the server has seen a byte of the request. */
	| { kind: 'reset-before' }
	/** The server has the whole request and answers; the client gets a reset in place of the answer. */
	| { kind: 'reset-after' }
	/** The answer breaks off by a reset behind so many bytes of its body. */
	| { kind: 'reset-in-body'; bytes: number }
	/** The same by an orderly close, as a proxy or load balancer does that shuts down. */
	| { kind: 'close-in-body'; bytes: number }
	/** Behind so many bytes of its body nothing comes any more, and the connection stays open. */
	| { kind: 'stall-in-body'; bytes: number }
	/** The server has the request; nothing comes back at all. */
	| { kind: 'stall-before-answer' }
	/** The answer trickles: so many bytes at a time, with a pause between. */
	| { kind: 'trickle'; bytes: number; pauseMs: number };

interface Armed {
	fault: NetworkFault;
	pattern: RegExp;
	left: number;
}

/**
 * Forwards connections to a port of this machine. A connection carries one request, as n8n's request
 * helper opens one for each; its request line decides which fault it meets.
 */
export class TcpProxy {
	/** Method and path, without the query, of the requests that arrived: `GET /odata/Jobs`. */
	readonly requests: string[] = [];

	private readonly target: number;

	private readonly sockets = new Set<Socket>();

	private armed: Armed[] = [];

	private server: Server | undefined;

	private readonly port: number;

	/** @param target port that connections are forwarded to */
	static async open(target: number): Promise<TcpProxy> {
		// Not one that the system gives out by itself: while nobody listens, a connection could take it.
		const proxy = new TcpProxy(target, await findFreePort());
		await proxy.listen();
		return proxy;
	}

	private constructor(target: number, port: number) {
		this.target = target;
		this.port = port;
	}

	get origin(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** The next `times` connections whose method and path match `route` meet the fault. */
	inject(route: string, fault: NetworkFault, times: number): void {
		this.armed.push({ fault, pattern: new RegExp(route), left: times });
	}

	clear(): void {
		this.armed = [];
	}

	/** Refuses connections from now on, until `listen` is called. */
	async refuse(): Promise<void> {
		const { server } = this;
		this.server = undefined;
		for (const socket of this.sockets) socket.destroy();
		if (server) await new Promise((resolve) => server.close(resolve));
	}

	/** Accepts connections, on the same port as before; nothing new when it does already. */
	async listen(): Promise<void> {
		if (this.server !== undefined) return;
		const server = createServer((client) => this.accept(client));
		this.server = server;
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(this.port, '127.0.0.1', resolve);
		});
	}

	async close(): Promise<void> {
		await this.refuse();
	}

	private accept(client: Socket): void {
		this.track(client);
		let head = '';
		const read = (chunk: Buffer) => {
			head += chunk.toString('latin1');
			if (!head.includes('\r\n')) return;
			client.off('data', read);
			client.pause();
			const [line = ''] = head.split('\r\n');
			const request = line.replace(/(?:\?\S*)? HTTP\/.*$/, '');
			this.requests.push(request);
			this.forward(client, Buffer.from(head, 'latin1'), this.take(request));
		};
		client.on('data', read);
	}

	private forward(client: Socket, head: Buffer, fault: NetworkFault | undefined): void {
		if (fault?.kind === 'reset-before') {
			client.resetAndDestroy();
			return;
		}
		const upstream = connect(this.target, '127.0.0.1');
		this.track(upstream);
		upstream.write(head);
		client.pipe(upstream);
		client.on('close', () => upstream.destroy());
		upstream.on('error', () => client.resetAndDestroy());
		if (fault === undefined) upstream.pipe(client);
		else spoil(upstream, client, fault);
	}

	private take(request: string): NetworkFault | undefined {
		const found = this.armed.find(({ pattern, left }) => left > 0 && pattern.test(request));
		if (found) found.left -= 1;
		return found?.fault;
	}

	private track(socket: Socket): void {
		this.sockets.add(socket);
		socket.on('close', () => this.sockets.delete(socket));
		// A connection that breaks is what this proxy is for.
		socket.on('error', () => undefined);
	}
}

/** Hands the answer on as far as the fault allows. */
function spoil(upstream: Socket, client: Socket, fault: NetworkFault): void {
	if (fault.kind === 'reset-after') {
		upstream.once('data', () => client.resetAndDestroy());
	} else if (fault.kind === 'trickle') {
		trickle(upstream, client, fault);
	} else if (fault.kind !== 'stall-before-answer' && fault.kind !== 'reset-before') {
		cutBody(upstream, client, fault.bytes, () => {
			if (fault.kind === 'reset-in-body') client.resetAndDestroy();
			else if (fault.kind === 'close-in-body') client.end();
		});
	}
	// Read on, so that the server is not held up.
	upstream.resume();
}

/** Passes the head of the answer and `bytes` bytes of its body; then `stop` is called, once. */
function cutBody(upstream: Socket, client: Socket, bytes: number, stop: () => void): void {
	let passed = Buffer.alloc(0);
	let isCut = false;
	upstream.on('data', (chunk: Buffer) => {
		if (isCut) return;
		passed = Buffer.concat([passed, chunk]);
		const head = passed.indexOf('\r\n\r\n');
		if (head < 0 || passed.length < head + 4 + bytes) return;
		isCut = true;
		client.write(passed.subarray(0, head + 4 + bytes), stop);
	});
}

function trickle(
	upstream: Socket,
	client: Socket,
	{ bytes, pauseMs }: { bytes: number; pauseMs: number },
): void {
	let waiting = Buffer.alloc(0);
	let hasEnded = false;
	upstream.on('data', (chunk: Buffer) => {
		waiting = Buffer.concat([waiting, chunk]);
	});
	upstream.on('end', () => {
		hasEnded = true;
	});
	const timer = setInterval(() => {
		client.write(waiting.subarray(0, bytes));
		waiting = waiting.subarray(bytes);
		if (hasEnded && waiting.length === 0) client.end();
	}, pauseMs);
	client.on('close', () => clearInterval(timer));
}
