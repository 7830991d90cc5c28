/** Hosts that take down who sent them what. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';

export interface Listener {
	/** `http://127.0.0.x:port` */
	readonly origin: string;
	/** Requests in the order of arrival. */
	readonly seen: Array<{ method: string; url: string; headers: IncomingHttpHeaders; body: string }>;
	close(): void;
}

/** Listens on an address of the loopback network: 127.0.0.1 and 127.0.0.2 are two hosts to a client. */
export async function startListener(host: string, answer: RequestListener): Promise<Listener> {
	const seen: Listener['seen'] = [];
	const server = createServer((request, response) => {
		const { method = '', url = '', headers } = request;
		const entry = { method, url, headers, body: '' };
		seen.push(entry);
		request.setEncoding('utf8').on('data', (chunk) => (entry.body += String(chunk)));
		request.on('end', () => answer(request, response));
	});
	server.listen(0, host);
	await once(server, 'listening');
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The listener has no port');
	return {
		origin: `http://${host}:${address.port}`,
		seen,
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}

/** Answers as an empty tenant with a token endpoint would. */
export const answerAsTenant: RequestListener = ({ url = '' }, response) => {
	response.setHeader('content-type', 'application/json');
	if (url.includes('/connect/token')) {
		response.end(JSON.stringify({ access_token: 'issued', expires_in: 60, token_type: 'Bearer' }));
	} else if (url.includes('/odata/Folders(0)')) {
		response.statusCode = 404;
		response.end(JSON.stringify({ message: 'Folder does not exist.', errorCode: 1002 }));
	} else {
		response.end(JSON.stringify({ value: [] }));
	}
};
