import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { credentialTest } from './credentialTest';

/** A pasted "Bearer " prefix or line break would make every call fail with 401. */
const cleanToken = (pasted: string): string => pasted.trim().replace(/^bearer\s+/i, '');

export class UiPathOrchestratorApi implements ICredentialType {
	name = 'uiPathOrchestratorApi';

	displayName = 'UiPath Orchestrator API';

	icon: Icon = {
		light: 'file:../nodes/UiPathOrchestrator/uiPathOrchestrator.svg',
		dark: 'file:../nodes/UiPathOrchestrator/uiPathOrchestrator.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-uipath/n8n-nodes-uipath#access-token';

	properties: INodeProperties[] = [
		{
			displayName: 'Tenant URL',
			name: 'tenantUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://cloud.uipath.com/organization/tenant',
			description:
				'Address of your Orchestrator tenant. Copy it from the browser; pages, queries and a trailing slash behind it do no harm. Self-hosted: https://host, or https://host/organization/tenant/orchestrator_ for Automation Suite.',
		},
		{
			displayName: 'Bearer Token',
			name: 'bearerToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Personal access token from your UiPath profile, or any other access token that Orchestrator accepts, without the word "Bearer"',
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'ignoreSSLIssues',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if SSL certificate validation is not possible',
		},
	];

	// A function, because n8n evaluates the declarative form in an isolate for every call: a millisecond
	// each, and a quarter of the time of a run of many calls (docs/performance.md).
	authenticate: IAuthenticate = async ({ bearerToken }, options) => ({
		...options,
		headers: { ...options.headers, Authorization: `Bearer ${cleanToken(String(bearerToken))}` },
	});

	test: ICredentialTestRequest = credentialTest;
}
