import { listNewer, readNamedColumn } from './columns';
import type { ErrorFacts } from './errorBody';
import type { OrchestratorRequest } from './request';
import { findServer, nameVersion } from './serverVersion';
import type { ServerKnowledge } from './serverVersion';

/** Error codes above it stand for a thing that was not found; below it a route may be missing. */
const LAST_GENERAL_CODE = 1000;

/** Whether a 404 means that the server has no such route, and not that it has no such row. */
export function isRouteMissing(status: number | undefined, { errorCode }: ErrorFacts): boolean {
	return status === 404 && (errorCode === undefined || errorCode <= LAST_GENERAL_CODE);
}

const describeServer = ({ apiVersion }: ServerKnowledge): string =>
	apiVersion === undefined ? '' : ` This one has API version ${apiVersion}.`;

function explainNames(server: ServerKnowledge, request: OrchestratorRequest, names: string[]) {
	const known = names.map((name) => {
		const version = request.since?.[name];
		return version === undefined ? `'${name}'` : `'${name}' needs ${nameVersion(version)} or later`;
	});
	return `${known.join('; ')}.${describeServer(server)}`;
}

/**
 * What a refusal has to do with the version of Orchestrator: a route, a column, a value or a field of
 * the body that came later.
 *
 * @returns undefined when nothing of the request is known to be newer than the server
 */
export function explainVersion(
	orchestratorUrl: string,
	request: OrchestratorRequest,
	status: number | undefined,
	facts: ErrorFacts,
): string | undefined {
	const server = findServer(orchestratorUrl);
	const { apiVersion = Infinity } = server;
	const { routeSince, since = {} } = request;
	if (routeSince !== undefined && isRouteMissing(status, facts) && !(apiVersion >= routeSince)) {
		return `This needs ${nameVersion(routeSince)} or later.${describeServer(server)}`;
	}
	if (status !== 400) return undefined;
	const named = readNamedColumn(facts.message);
	if (named !== undefined && Object.hasOwn(since, named)) {
		return explainNames(server, request, [named]);
	}
	const newer = listNewer(server, request);
	if (newer.length === 0) return undefined;
	return `${explainNames(server, request, newer)} Remove what this Orchestrator does not know.`;
}
