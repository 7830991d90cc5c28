import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import { toOperationError } from '../helpers/operationError';
import { allowsHost } from './allowedDomains';
import type { FolderSelector } from './folder';
import { resolveOrchestratorUrl, TenantUrlError } from './tenantUrl';

/** Every context of n8n that requests are made from. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

export type CredentialType = 'uiPathOrchestratorApi' | 'uiPathOrchestratorOAuth2Api';

/** A login to one tenant, good for one execution. */
export interface Session {
	readonly context: RequestContext;
	readonly credentialType: CredentialType;
	/** Without a trailing slash: `https://host/org/tenant/orchestrator_` or `https://host`. */
	readonly orchestratorUrl: string;
	readonly skipSslCertificateValidation: boolean;
	/** Moment by `performance.now()`, which nobody puts right or wrong, after which nothing is sent again. */
	readonly deadline?: number;
}

/** Where a request belongs: the login, the folder, and the input item that caused it. */
export interface Scope {
	readonly session: Session;
	readonly folder?: FolderSelector | undefined;
	readonly itemIndex?: number | undefined;
}

/** A scope whose requests are not repeated after `deadline`, a moment by `performance.now()`. */
export function limitTo(scope: Scope, deadline: number): Scope {
	const earliest = Math.min(deadline, scope.session.deadline ?? Infinity);
	return { ...scope, session: { ...scope.session, deadline: earliest } };
}

/**
 * Reads the tenant from the credential.
 *
 * @throws NodeOperationError when the tenant URL cannot be used, or the credential does not allow its host
 */
export async function openSession(
	context: RequestContext,
	credentialType: CredentialType,
): Promise<Session> {
	const credential = await context.getCredentials(credentialType);
	const { tenantUrl, ignoreSSLIssues } = credential;
	try {
		const orchestratorUrl = resolveOrchestratorUrl(typeof tenantUrl === 'string' ? tenantUrl : '');
		refuseForeignHost(context, credential, new URL(orchestratorUrl).hostname);
		return {
			context,
			credentialType,
			orchestratorUrl,
			skipSslCertificateValidation: ignoreSSLIssues === true,
		};
	} catch (caught: unknown) {
		throw toTenantUrlProblem(context, caught);
	}
}

/**
 * n8n adds "Allowed Domains" to every credential and leaves it to nodes with code to keep to it. The
 * mode `none` only keeps a credential out of the HTTP Request node. One check is enough: requests
 * with the login go to the tenant's own host alone, and are never redirected.
 */
function refuseForeignHost(
	context: RequestContext,
	{ allowedHttpRequestDomains: mode, allowedDomains }: ICredentialDataDecryptedObject,
	host: string,
): void {
	const list = typeof allowedDomains === 'string' ? allowedDomains : '';
	if (mode !== 'domains' || allowsHost(list, host)) return;
	throw toOperationError(context.getNode(), `The credential does not allow requests to ${host}`, {
		description:
			"Open the credential and add the host of 'Tenant URL' to 'Allowed Domains', or allow all domains.",
	});
}

function toTenantUrlProblem(context: RequestContext, caught: unknown): unknown {
	if (!(caught instanceof TenantUrlError)) return caught;
	return toOperationError(context.getNode(), caught.message, {
		description: "Open the credential and correct 'Tenant URL'.",
	});
}
