import type { JsonRecord } from '../../helpers/json';
import { toApiError } from '../../transport/apiError';
import { compare } from '../../transport/filter';
import { readJobId } from '../../transport/jobId';
import { guidLiteral } from '../../transport/literals';
import { readByNewerRoute } from '../../transport/newerRoute';
import { requestObject, requestPage } from '../../transport/request';
import type { OrchestratorRequest } from '../../transport/request';
import type { Scope } from '../../transport/session';

const ROUTE = '/odata/Jobs/UiPath.Server.Configuration.OData.GetByKey';
/** Automation Cloud. Source: not in the documents of standalone servers and of Automation Suite. */
const SINCE = 20;

/** The id of a job in the list of jobs, which every Orchestrator has. */
async function findId(scope: Scope, request: OrchestratorRequest, key: string): Promise<string> {
	const list: OrchestratorRequest = {
		purpose: request.purpose,
		method: 'GET',
		path: '/odata/Jobs',
		query: { $top: 1, $filter: compare('Key', 'eq', guidLiteral(key)), $select: 'Id,Key' },
		effect: 'read',
	};
	const [job] = (await requestPage(scope, list)).rows;
	if (job !== undefined) return readJobId(scope, job);
	const message = `Job with Key ${key} does not exist.`;
	throw toApiError({
		scope,
		request: list,
		failure: { status: 404 },
		facts: { message, errorCode: 1002, isHtml: false },
		attempts: 1,
	});
}

/**
 * A job by its key. Where Orchestrator has no route for that, the list tells its id; the job is then read
 * by it, because lists carry no arguments.
 *
 * @param request the read without its path
 * @throws NodeApiError when there is no such job in the folder
 */
export async function requestJobByKey(
	scope: Scope,
	key: string,
	request: Omit<OrchestratorRequest, 'path'>,
): Promise<JsonRecord> {
	const byKey = { ...request, path: `${ROUTE}(identifier=${guidLiteral(key)})` };
	return await readByNewerRoute(
		scope,
		ROUTE,
		SINCE,
		async () => await requestObject(scope, byKey),
		async () => {
			const id = await findId(scope, byKey, key);
			// Whoever asks for no more than this need not read the job as well.
			if (request.query?.$select === 'Id,Key') return { Id: Number(id), Key: key };
			return await requestObject(scope, { ...request, path: `/odata/Jobs(${id})` });
		},
	);
}
