import { setTimeout as wait } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Fault, FaultInjector } from './faults.mts';
import { answerHtml, type Answer, type SandboxRequest } from './http.mts';
import type { RecordedRequest } from './record.mts';
import { sendAnswer } from './send.mts';

const MAX_BODY = 64 * 1024 * 1024;
const MAX_RECORDED_BODY = 1024 * 1024;

export type Host = {
	/** Which host a path belongs to, for the record; undefined for the control route. */
	target: (path: string) => RecordedRequest['target'] | undefined;
	answer: (request: SandboxRequest) => Answer | Promise<Answer>;
	faults: FaultInjector;
	requests: RecordedRequest[];
	/** Makes the token of an Authorization header worthless. */
	revoke: (authorization: string | undefined) => void;
	/** What answers carry as Date: the sandbox's clock, not the machine's. */
	now: () => number;
	latencyMs: number;
	tls?: { key: string; cert: string };
};

/** A server that hands every request, whatever its path, to one function, and records it. */
export function createServer(host: Host): FastifyInstance {
	const options = {
		bodyLimit: MAX_BODY,
		forceCloseConnections: true,
		exposeHeadRoutes: false,
	};
	const server = (
		host.tls ? Fastify({ ...options, https: host.tls }) : Fastify(options)
	) as FastifyInstance;
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
		done(null, body);
	});
	const handle = (request: FastifyRequest, reply: FastifyReply) =>
		handleRequest(host, request, reply);
	server.all('/*', handle);
	server.setNotFoundHandler(handle);
	return server;
}

async function handleRequest(
	host: Host,
	incoming: FastifyRequest,
	reply: FastifyReply,
): Promise<void> {
	const request = readRequest(incoming);
	const target = host.target(request.path);
	if (target === undefined) {
		await sendAnswer(reply, await host.answer(request), host.now());
		return;
	}
	const record = createRecord(target, request);
	host.requests.push(record);
	const fault = host.faults.take(
		request.method,
		request.path,
		String(request.headers['x-uipath-organizationunitid']),
	);
	const delay = (fault?.delayMs ?? 0) + host.latencyMs;
	if (delay > 0) await wait(delay);
	if (fault?.action === 'revoke-token') host.revoke(request.headers.authorization);
	if (fault?.action === 'fail-after') await host.answer(request);
	const answer = (fault && answerFault(fault)) ?? (await host.answer(request));
	if (answer.route !== undefined) record.route = answer.route;
	const cut = fault?.action === 'reset-before' || fault?.action === 'reset-after';
	if (!cut && fault?.action !== 'hang') record.status = answer.status;
	record.answeredAt = Date.now();
	await sendAnswer(reply, answer, host.now(), fault?.action);
}

/** The answer of a fault that keeps the request from being processed; undefined if it is processed. */
function answerFault(fault: Fault): Answer | undefined {
	if (fault.redirectTo !== undefined) {
		return { status: fault.status ?? 302, headers: { location: fault.redirectTo }, body: '' };
	}
	if (fault.action === 'html') return answerHtml(fault.status ?? 200, 'Sign in');
	if (fault.action === 'reset-before' || fault.action === 'hang') {
		return { status: 0, headers: {}, body: '' };
	}
	if (fault.status === undefined && fault.body === undefined) return undefined;
	const text = typeof fault.body === 'string';
	return {
		status: fault.status ?? 200,
		headers: {
			...(fault.body === undefined || text ? {} : { 'content-type': 'application/json' }),
			...fault.headers,
		},
		body: text ? String(fault.body) : fault.body === undefined ? '' : JSON.stringify(fault.body),
	};
}

function readRequest(incoming: FastifyRequest): SandboxRequest {
	const url = incoming.raw.url ?? '/';
	const at = url.indexOf('?');
	return {
		method: incoming.method,
		path: at < 0 ? url : url.slice(0, at),
		rawQuery: at < 0 ? '' : url.slice(at + 1),
		headers: incoming.headers,
		body: Buffer.isBuffer(incoming.body) ? incoming.body : Buffer.alloc(0),
	};
}

function createRecord(target: RecordedRequest['target'], request: SandboxRequest): RecordedRequest {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value);
	const recorded = request.body.length <= MAX_RECORDED_BODY;
	return {
		target,
		method: request.method,
		path: request.path,
		query: Object.fromEntries(new URLSearchParams(request.rawQuery)),
		rawQuery: request.rawQuery,
		headers,
		body: recorded ? request.body.toString('utf8') : '',
		bodyBytes: request.body.length,
		status: 0,
		at: Date.now(),
		answeredAt: 0,
	};
}
