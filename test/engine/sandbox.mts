/** Sandboxes for engine tests, and what tests want to know about the requests they saw. */
import type { INodeParameters } from 'n8n-workflow';

import type {
	GivenAnswer,
	RecordedRequest,
	Sandbox,
	SandboxOptions,
} from '../../sandbox/src/index.mts';
import type { ApiRequest } from '../support/openapi.mts';
import { getEngine } from './globals.mts';
import type { NodeSetup } from './harness/node-setup.mts';

/** Folder "Finance" of the demo data. */
export const FINANCE = 4711;

/** What every start carries as its Reference when the user gives none. */
export const OWN_REFERENCE: unknown = expect.stringMatching(/^n8n-[0-9a-z]{12}$/);

const answered: {
	check?: (answer: GivenAnswer) => string[];
	faults: Set<string>;
	onPurpose?: RegExp;
} = { faults: new Set() };

/** From now on every answer of a sandbox is looked at; what is wrong with them is kept. */
export function watchAnswers(check: (answer: GivenAnswer) => string[]): Set<string> {
	answered.check = check;
	return answered.faults;
}

/** For a test file that lets the sandbox write values as other servers do: these faults are meant. */
export function expectWrongAnswers(faults: RegExp): void {
	answered.onPurpose = faults;
}

function lookAtAnswer(answer: GivenAnswer): void {
	for (const fault of answered.check?.(answer) ?? []) {
		if (answered.onPurpose?.test(fault) !== true) answered.faults.add(fault);
	}
}

/** `ORCHESTRATOR_API=15` runs the engine tests against an older Orchestrator. */
function levelOfRun(): SandboxOptions {
	const wanted = Number(process.env.ORCHESTRATOR_API ?? 20);
	const known: ReadonlyArray<NonNullable<SandboxOptions['apiVersion']>> = [
		11, 13, 15, 16, 17, 18, 19, 20,
	];
	const apiVersion = known.find((version) => version === wanted);
	if (apiVersion === undefined) throw new Error(`No such API version: ${wanted}`);
	return { apiVersion };
}

const opened: Array<{ sandbox: Sandbox; archive: RecordedRequest[] }> = [];

/** Starts a sandbox that is closed, and whose requests are checked, at the end of the test file. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { startSandbox } = getEngine();
	// Jobs move and exports finish at once, so that tests need not wait.
	const sandbox = await startSandbox({
		exportMs: 0,
		listCallsPerMinute: 100_000,
		onAnswer: lookAtAnswer,
		...levelOfRun(),
		...options,
	});
	opened.push({ sandbox, archive: [] });
	return sandbox;
}

/** Forgets what a sandbox recorded, but keeps it for the check at the end of the file. */
export function forgetRequests(sandbox: Sandbox): void {
	const entry = opened.find((candidate) => candidate.sandbox === sandbox);
	entry?.archive.push(...sandbox.requests);
	sandbox.requests.length = 0;
}

/** Closes every sandbox of the file. @returns the requests that all of them saw. */
export async function closeSandboxes(): Promise<
	Array<{ sandbox: Sandbox; requests: RecordedRequest[] }>
> {
	await Promise.all(opened.map(({ sandbox }) => sandbox.close()));
	return opened
		.splice(0)
		.map(({ sandbox, archive }) => ({ sandbox, requests: [...archive, ...sandbox.requests] }));
}

/** Credentials with a token that may do everything. */
export function tokenCredentials({ tenantUrl, token }: Sandbox, more: object = {}) {
	return { uiPathOrchestratorApi: { tenantUrl, bearerToken: token, ...more } };
}

/** Credentials of an external application. */
export function oauthCredentials({ tenantUrl, oauth }: Sandbox, more: object = {}) {
	return { uiPathOrchestratorOAuth2Api: { tenantUrl, ...oauth, ...more } };
}

/** A job operation in the folder Finance, unless the parameters say otherwise. */
export function jobNode(
	sandbox: Sandbox,
	operation: string,
	parameters: INodeParameters = {},
	setup: Partial<NodeSetup> = {},
): NodeSetup {
	return {
		credentials: tokenCredentials(sandbox),
		parameters: {
			resource: 'job',
			operation,
			folder: { __rl: true, mode: 'id', value: String(FINANCE) },
			...parameters,
		},
		...setup,
	};
}

/** A resource locator's value. */
export function locate(mode: string, value: string | number) {
	return { __rl: true as const, mode, value };
}

/** Requests to the API itself, in order: no token requests, no downloads. */
export function apiRequests(sandbox: Sandbox, requests = sandbox.requests): RecordedRequest[] {
	return requests.filter(({ target }) => target === 'api');
}

/** A request as the API's documents see it: without host, organization and tenant. */
export function toApiRequest(sandbox: Sandbox, request: RecordedRequest): ApiRequest {
	const base = new URL(sandbox.orchestratorUrl).pathname.replace(/\/$/, '');
	return {
		method: request.method,
		path: request.path.startsWith(base) ? request.path.slice(base.length) : request.path,
		query: new URLSearchParams(request.rawQuery),
		headers: request.headers,
		body: request.body === '' ? undefined : JSON.parse(request.body),
	};
}

/** The same as plain data, handy for `toMatchObject`. */
export function describeRequest(sandbox: Sandbox, request: RecordedRequest) {
	const { query, ...rest } = toApiRequest(sandbox, request);
	return { ...rest, query: Object.fromEntries(query) };
}
