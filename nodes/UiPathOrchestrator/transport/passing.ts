import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { isRecord } from '../helpers/json';
import type { JsonRecord } from '../helpers/json';
import { isCertificateProblem, isNeverSent } from './retry';
import type { RequestContext, Session } from './session';

/** Executions in which Orchestrator has answered: address and login were right then. */
const reached = new WeakSet<RequestContext>();

export function markReached({ context }: Session): void {
	reached.add(context);
}

/** An identity server in trouble, in the words of n8n, Node and OAuth 2.0. */
const PASSING_SIGN_IN =
	/status (?:code )?5\d\d\b|\bE(?:CONN\w+|TIMEDOUT|AI_AGAIN|NOTFOUND|\w+UNREACH)\b|timeout|hang up|temporarily_unavailable|server_error/i;

/** The facts of a failed call, as `context.data` of its error has them. */
export function readFacts(caught: unknown): JsonRecord {
	const isOurs = caught instanceof NodeApiError || caught instanceof NodeOperationError;
	return isOurs && isRecord(caught.context.data) ? caught.context.data : {};
}

function isPassingStatus(status: number, isPage: boolean, wasReached: boolean): boolean {
	// A page in place of an answer: a wrong address, unless it was right before.
	if (status < 300) return !isPage || wasReached;
	return status >= 500 || status === 429 || status === 408;
}

/**
 * Whether the same call may succeed later though nobody does anything: after trouble of a server or a
 * gateway, a limit, a cut connection. What Orchestrator refuses it refuses again. That nobody is there
 * passes only where somebody has been.
 */
export function mayPass({ context }: Session, caught: unknown): boolean {
	const { httpStatus, connection, answer, signIn } = readFacts(caught);
	const wasReached = reached.has(context);
	if (typeof signIn === 'string') return wasReached && PASSING_SIGN_IN.test(signIn);
	if (typeof httpStatus === 'number') {
		return isPassingStatus(httpStatus, answer === undefined, wasReached);
	}
	if (typeof connection !== 'string' || isCertificateProblem(connection)) return false;
	return wasReached || !isNeverSent(connection);
}

/** Ms for which the server asks to be left alone. */
export function readPauseMs(caught: unknown): number {
	const { retryAfterSeconds: seconds } = readFacts(caught);
	return typeof seconds === 'number' ? seconds * 1000 : 0;
}
