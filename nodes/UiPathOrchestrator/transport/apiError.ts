import { NodeApiError } from 'n8n-workflow';
import type { JsonObject, NodeError } from 'n8n-workflow';

import { setMessage } from '../helpers/errorMessage';
import { nodeOfError } from '../helpers/nodeOfError';
import { raiseDoubt } from './doubt';
import { describeConnection, ORCHESTRATOR } from './connection';
import { describeFolder } from './folder';
import type { ErrorFacts } from './errorBody';
import { findNextStep, nameErrorCode } from './errorHints';
import type { OrchestratorRequest } from './request';
import type { Failure } from './retry';
import { isOutcomeUnknown, isPassing, readRetryAfter } from './retry';
import type { Scope } from './session';
import { explainVersion } from './versionHint';

/** Everything known about a request that did not succeed. */
export interface FailedRequest {
	readonly scope: Scope;
	readonly request: OrchestratorRequest;
	readonly failure: Failure;
	readonly facts: ErrorFacts;
	/** How often the request was sent. */
	readonly attempts: number;
}

const WRONG_URL =
	"A web page came back instead of data. Check 'Tenant URL' in the credential; a proxy or firewall that answers with a page of its own is the other usual reason.";

const UNKNOWN_OUTCOME =
	'It is not known whether Orchestrator carried it out, so it was not sent again. Look in Orchestrator before you repeat it.';

/** Begins with a capital letter, as the texts of Orchestrator do that stand in the same place. */
function describeWire(code: string | undefined): string {
	const text = describeConnection(code, ORCHESTRATOR);
	return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A page instead of data: nobody's API is there. Gateways in trouble show a page as well. */
const isWrongPlace = ({ status = 0 }: Failure, { isHtml }: ErrorFacts): boolean =>
	isHtml && !isPassing(status);

function describeOutcome({ request, failure, facts, scope }: FailedRequest): string {
	if (isWrongPlace(failure, facts)) {
		return `${request.purpose}: the address answered with a web page`;
	}
	if (failure.status === undefined) return `${request.purpose}: ${describeWire(failure.code)}`;
	if (failure.status >= 300 && failure.status < 400) {
		return `${request.purpose}: the address redirects elsewhere (HTTP ${failure.status})`;
	}
	const isStartWithoutFolder =
		request.isStart === true && failure.status === 404 && scope.folder === undefined;
	if (isStartWithoutFolder) return `${request.purpose}: no folder was given`;
	return `${request.purpose}: ${facts.message ?? `Orchestrator answered HTTP ${failure.status}`}`;
}

/**
 * Whether a write may have been carried out. An answer with success that cannot be read says as little
 * about that as none at all. A refusal with an error code is Orchestrator's own word that nothing was done.
 */
function leavesDoubt({ request, failure, facts }: FailedRequest): boolean {
	if (request.effect !== 'write' || facts.errorCode !== undefined) return false;
	const { status = 0 } = failure;
	const isUnreadable = status >= 200 && status < 300 && !isWrongPlace(failure, facts);
	return isUnreadable || isOutcomeUnknown(failure);
}

function describeNextStep(failed: FailedRequest): string | undefined {
	const { request, failure, facts, scope } = failed;
	const { status = 0 } = failure;
	const isWrong = isWrongPlace(failure, facts);
	if (leavesDoubt(failed)) return request.ifUnknown ?? UNKNOWN_OUTCOME;
	const byVersion = explainVersion(scope.session.orchestratorUrl, request, failure.status, facts);
	if (byVersion !== undefined) return byVersion;
	if (isWrong || (status >= 300 && status < 400)) return WRONG_URL;
	if (failure.status === undefined) {
		return "Check 'Tenant URL' and the network between n8n and Orchestrator.";
	}
	return findNextStep({
		status: failure.status,
		errorCode: facts.errorCode,
		message: facts.message,
		hasFolder: scope.folder !== undefined,
		isStart: request.isStart === true,
	});
}

/** Values of one error code, for people and for workflows that branch on them. */
function collectDetails({ scope, request, failure, facts, attempts }: FailedRequest): JsonObject {
	const code = facts.errorCode;
	const wait = readRetryAfter(failure, Date.now());
	return {
		...(failure.status === undefined ? {} : { httpStatus: failure.status }),
		...(failure.code === undefined ? {} : { connection: failure.code }),
		...(facts.message === undefined ? {} : { answer: facts.message }),
		...(code === undefined ? {} : { errorCode: code, errorName: nameErrorCode(code) ?? 'Unknown' }),
		...(facts.traceId === undefined ? {} : { traceId: facts.traceId }),
		request: `${request.method} ${request.path}`,
		folder: describeFolder(scope.folder),
		attempts,
		...(wait === undefined ? {} : { retryAfterSeconds: Math.ceil(wait / 1000) }),
	};
}

function describeDetails({ failure, facts, scope, request, attempts }: FailedRequest): string {
	const { errorCode: code } = facts;
	const known = [
		failure.status === undefined ? undefined : `HTTP ${failure.status}`,
		code === undefined
			? undefined
			: `error code ${code} (${nameErrorCode(code) ?? 'no known name'})`,
		facts.traceId === undefined ? undefined : `trace ID ${facts.traceId}`,
	].filter((part) => part !== undefined);
	const sent = attempts > 1 ? `, sent ${attempts} times` : '';
	const asked = `Request: ${request.method} ${request.path} in ${describeFolder(scope.folder)}${sent}.`;
	return known.length === 0 ? asked : `Answer: ${known.join(', ')}. ${asked}`;
}

/** What the failure means for a polling host: wait how long, or wait for a person. */
function classify({ failure, facts }: FailedRequest): NonNullable<NodeError['failure']> {
	const { status } = failure;
	if (status === 429) {
		const retryAfterMs = readRetryAfter(failure, Date.now());
		return { cause: 'rate-limited', ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
	}
	if (status === 401) return { cause: 'credential-invalid' };
	if (status === undefined || status >= 500) return { cause: 'temporarily-unavailable' };
	if (facts.isHtml || status >= 300) return { cause: 'configuration-invalid' };
	return { cause: 'temporarily-unavailable' };
}

/**
 * Builds the one error that a failed request becomes: what was tried and what Orchestrator said as
 * message, next step and facts as description, and the facts once more as data in `context.data`.
 * Built from scratch because n8n ignores a better text for an error that is a NodeApiError already.
 */
export function toApiError(failed: FailedRequest): NodeApiError {
	const { scope, failure } = failed;
	const message = describeOutcome(failed);
	const description = [describeNextStep(failed), describeDetails(failed)]
		.filter((part) => part !== undefined)
		.join(' ');
	const error = new NodeApiError(
		nodeOfError(scope.session.context.getNode()),
		{ message },
		{
			message,
			description,
			...(failure.status === undefined ? {} : { httpCode: String(failure.status) }),
			...(scope.itemIndex === undefined ? {} : { itemIndex: scope.itemIndex }),
			failure: classify(failed),
		},
	);
	setMessage(error, message);
	error.context.data = collectDetails(failed);
	if (leavesDoubt(failed)) raiseDoubt(error);
	return error;
}
