import type { IHttpRequestOptions } from 'n8n-workflow';

import type { RequestContext, Scope } from '../../../nodes/UiPathOrchestrator/transport/session.ts';
import { origin } from '../origin.mts';

/** Answers a request as n8n's helper does, or throws what it throws. */
export type Answer = (options: IHttpRequestOptions) => { statusCode: number; body: string };

/**
 * The little of n8n's context that building errors and requests takes. How the real one behaves is the
 * business of the engine tests.
 */
export function createScope(answer?: Answer): Scope {
	const context = {
		getNode: () => origin.node,
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) =>
				answer?.(options),
		},
	};
	return {
		session: {
			context: context as unknown as RequestContext,
			credentialType: 'uiPathOrchestratorApi',
			orchestratorUrl: 'https://cloud.uipath.com/acme/prod/orchestrator_',
			skipSslCertificateValidation: false,
		},
		itemIndex: origin.itemIndex,
	};
}
