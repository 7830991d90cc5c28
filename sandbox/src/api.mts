import { authenticate, authorize } from './auth.mts';
import { ApiError, describeError, QueryError } from './errors.mts';
import { resolveFolder } from './folders.mts';
import { answerHtml, type Answer, type SandboxRequest } from './http.mts';
import type { Token } from './model.mts';
import { decodeQuery } from './odata/options.mts';
import { attachmentRoutes } from './routes/attachments.mts';
import { exportRoutes } from './routes/exports.mts';
import { folderRoutes } from './routes/folders.mts';
import { jobAgainRoutes } from './routes/jobs-again.mts';
import { jobReadRoutes } from './routes/jobs-read.mts';
import { jobStartRoutes } from './routes/jobs-start.mts';
import { jobStopRoutes } from './routes/jobs-stop.mts';
import { jobValidateRoutes } from './routes/jobs-validate.mts';
import { logRoutes } from './routes/logs.mts';
import { machineRoutes } from './routes/machines.mts';
import { miscRoutes } from './routes/misc.mts';
import { releaseRoutes } from './routes/releases.mts';
import { robotRoutes } from './routes/robots.mts';
import { sessionRoutes } from './routes/sessions.mts';
import type { Route, Tenant } from './tenant.mts';

const ROUTES: Route[] = [
	...jobReadRoutes,
	...jobStartRoutes,
	...jobStopRoutes,
	...jobAgainRoutes,
	...jobValidateRoutes,
	...exportRoutes,
	...attachmentRoutes,
	...folderRoutes,
	...releaseRoutes,
	...robotRoutes,
	...machineRoutes,
	...sessionRoutes,
	...logRoutes,
	...miscRoutes,
];

const MATCHERS = ROUTES.map((route) => ({ route, pattern: compileTemplate(route) }));

/**
 * `/odata/Jobs({key})` matches anything without brackets and slashes in place of `{key}`. A function
 * without parameters may be called with empty brackets, as OData writes it.
 */
function compileTemplate({ method, template }: Route): RegExp {
	const source = template
		.split(/(\{\w+\})/)
		.map((part) =>
			/^\{\w+\}$/.test(part)
				? `(?<${part.slice(1, -1)}>[^/()]+)`
				: part.replaceAll(/[.()]/g, '\\$&'),
		)
		.join('');
	const isFunction =
		method === 'GET' && template.includes('UiPath.Server.') && !template.endsWith(')');
	return new RegExp(`^${source}${isFunction ? String.raw`(?:\(\))?` : ''}$`);
}

const NOBODY: Token = {
	value: '',
	scopes: [],
	identity: 'app',
	expiresAt: null,
	hasOwnRobot: false,
};

/**
 * Answers a request below the Orchestrator base. `path` starts with a slash and is decoded.
 * Paths nobody knows get what the edition shows: the app's page with status 200, or a 404 page.
 */
export async function answerApi(
	tenant: Tenant,
	request: SandboxRequest,
	path: string,
): Promise<Answer> {
	const known = MATCHERS.flatMap(({ route, pattern }) => {
		if (!tenant.level.hasRoute(route.method, route.template)) return [];
		const match = pattern.exec(path);
		return match ? [{ route, params: { ...match.groups } }] : [];
	});
	if (known.length === 0) return answerMissing(tenant);
	const finish = (answer: Answer): Answer => ({
		...answer,
		headers: { ...tenant.level.header, ...answer.headers },
	});
	const found = known.find(({ route }) => route.method === request.method);
	if (!found) return finish(describe(new ApiError(405, 0, 'The method is not allowed.')));
	const { route, params } = found;
	try {
		const token = route.isAnonymous ? NOBODY : authenticate(tenant.state, request);
		if (!route.isAnonymous) authorize(token, route);
		const folder = resolveFolder(tenant, token, request, route.folder);
		if (route.isLimitedList) tenant.limits.countListCall();
		const query = decodeQuery(request.rawQuery);
		const answer = await route.handle({ tenant, request, query, params, token, folder });
		const headers = {
			...(route.isLimitedList ? tenant.limits.describeRest() : {}),
			...answer.headers,
		};
		return finish({ ...answer, headers, route: route.template });
	} catch (error) {
		if (error instanceof ApiError)
			return finish({ ...describe(word(tenant, error)), route: route.template });
		throw error;
	}
}

export function answerUnknown(tenant: Tenant): Answer {
	return tenant.settings.edition === 'standalone'
		? answerHtml(404, 'Not Found')
		: answerHtml(200, 'Automation Cloud');
}

/** What Orchestrator answers where it has no such route. */
function answerMissing(tenant: Tenant): Answer {
	const { missingRoutes } = tenant.settings;
	if (missingRoutes === 'page') return answerUnknown(tenant);
	if (missingRoutes === 'html') return answerHtml(404, 'Not Found');
	const body = JSON.stringify({ message: 'Invalid request!', errorCode: 1000 });
	const json = missingRoutes === 'json';
	return {
		status: 404,
		headers: {
			...tenant.level.header,
			...(json ? { 'content-type': 'application/json; charset=utf-8' } : {}),
		},
		body: json ? body : '',
	};
}

/** An error of a handler as it leaves the server; a refused query says why where the server does. */
function word(tenant: Tenant, error: ApiError): ApiError {
	const bare = error instanceof QueryError && tenant.settings.queryErrors === 'bare';
	return bare ? new QueryError() : error;
}

function describe(error: ApiError): Answer {
	return {
		status: error.status,
		headers: { 'content-type': 'application/json; charset=utf-8', ...error.headers },
		body: describeError(error),
	};
}
