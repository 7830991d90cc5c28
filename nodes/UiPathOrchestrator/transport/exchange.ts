import { isRecord } from '../helpers/json';
import { readAllowance } from './allowance';
import { toApiError } from './apiError';
import { callOrchestrator } from './callHost';
import { readFailedCall, readRefusal } from './failedCall';
import type { FailedCall } from './failedCall';
import { findLimiter } from './limiter';
import type { Late } from './limiter';
import type { Allowance } from './routeLimit';
import { isCancelled } from './pause';
import type { OrchestratorRequest } from './request';
import { decideRetry } from './retry';
import { findServer, learnVersion } from './serverVersion';
import type { Scope } from './session';
import { toCancelledError } from './unansweredError';

/** What came of sending a request once. */
export type Exchange =
	| { readonly response: unknown }
	/** `delay` is the ms after which it may be sent again; undefined when it must not be. */
	| { readonly failed: FailedCall; readonly delay: number | undefined };

/** The error for a call whose turn did not come in time. */
function toLateError(
	scope: Scope,
	request: OrchestratorRequest,
	{ closedMs, waitedMs }: Late,
	attempt: number,
) {
	const retryAfter = closedMs > 0 ? String(Math.ceil(closedMs / 1000)) : undefined;
	const message =
		retryAfter === undefined
			? `other calls of this n8n take all that the tenant bears; this one has waited ${Math.round(waitedMs / 1000)} seconds for its turn and was not sent`
			: `Orchestrator asked other calls to wait; this one may be sent in ${retryAfter} seconds`;
	return toApiError({
		scope,
		request,
		failure: { status: 429, ...(retryAfter === undefined ? {} : { retryAfter }) },
		facts: { isHtml: false, message },
		attempts: attempt - 1,
	});
}

/** Waits until the tenant bears another call. @returns what to call when the answer is there */
async function awaitTurn(scope: Scope, request: OrchestratorRequest, attempt: number) {
	const { context, deadline = Infinity, orchestratorUrl } = scope.session;
	const limiter = findLimiter(orchestratorUrl);
	const route = `${request.method} ${request.path.replace(/\([^)]*\)/g, '()')}`;
	const caller = {
		owner: scope.session,
		route,
		deadline,
		isCancelled: () => isCancelled(context),
	};
	const turn = await limiter.enter(caller, attempt > 1);
	if (turn === 'canceled') throw toCancelledError(scope);
	if (turn !== 'granted') throw toLateError(scope, request, turn, attempt);
	return (allowance: Allowance) => limiter.leave(route, allowance);
}

/** Sends a request once, when the tenant bears it, and says whether it may be sent again. */
export async function exchange(
	scope: Scope,
	request: OrchestratorRequest,
	attempt: number,
): Promise<Exchange> {
	const leave = await awaitTurn(scope, request, attempt);
	let allowance: Allowance = {};
	const judge = (failed: FailedCall): Exchange => {
		if (failed.kind !== 'answer' || request.isFinal?.(failed.body) === true) {
			return { failed, delay: undefined };
		}
		const delay = decideRetry(failed.failure, request.effect, attempt);
		// The limit is the tenant's: what one call is told holds for all others.
		if (failed.failure.status === 429) allowance = { isRefused: true, closedMs: delay };
		return { failed, delay };
	};
	try {
		const response = await callOrchestrator(scope, request);
		const { headers } = isRecord(response) ? response : {};
		learnVersion(findServer(scope.session.orchestratorUrl), headers);
		allowance = readAllowance(headers);
		const refused = readRefusal(response);
		return refused === undefined ? { response } : judge(refused);
	} catch (caught: unknown) {
		return judge(readFailedCall(caught));
	} finally {
		leave(allowance);
	}
}
