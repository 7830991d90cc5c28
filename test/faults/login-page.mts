/** A login page on a host of its own, as redirects lead to; it notes what it is sent. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands in the table for the address of the page, which is known only once it listens. */
export const LOGIN_PAGE = 'login-page:';

export interface LoginPage {
	address: string;
	/** Headers of the requests that reached it. */
	visits: IncomingHttpHeaders[];
	close(): void;
}

export async function openLoginPage(): Promise<LoginPage> {
	const visits: IncomingHttpHeaders[] = [];
	const server = createServer((request, response) => {
		visits.push(request.headers);
		response.setHeader('content-type', 'text/html');
		response.end('<!DOCTYPE html><html><body>Sign in</body></html>');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { address: `http://127.0.0.1:${port}/login`, visits, close: () => server.close() };
}
