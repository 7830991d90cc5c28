import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { answerBlob } from './blob.mts';
import { Clock } from './clock.mts';
import { Control } from './control.mts';
import { CONTROL_PATH } from './control-routes.mts';
import { Engine } from './engine.mts';
import { createEntities } from './entities.mts';
import { FaultInjector } from './faults.mts';
import type { Answer, SandboxRequest } from './http.mts';
import { tokenPath } from './identity.mts';
import { RateLimits } from './limits.mts';
import { Level } from './levels/level.mts';
import { completeOptions, type SandboxOptions, type Settings } from './options.mts';
import type { RecordedRequest } from './record.mts';
import { describePaths, findTarget, routeRequest } from './router.mts';
import { SEED } from './seed/ids.mts';
import { seedState } from './seed/index.mts';
import { createServer } from './server.mts';
import { ALL_SCOPES, State } from './state.mts';
import type { Tenant } from './tenant.mts';

export type Sandbox = {
	origin: string;
	/** What a user would paste: host, organization and tenant. */
	tenantUrl: string;
	orchestratorUrl: string;
	tokenUrl: string;
	/** Another port, so another origin: files are downloaded from and uploaded to here. */
	blobOrigin: string;
	controlUrl: string;
	/** A personal access token with every scope. */
	token: string;
	/** Valid, but without the scope and the permission to see folders. */
	limitedToken: string;
	expiredToken: string;
	oauth: { clientId: string; clientSecret: string };
	requests: RecordedRequest[];
	control: Control;
	close: () => Promise<void>;
};

const TOKENS = {
	token: 'rt_5A4E0B0D0F1E2C3B4A5968778695A4B3C2D1E0F00112233445566778899AABBCC-1',
	limited: 'rt_1B2C3D4E5F60718293A4B5C6D7E8F90123456789ABCDEF0123456789ABCDEF01-1',
	expired: 'rt_0E0D0C0B0A090807060504030201000F0E0D0C0B0A0908070605040302010000-1',
};

/** Starts an Orchestrator on 127.0.0.1; `close` ends it and every open connection. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const settings = completeOptions(options);
	const state = new State(new Clock(settings.clock, settings.clockStart), settings);
	const engine = new Engine(state);
	const level = new Level(settings.apiVersion);
	const tenant: Tenant = {
		state,
		settings,
		level,
		engine,
		entities: createEntities(state, level),
		limits: new RateLimits(state.clock, settings),
		urls: { orchestrator: '', blob: '' },
		blobSecret: randomBytes(16).toString('hex'),
	};
	seedState(state, engine, settings.seed);
	addCredentials(state);
	const requests: RecordedRequest[] = [];
	const faults = new FaultInjector();
	const control = new Control(tenant, faults, requests, () => addCredentials(state));
	const { latencyMs, tls } = settings;
	const now = () => state.clock.now();
	const revoke = (authorization = '') => {
		state.tokens.delete(authorization.replace(/^Bearer /i, ''));
	};
	const host = { faults, requests, now, revoke, latencyMs, ...(tls ? { tls } : {}) };
	const api = createServer({
		...host,
		target: findTarget,
		answer: async (request) => {
			const answer = await routeRequest(tenant, control, request);
			showAnswer(settings, request, answer);
			return answer;
		},
	});
	const blob = createServer({
		...host,
		target: () => 'blob',
		answer: (request) => answerBlob(tenant, request),
	});
	const origin = await listen(api, settings.port, tls !== undefined);
	const blobOrigin = await listen(blob, 0, tls !== undefined);
	const paths = describePaths(settings.edition);
	tenant.urls = { orchestrator: origin + paths.orchestrator, blob: blobOrigin };
	return {
		origin,
		tenantUrl: origin + paths.tenant,
		orchestratorUrl: origin + paths.orchestrator,
		tokenUrl: origin + tokenPath(settings.edition),
		blobOrigin,
		controlUrl: origin + CONTROL_PATH,
		token: TOKENS.token,
		limitedToken: TOKENS.limited,
		expiredToken: TOKENS.expired,
		oauth: { clientId: SEED.oauth.clientId, clientSecret: SEED.oauth.clientSecret },
		requests,
		control,
		close: async () => {
			await Promise.all([api.close(), blob.close()]);
		},
	};
}

function showAnswer({ onAnswer }: Settings, { method }: SandboxRequest, answer: Answer): void {
	const { route, status, body } = answer;
	if (!onAnswer || route === undefined) return;
	onAnswer({ method, route, status, body: typeof body === 'string' ? body : '' });
}

async function listen(server: FastifyInstance, port: number, secure: boolean): Promise<string> {
	await server.listen({ host: '127.0.0.1', port });
	const { port: actual } = server.server.address() as AddressInfo;
	return `${secure ? 'https' : 'http'}://127.0.0.1:${actual}`;
}

function addCredentials(state: State): void {
	const withoutFolders = ['OR.Jobs', 'OR.Execution', 'OR.Robots.Read', 'OR.Monitoring.Read'];
	state.addToken({ value: TOKENS.token });
	state.addToken({
		value: TOKENS.limited,
		scopes: withoutFolders,
		permissions: [
			'Jobs.View',
			'Jobs.Create',
			'Jobs.Edit',
			'Processes.View',
			'Robots.View',
			'Logs.View',
		],
	});
	state.addToken({ value: TOKENS.expired, expiresAt: 0 });
	const { clientId, clientSecret, userScopesClientId } = SEED.oauth;
	state.oauthClients = [
		{ clientId, clientSecret, applicationScopes: [...ALL_SCOPES] },
		{ clientId: userScopesClientId, clientSecret, applicationScopes: [] },
	];
}
