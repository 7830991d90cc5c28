import { answerApi, answerUnknown } from './api.mts';
import { answerControl, CONTROL_PATH } from './control-routes.mts';
import type { Control } from './control.mts';
import { answerHtml, type Answer, type SandboxRequest } from './http.mts';
import { answerTokenRequest, tokenPath } from './identity.mts';
import type { Edition } from './options.mts';
import type { RecordedRequest } from './record.mts';
import type { Tenant } from './tenant.mts';
import { rewriteTimes } from './time-form.mts';

/** Path of the tenant and of Orchestrator below the host, per edition. */
export function describePaths(edition: Edition): { tenant: string; orchestrator: string } {
	if (edition === 'standalone') return { tenant: '', orchestrator: '' };
	return { tenant: '/acme/prod', orchestrator: '/acme/prod/orchestrator_' };
}

/** Which part of the main host a path belongs to; undefined for the control route. */
export function findTarget(path: string): RecordedRequest['target'] | undefined {
	if (path.startsWith(`${CONTROL_PATH}/`)) return undefined;
	return /^\/identity_?\//.test(path) ? 'identity' : 'api';
}

/** Answers whatever arrives at the main host: control, identity, Orchestrator, or a page. */
export function routeRequest(
	tenant: Tenant,
	control: Control,
	request: SandboxRequest,
): Answer | Promise<Answer> {
	const { path } = request;
	tenant.engine.settle();
	if (path.startsWith(`${CONTROL_PATH}/`)) return answerControl(control, request);
	const { edition } = tenant.settings;
	if (path === tokenPath(edition)) return answerTokenRequest(tenant, request);
	const decoded = decodePath(path);
	if (decoded === undefined || decoded.includes('//')) return answerHtml(404, 'Not Found');
	if (decoded.includes('orchestrator_/orchestrator_')) return answerHtml(404, 'Not Found');
	const base = describePaths(edition).orchestrator;
	if (!decoded.startsWith(`${base}/`)) return answerUnknown(tenant);
	return answerTimes(tenant, answerApi(tenant, request, decoded.slice(base.length)));
}

async function answerTimes(
	{ settings }: Tenant,
	answer: Answer | Promise<Answer>,
): Promise<Answer> {
	return rewriteTimes(await answer, settings.timeForm);
}

function decodePath(path: string): string | undefined {
	try {
		return decodeURIComponent(path);
	} catch {
		return undefined;
	}
}
