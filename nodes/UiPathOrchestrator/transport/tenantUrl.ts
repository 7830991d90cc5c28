/**
 * Turns every tenant URL that a user can copy into the base of the Orchestrator API.
 *
 * The steps are plain [pattern, replacement] pairs because they run in two places: here, and as an
 * n8n expression inside the credentials (test request, token URL), where no code of ours is loaded.
 */

/** First path segment of Orchestrator's own pages and routes on a standalone server. */
const STANDALONE_PAGES =
	'account|admin|api|assets|audit|dashboard|folders?|home|identity|jobs|login|logs|machines|monitoring|odata|packages|processes|queues|robots|settings|swagger|tasks|tenant|transactions|triggers|users|webhooks';

const STEPS: ReadonlyArray<readonly [pattern: RegExp, replacement: string]> = [
	[/[?#][\s\S]*$/, ''],
	[/^\s+|[\s/]+$/g, ''],
	[/^(?![a-z][a-z0-9+.-]*:\/\/)/i, 'https://'],
	[/([^:/])\/{2,}/g, '$1/'],
	// …/orchestrator_ with any page of the web application behind it.
	[/^([a-z]+:\/\/[^/]+\/[^/]+\/[^/]+)\/orchestrator_(?:\/.*)?$/i, '$1/orchestrator_'],
	// A page of a standalone server, which has no organization and no tenant in its path.
	[
		new RegExp(
			`^(?!.*(?:uipath\\.com|uipath\\.us|\\/orchestrator_$))([a-z]+:\\/\\/[^/]+)\\/(?:${STANDALONE_PAGES})(?:\\/.*)?$`,
			'i',
		),
		'$1',
	],
	// {organization}/{tenant}, with or without another service (…_) or page behind it.
	[/^([a-z]+:\/\/[^/]+\/[^/]+\/[^/]*[^/_])(?:\/(?!orchestrator_$).*)?$/i, '$1/orchestrator_'],
];

/** Some readers of addresses take a backslash for a slash, drop control characters, or decode. */
const ODD_CHARACTER = /[\\\p{C}\s]|^[a-z]+:\/\/[^/]*%/iu;
const API_BASE =
	/^https?:\/\/[^/@\\%\p{C}\s]+(?:\/[^/\\\p{C}\s]+\/[^/\\\p{C}\s]+\/orchestrator_)?$/iu;
const CLOUD_HOST = /^https?:\/\/[^/]*\buipath\.(?:com|us)(?:$|\/)/i;

/** Says why a tenant URL cannot be used; the sentence is written for the person who typed it. */
export class TenantUrlError extends Error {}

/**
 * Returns the base URL of the Orchestrator API without a trailing slash: `https://host/org/tenant/orchestrator_`
 * for Automation Cloud and Automation Suite, `https://host` for a standalone server.
 *
 * @throws TenantUrlError when the text is no http(s) address, holds a user name or password, or
 * names no tenant.
 */
export function resolveOrchestratorUrl(tenantUrl: string): string {
	if (tenantUrl.trim() === '') throw new TenantUrlError('The tenant URL is empty');
	const base = STEPS.reduce((text, [pattern, to]) => text.replace(pattern, to), tenantUrl);
	if (!/^https?:\/\//i.test(base)) {
		throw new TenantUrlError('The tenant URL has to start with https:// (or http://)');
	}
	if (/^[a-z]+:\/\/[^/]*@/i.test(base)) {
		throw new TenantUrlError('The tenant URL must not hold a user name or password');
	}
	if (ODD_CHARACTER.test(base)) {
		throw new TenantUrlError(
			'The tenant URL holds a character that does not belong into an address',
		);
	}
	const namesNoTenant = CLOUD_HOST.test(base) && !base.endsWith('/orchestrator_');
	if (namesNoTenant || !API_BASE.test(base)) {
		throw new TenantUrlError(
			'The tenant URL names no organization and tenant; it looks like https://cloud.uipath.com/organization/tenant',
		);
	}
	return base;
}

/** Takes the place of an address that must not get a token: no reader of addresses finds a host in it. */
const UNUSABLE = 'https://[tenant URL cannot be used';
const UNUSABLE_BASE = new RegExp(`^(?!${API_BASE.source})[\\s\\S]*$`, API_BASE.flags);

/**
 * The same steps as the inner part of an n8n expression, which yields an invalid address for what
 * `resolveOrchestratorUrl` refuses.
 *
 * @param source expression that yields the tenant URL, such as `$credentials.tenantUrl`
 */
export function orchestratorUrlExpression(source: string): string {
	const steps = [...STEPS, [UNUSABLE_BASE, UNUSABLE] as const].map(
		([pattern, to]) => `.replace(${String(pattern)}, ${JSON.stringify(to)})`,
	);
	return `String(${source})${steps.join('')}`;
}

/**
 * Inner part of an n8n expression that yields the token endpoint of the identity server:
 * `/identity_/connect/token` beside a tenant path, `/identity/connect/token` on a standalone server.
 */
export function tokenUrlExpression(source: string): string {
	return (
		orchestratorUrlExpression(source) +
		'.replace(/^([a-z]+:\\/\\/[^/]+)$/i, "$1/identity/connect/token")' +
		'.replace(/^([a-z]+:\\/\\/[^/]+)\\/[^/]+\\/[^/]+\\/orchestrator_$/i, "$1/identity_/connect/token")'
	);
}
