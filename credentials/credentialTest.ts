import type { ICredentialTestRequest } from 'n8n-workflow';

import { orchestratorUrlExpression } from '../nodes/UiPathOrchestrator/transport/tenantUrl';

const NO_ORCHESTRATOR =
	'No Orchestrator answered at this tenant URL. Copy the address from your browser while Orchestrator is open, such as https://cloud.uipath.com/organization/tenant';
const TOKEN_REFUSED =
	'Orchestrator refused the token. It may be mistyped, expired, revoked or made for another tenant.';

// n8n looks at the type of each rule, but declares lists of one type only.
const RULES = [
	{ type: 'responseCode', properties: { value: 401, message: TOKEN_REFUSED } },
	{
		type: 'responseSuccessBody',
		properties: { key: 'errorCode', value: undefined, message: NO_ORCHESTRATOR },
	},
	// Hosts before 2.0 know no exceptions, so that a 401 comes as an answer there too.
	{
		type: 'responseSuccessBody',
		properties: { key: 'message', value: 'You are not authenticated!', message: TOKEN_REFUSED },
	},
] as ICredentialTestRequest['rules'];

/**
 * Proves a login with a read that every API version has and that never succeeds: a folder that does not
 * exist. The right token gets 404 with Orchestrator's error code 1002, or 403 with error code 0 when it
 * may not read folders; a wrong one gets 401; what is no Orchestrator answers without an error code.
 * n8n can judge only these: a status that is a failure, or a field of an answer that is none. So 401
 * stays a failure, which also makes n8n renew a stored OAuth2 token, and all else comes as an answer.
 */
export const credentialTest: ICredentialTestRequest = {
	request: {
		baseURL: `={{ ${orchestratorUrlExpression('$credentials.tenantUrl')} }}`,
		url: '/odata/Folders(0)',
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		skipSslCertificateValidation: '={{ $credentials.ignoreSSLIssues === true }}',
	},
	rules: RULES,
};
