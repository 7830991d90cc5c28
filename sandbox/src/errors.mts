import { randomBytes } from 'node:crypto';
import { CODES } from './codes.mts';

/** What a handler throws to answer with an Orchestrator error. `code` is Orchestrator's errorCode. */
export class ApiError extends Error {
	readonly status: number;
	readonly code: number;
	readonly headers: Record<string, string>;
	readonly body: string | undefined;

	constructor(
		status: number,
		code: number,
		message: string,
		more: { headers?: Record<string, string>; body?: string } = {},
	) {
		super(message);
		this.name = 'ApiError';
		this.status = status;
		this.code = code;
		this.headers = more.headers ?? {};
		this.body = more.body;
	}
}

export function createTraceId(): string {
	return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}

/** The JSON body of an error; 401 and 403 use the ABP envelope, everything else the short form. */
export function describeError(error: ApiError): string {
	if (error.body !== undefined) return error.body;
	const traceId = createTraceId();
	if (error.status === 401 || error.status === 403) {
		return JSON.stringify({
			message: error.message,
			errorCode: error.code,
			result: null,
			targetUrl: null,
			success: false,
			error: { code: error.code, message: error.message, details: null, validationErrors: null },
			unAuthorizedRequest: true,
			__abp: true,
			traceId,
		});
	}
	return JSON.stringify({
		message: error.message,
		errorCode: error.code,
		traceId,
		resourceIds: null,
	});
}

/** A query that is refused. Older servers only say that, and not why. */
export class QueryError extends ApiError {
	constructor(why?: string) {
		const what = 'Invalid OData query options';
		super(400, CODES.InvalidRequest, why === undefined ? `${what}.` : `${what}: ${why}`);
		this.name = 'QueryError';
	}
}

export const invalidQuery = (why: string) => new QueryError(why);
export const notFound = (what: string) =>
	new ApiError(404, CODES.ItemNotFound, `${what} does not exist.`);
export const invalidArgument = (why: string) => new ApiError(400, CODES.InvalidArgument, why);
/** The misleading answer to a body that does not bind: it names the whole parameter. */
export const unboundBody = (parameter: string) =>
	new ApiError(400, CODES.Unspecified, `; ${parameter} must not be null`);
