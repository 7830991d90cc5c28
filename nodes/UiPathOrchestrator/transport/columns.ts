import { isRecord } from '../helpers/json';
import type { JsonRecord } from '../helpers/json';
import { readErrorBody } from './errorBody';
import type { OrchestratorRequest } from './request';
import type { ServerKnowledge } from './serverVersion';

const split = (list: string | number | undefined): string[] =>
	typeof list === 'string' && list !== '' ? list.split(',') : [];

const nameRoute = (path: string): string => path.replace(/\([^)]*\)/g, '()');

const toKey = (request: OrchestratorRequest, column: string): string =>
	`${nameRoute(request.path)} ${column}`;

function isKnown(server: ServerKnowledge, request: OrchestratorRequest, column: string): boolean {
	const since = request.since?.[column];
	if (since === undefined) return true;
	if (server.missing.has(toKey(request, column))) return false;
	return server.apiVersion === undefined || server.apiVersion >= since;
}

/** Columns of the request that the package chose by itself and that not every Orchestrator has. */
function listOptional({ query, since = {}, ownColumns = [] }: OrchestratorRequest): string[] {
	return [...split(query?.$select), ...split(query?.$expand)].filter(
		(column) => Object.hasOwn(since, column) && ownColumns.includes(column),
	);
}

/**
 * The request without the columns that the package chose by itself and that this Orchestrator does not
 * have. What the user chose stays: Orchestrator's refusal is then told.
 */
export function leaveOutColumns(
	server: ServerKnowledge,
	request: OrchestratorRequest,
): OrchestratorRequest {
	const unknown = listOptional(request).filter((column) => !isKnown(server, request, column));
	if (unknown.length === 0) return request;
	const keep = (list: string | number | undefined) =>
		split(list)
			.filter((column) => !unknown.includes(column))
			.join(',') || undefined;
	const { $select, $expand } = request.query ?? {};
	return {
		...request,
		query: { ...request.query, $select: keep($select), $expand: keep($expand) },
	};
}

const NAMED = /property named '(\w{1,100})'/;
const REFUSED = /Invalid OData query options|property named '/i;

/** Whether an answer refuses something in the query, such as a column that the server does not have. */
const isQueryRefused = (status: number | undefined, body: string): boolean =>
	status === 400 && REFUSED.test(readErrorBody(body).message ?? '');

/**
 * Learns from a refusal which columns an Orchestrator lacks. Newer ones name the column; of older ones
 * the version tells. Where neither does, all optional columns are left out once, on trial.
 *
 * @param sent the request as it was sent
 * @returns whether to send it again, without them; `undo` forgets what was only a trial
 */
export function learnColumns(
	server: ServerKnowledge,
	sent: OrchestratorRequest,
	status: number | undefined,
	body: string,
): { readonly undo: () => void } | undefined {
	const optional = listOptional(sent);
	if (sent.effect !== 'read' || optional.length === 0 || !isQueryRefused(status, body)) {
		return undefined;
	}
	const [, named] = NAMED.exec(readErrorBody(body).message ?? '') ?? [];
	if (named !== undefined && !optional.includes(named)) return undefined;
	const lacking = optional.filter((column) => !isKnown(server, sent, column));
	if (named === undefined && lacking.length > 0) return { undo: () => undefined };
	// The version says that nothing of ours is missing: it is the user's filter that was refused.
	if (named === undefined && server.apiVersion !== undefined) return undefined;
	const trial = (named === undefined ? optional : [named]).map((column) => toKey(sent, column));
	for (const key of trial) server.missing.add(key);
	return {
		undo() {
			if (named === undefined) for (const key of trial) server.missing.delete(key);
		},
	};
}

/** Whether a query holds a column, or compares one with a value: "SourceType Apps". */
function isAsked(query: string, name: string): boolean {
	const [column = '', value] = name.split(' ');
	return (
		new RegExp(`\\b${column}\\b`).test(query) &&
		(value === undefined || query.includes(`'${value}'`))
	);
}

function isSent(body: JsonRecord, name: string): boolean {
	const [field = '', value] = name.split(' ');
	return body[field] !== undefined && (value === undefined || body[field] === value);
}

/** What of a request came with a later version than the server's; nothing while that is unknown. */
export function listNewer(
	{ apiVersion = Infinity }: ServerKnowledge,
	{ query = {}, body = {}, since = {} }: OrchestratorRequest,
): string[] {
	const { $filter, $orderby, $select, $expand } = query;
	const asked = [$filter, $orderby, $select, $expand].map((part) => String(part ?? '')).join(' ');
	const fields = { ...body, ...(isRecord(body.startInfo) ? body.startInfo : {}) };
	return Object.entries(since)
		.filter(([, version]) => version > apiVersion)
		.filter(([name]) => isAsked(asked, name) || isSent(fields, name))
		.map(([name]) => name);
}

/** The column that a refusal names. */
export const readNamedColumn = (message: string | undefined): string | undefined =>
	NAMED.exec(message ?? '')?.[1];
