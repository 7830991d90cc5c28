import {
	orchestratorUrlExpression,
	resolveOrchestratorUrl,
	TenantUrlError,
	tokenUrlExpression,
} from '../../nodes/UiPathOrchestrator/transport/tenantUrl.ts';

const CLOUD = 'https://cloud.uipath.com/acme/prod/orchestrator_';
const SUITE = 'https://suite.corp.example/acme/prod/orchestrator_';
const ALONE = 'https://orchestrator.corp.example';

const FORMS: Array<[copied: string, base: string]> = [
	['https://cloud.uipath.com/acme/prod', CLOUD],
	['  https://cloud.uipath.com/acme/prod/  ', CLOUD],
	['cloud.uipath.com/acme/prod', CLOUD],
	['https://cloud.uipath.com/acme/prod/orchestrator_', CLOUD],
	['https://cloud.uipath.com/acme/prod/orchestrator_/', CLOUD],
	['https://cloud.uipath.com/acme/prod/orchestrator_/jobs?fid=12&tid=3#x', CLOUD],
	['https://cloud.uipath.com/acme/prod/orchestrator_/orchestrator_/odata', CLOUD],
	['https://cloud.uipath.com//acme//prod//', CLOUD],
	['https://cloud.uipath.com/acme/prod?fid=1', CLOUD],
	['https://cloud.uipath.com/acme/prod/processes_/home', CLOUD],
	[
		'https://cloud.uipath.com/jobs-inc/prod/orchestrator_/jobs',
		'https://cloud.uipath.com/jobs-inc/prod/orchestrator_',
	],
	[
		'https://cloud.uipath.com/jobs/prod/orchestrator_',
		'https://cloud.uipath.com/jobs/prod/orchestrator_',
	],
	['https://cloud.uipath.com/jobs/prod', 'https://cloud.uipath.com/jobs/prod/orchestrator_'],
	['https://suite.corp.example/acme/prod/orchestrator_', SUITE],
	['https://suite.corp.example/acme/prod/orchestrator_/monitoring?fid=2', SUITE],
	['https://suite.corp.example/acme/prod', SUITE],
	['https://orchestrator.corp.example', ALONE],
	['https://orchestrator.corp.example/', ALONE],
	['https://orchestrator.corp.example/?fid=2', ALONE],
	['https://orchestrator.corp.example/jobs?fid=2', ALONE],
	['https://orchestrator.corp.example/monitoring/jobs', ALONE],
	['https://orchestrator.corp.example/odata/Jobs', ALONE],
	['http://127.0.0.1:8070/acme/prod', 'http://127.0.0.1:8070/acme/prod/orchestrator_'],
];

/** What n8n does with an expression: plain JavaScript over the given variable. */
const evaluate = (expression: string, tenantUrl: string): unknown =>
	new Function('tenantUrl', `return ${expression}`)(tenantUrl);

describe('tenant URL', () => {
	test.each(FORMS)('%j is understood', (copied, base) => {
		expect(resolveOrchestratorUrl(copied)).toBe(base);
	});

	test.each(FORMS)('the expression in the credentials agrees for %j', (copied, base) => {
		expect(evaluate(orchestratorUrlExpression('tenantUrl'), copied)).toBe(base);
	});

	test.each([
		['', /empty/],
		['   ', /empty/],
		['ftp://cloud.uipath.com/acme/prod', /https/],
		['https://me:secret@cloud.uipath.com/acme/prod', /user name or password/],
		['https://cloud.uipath.com', /organization and tenant/],
		['https://cloud.uipath.com/acme', /organization and tenant/],
		['https://cloud.uipath.com/acme/portal_/home', /organization and tenant/],
		['https://orchestrator.corp.example/unknown', /organization and tenant/],
		['not a url', /does not belong into an address/],
		['not-a-url/org', /organization and tenant/],
	])('%j is refused with a reason', (copied, reason) => {
		expect(() => resolveOrchestratorUrl(copied)).toThrow(TenantUrlError);
		expect(() => resolveOrchestratorUrl(copied)).toThrow(reason);
	});

	test.each([
		['https://cloud.uipath.com/acme/prod/', 'https://cloud.uipath.com/identity_/connect/token'],
		[
			'https://suite.corp.example/a/b/orchestrator_',
			'https://suite.corp.example/identity_/connect/token',
		],
		[
			'https://orchestrator.corp.example/jobs',
			'https://orchestrator.corp.example/identity/connect/token',
		],
	])('the token URL of %j is derived', (copied, tokenUrl) => {
		expect(evaluate(tokenUrlExpression('tenantUrl'), copied)).toBe(tokenUrl);
	});
});
