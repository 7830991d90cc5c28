import type { Control } from './control.mts';
import { answerJson, type Answer, type SandboxRequest } from './http.mts';

export const CONTROL_PATH = '/sandbox-control';

type Body = Record<string, unknown>;

/** One HTTP route per method of the control; the body's fields are the method's arguments. */
const ROUTES: Record<string, (control: Control, body: Body) => unknown> = {
	'POST /jobs': (control, body) => control.addJobs(asList(body.jobs ?? [body])),
	'POST /jobs/remove': (control, body) => control.removeJobs(asList(body.ids)),
	'POST /logs': (control, { jobId, level, message, at }) =>
		control.addLog(Number(jobId), String(level), String(message), toText(at)),
	'POST /folders': (control, body) => control.addFolders(asList(body.folders ?? [body])),
	'POST /releases': (control, body) => control.addReleases(asList(body.releases ?? [body])),
	'POST /scripts': (control, body) => {
		control.addScript(String(body.releaseKey), body.script as Parameters<Control['addScript']>[1]);
	},
	'POST /tokens': (control, body) => ({ token: control.addToken(body) }),
	'POST /clock': (control, body) => {
		if (typeof body.set === 'string') control.setClock(body.set);
		if (typeof body.advance === 'number') control.advanceClock(body.advance);
		return { now: control.now() };
	},
	'POST /faults': (control, body) => {
		control.injectFault(body as Parameters<Control['injectFault']>[0]);
	},
	'POST /limits': (control, body) => control.setLimits(body),
	'POST /exports': (control, body) => control.failExports(Number(body.fail ?? 1)),
	'POST /reset': (control, body) => control.reset(body.seed === 'none' ? 'none' : 'demo'),
	'GET /requests': (control) => control.requests,
	'GET /jobs': (control) => control.jobs(),
	'GET /state': (control) => control.inspect(),
};

/** Only the types of what the sandbox's own user sends are taken on trust here. */
const asList = <T,>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

const toText = (value: unknown): string | undefined =>
	typeof value === 'string' ? value : undefined;

export function answerControl(control: Control, request: SandboxRequest): Answer {
	const path = request.path.slice(CONTROL_PATH.length);
	const run = ROUTES[`${request.method} ${path}`];
	if (!run) return answerJson({ error: 'unknown control route', known: Object.keys(ROUTES) }, 404);
	try {
		const body: unknown = request.body.length > 0 ? JSON.parse(request.body.toString('utf8')) : {};
		return answerJson(run(control, body as Body) ?? { ok: true });
	} catch (error) {
		return answerJson({ error: error instanceof Error ? error.message : String(error) }, 400);
	}
}
