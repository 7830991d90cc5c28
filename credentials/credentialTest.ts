import type { ICredentialTestRequest, IHttpRequestOptions } from 'n8n-workflow';

import { orchestratorUrlExpression } from '../nodes/UiPathOrchestrator/transport/tenantUrl';

const NO_ORCHESTRATOR =
	'No Orchestrator answered at this tenant URL. Copy the address from your browser while Orchestrator is open, such as https://cloud.uipath.com/organization/tenant';
const TOKEN_REFUSED =
	'Orchestrator refused the token. It may be mistyped, expired, revoked or made for another tenant.';

/**
 * Proves a login with the one read that needs authentication but neither a scope nor a permission:
 * an export that does not exist. The right token gets 404 with Orchestrator's error code 1002, a
 * wrong one 401 with error code 0, and what is no Orchestrator answers without an error code.
 * Source: OpenAPI document 20.0, `GET /odata/Exports({key})`, "Requires authentication".
 */
export function credentialTest(
	ignoreHttpStatusErrors: IHttpRequestOptions['ignoreHttpStatusErrors'],
): ICredentialTestRequest {
	return {
		request: {
			baseURL: `={{ ${orchestratorUrlExpression('$credentials.tenantUrl')} }}`,
			url: '/odata/Exports(0)',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors,
			skipSslCertificateValidation: '={{ $credentials.ignoreSSLIssues === true }}',
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: { key: 'errorCode', value: undefined, message: NO_ORCHESTRATOR },
			},
			{
				type: 'responseSuccessBody',
				properties: { key: 'errorCode', value: 0, message: TOKEN_REFUSED },
			},
		],
	};
}
