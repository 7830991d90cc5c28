import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

import { toOperationError } from '../helpers/operationError';
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
	/** Moment (ms since 1970, this host's clock) after which nothing is waited for or sent again. */
	readonly deadline?: number;
}

/** Where a request belongs: the login, the folder, and the input item that caused it. */
export interface Scope {
	readonly session: Session;
	readonly folder?: FolderSelector | undefined;
	readonly itemIndex?: number | undefined;
}

/**
 * Reads the tenant from the credential.
 *
 * @throws NodeOperationError when the tenant URL cannot be used
 */
export async function openSession(
	context: RequestContext,
	credentialType: CredentialType,
): Promise<Session> {
	const { tenantUrl, ignoreSSLIssues } = await context.getCredentials(credentialType);
	try {
		return {
			context,
			credentialType,
			orchestratorUrl: resolveOrchestratorUrl(typeof tenantUrl === 'string' ? tenantUrl : ''),
			skipSslCertificateValidation: ignoreSSLIssues === true,
		};
	} catch (caught: unknown) {
		throw toTenantUrlProblem(context, caught);
	}
}

function toTenantUrlProblem(context: RequestContext, caught: unknown): unknown {
	if (!(caught instanceof TenantUrlError)) return caught;
	return toOperationError(context.getNode(), caught.message, {
		description: "Open the credential and correct 'Tenant URL'.",
	});
}
