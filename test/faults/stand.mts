/** One tenant behind proxies, for one cell: nothing that a fault leaves behind meets another cell. */
import type { SandboxOptions, Sandbox } from '../../sandbox/src/index.mts';
import { oauthCredentials, openSandbox, tokenCredentials } from '../engine/sandbox.mts';
import { getEngine } from '../engine/globals.mts';
import type { MemoryCredentials } from '../engine/harness/credentials.mts';
import { TcpProxy } from '../support/tcp-proxy.mts';
import { LOGIN_PAGE, openLoginPage, type LoginPage } from './login-page.mts';
import type { FaultRow, Injection } from './types.mts';

export interface Stand {
	readonly sandbox: Sandbox;
	readonly login: 'token' | 'oAuth2';
	readonly credentials: MemoryCredentials;
	/** Between the node and the API. */
	readonly api: TcpProxy;
	/** Between the node and the storage host. */
	readonly blob: TcpProxy;
	readonly page: LoginPage;
	close(): Promise<void>;
}

export async function openStand(
	login: Stand['login'] = 'token',
	options: SandboxOptions = {},
): Promise<Stand> {
	const sandbox = await openSandbox({ pendingMs: 0, runMs: 0, ...options });
	const [api, blob, page] = await Promise.all([
		TcpProxy.open(portOf(sandbox.origin)),
		TcpProxy.open(portOf(sandbox.blobOrigin)),
		openLoginPage(),
	]);
	sandbox.control.setBlobOrigin(blob.origin);
	const tenantUrl = sandbox.tenantUrl.replace(sandbox.origin, api.origin);
	const data =
		login === 'token'
			? tokenCredentials(sandbox, { tenantUrl })
			: oauthCredentials(sandbox, { tenantUrl });
	return {
		sandbox,
		login,
		credentials: getEngine().harness.storeCredentials(data),
		api,
		blob,
		page,
		async close() {
			page.close();
			await Promise.all([api.close(), blob.close(), sandbox.close()]);
		},
	};
}

const portOf = (origin: string): number => Number(new URL(origin).port);

/** Lets a fault strike the requests of a host whose `METHOD /path` matches. */
export async function armFault(
	{ sandbox, api, blob, page }: Stand,
	{ inject, times }: Pick<FaultRow, 'inject' | 'times'>,
	{ host, strikes }: { host: 'api' | 'blob'; strikes: string },
): Promise<void> {
	const proxy = host === 'api' ? api : blob;
	if ('network' in inject) proxy.inject(strikes, inject.network, times);
	else if ('refusedMs' in inject) await refuse(proxy, inject.refusedMs);
	else if ('serverAheadMs' in inject) {
		sandbox.control.setClock(new Date(Date.now() + inject.serverAheadMs).toISOString());
	} else {
		sandbox.control.injectFault({ ...resolvePage(inject.http, page), route: strikes, times });
	}
}

function resolvePage(http: Extract<Injection, { http: unknown }>['http'], page: LoginPage) {
	return http.redirectTo === LOGIN_PAGE ? { ...http, redirectTo: page.address } : http;
}

async function refuse(proxy: TcpProxy, ms: number): Promise<void> {
	await proxy.refuse();
	if (Number.isFinite(ms)) setTimeout(() => void proxy.listen(), ms);
}

/** The fault is over: everything works again. */
export async function clearFaults({ sandbox, api, blob }: Stand): Promise<void> {
	sandbox.control.clearFaults();
	for (const proxy of [api, blob]) {
		proxy.clear();
		await proxy.listen();
	}
}
