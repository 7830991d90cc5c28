/** The proxy does what its faults are called. */
import { Agent, createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import axios from 'axios';

import { type NetworkFault, TcpProxy } from '../support/tcp-proxy.mts';

/** As n8n sends its requests. */
const ONE_REQUEST_EACH = new Agent({ keepAlive: false });
const BODY = 'x'.repeat(5000);
let arrived: string[] = [];
let server: Server;
let proxy: TcpProxy;

beforeAll(async () => {
	server = createServer((request, response) => {
		request.resume();
		request.on('end', () => {
			arrived.push(`${request.method} ${request.url}`);
			response.end(BODY);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	proxy = await TcpProxy.open((server.address() as AddressInfo).port);
});
afterAll(async () => {
	await proxy.close();
	server.close();
});
beforeEach(() => {
	arrived = [];
	proxy.requests.length = 0;
	proxy.clear();
});

/** Sends a request. @returns the length of the answer, or the code of the error */
async function call(path = '/a?b=c', body?: string): Promise<number | string> {
	try {
		const method = body === undefined ? 'get' : 'post';
		const url = proxy.origin + path;
		const { data } = await axios.request<string>({
			method,
			url,
			data: body,
			timeout: 300,
			httpAgent: ONE_REQUEST_EACH,
		});
		return data.length;
	} catch (caught: unknown) {
		return axios.isAxiosError(caught) ? String(caught.code) : String(caught);
	}
}

it('forwards what no fault strikes, and notes it', async () => {
	expect(await call()).toBe(BODY.length);
	expect(await call('/big', 'y'.repeat(300_000))).toBe(BODY.length);
	expect(arrived).toEqual(['GET /a?b=c', 'POST /big']);
	expect(proxy.requests).toEqual(['GET /a', 'POST /big']);
});

it.each<[NetworkFault, string | number, reaches: boolean]>([
	[{ kind: 'reset-before' }, 'ECONNRESET', false],
	[{ kind: 'reset-after' }, 'ECONNRESET', true],
	[{ kind: 'reset-in-body', bytes: 10 }, 'ECONNRESET', true],
	[{ kind: 'close-in-body', bytes: 10 }, 'ERR_BAD_RESPONSE', true],
	[{ kind: 'stall-in-body', bytes: 10 }, 'ERR_BAD_RESPONSE', true],
	[{ kind: 'stall-before-answer' }, 'ECONNABORTED', true],
	[{ kind: 'trickle', bytes: 1000, pauseMs: 10 }, BODY.length, true],
])('%j', async (fault, outcome, reaches) => {
	proxy.inject('^GET /a$', fault, 1);
	expect(await call('/other')).toBe(BODY.length);
	const seen = await call();
	// Which of the two it is depends on the moment at which the reset arrives.
	expect(seen === 'ERR_BAD_RESPONSE' && outcome === 'ECONNRESET' ? outcome : seen).toBe(outcome);
	expect(arrived.includes('GET /a?b=c')).toBe(reaches);
	expect(await call()).toBe(BODY.length);
});

it('refuses connections until it listens again, on the same port', async () => {
	const { origin } = proxy;
	await proxy.refuse();
	expect(await call()).toBe('ECONNREFUSED');
	await proxy.listen();
	expect(proxy.origin).toBe(origin);
	expect(await call()).toBe(BODY.length);
});
