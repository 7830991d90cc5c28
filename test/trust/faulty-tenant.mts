/** A server that fails in the way that the address of the tenant names. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type Failure = (request: IncomingMessage, body: string, response: ServerResponse) => void;

function answer(
	response: ServerResponse,
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

const refuse =
	(status: number, headers?: Record<string, string>): Failure =>
	(_request, _body, response) =>
		answer(response, status, { message: 'No.', errorCode: 1000 }, headers);

/** What a gateway in between may show of the request that it refuses: its headers. */
const describe = ({ rawHeaders }: IncomingMessage) =>
	rawHeaders.map((part, index) => part + (index % 2 === 0 ? ': ' : '\n')).join('');

/** By name, which is the tenant's part of the address. */
const FAILURES: Record<string, Failure> = {
	'400': refuse(400),
	'401': refuse(401),
	'403': refuse(403),
	'404': refuse(404),
	'409': refuse(409),
	'429': refuse(429, { 'retry-after': '999' }),
	'500': refuse(500),
	'503': refuse(503, { 'retry-after': '0' }),
	'echo in JSON': (request, _body, response) =>
		answer(response, 400, { message: `Refused: ${describe(request)}`, errorCode: 1000 }),
	'echo in text': (request, _body, response) => answer(response, 502, describe(request)),
	'echo in a page': (request, _body, response) =>
		answer(response, 200, `<html><body><pre>${describe(request)}</pre></body></html>`),
	'echo of the form': (_request, body, response) => {
		const form = body.startsWith('grant_type') ? body : '';
		answer(response, 400, { error: 'invalid_client', error_description: `Refused: ${form}` });
	},
	truncated: (_request, _body, response) => answer(response, 200, '{"value": [{"Id": 1,'),
	empty: (_request, _body, response) => answer(response, 200, ''),
	redirect: (_request, _body, response) =>
		answer(response, 302, '', { location: 'http://127.0.0.1:9/login?next=1' }),
	reset: (request) => request.socket.destroy(),
};

export const FAILURE_NAMES = Object.keys(FAILURES);

export interface FaultyTenants {
	/** Address of the tenant that fails like that. */
	tenantUrl(failure: string): string;
	close(): void;
}

export async function startFaultyTenants(): Promise<FaultyTenants> {
	const server = createServer((request, response) => {
		const [, , name = ''] = decodeURIComponent(request.url ?? '').split('/');
		let body = '';
		request.setEncoding('utf8').on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => (FAILURES[name] ?? refuse(404))(request, body, response));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
	return {
		tenantUrl: (failure) => `http://127.0.0.1:${address.port}/acme/${encodeURIComponent(failure)}`,
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}
