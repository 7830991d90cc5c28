import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { tokenUrlExpression } from '../nodes/UiPathOrchestrator/transport/tenantUrl';
import { credentialTest } from './credentialTest';

export class UiPathOrchestratorOAuth2Api implements ICredentialType {
	name = 'uiPathOrchestratorOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'UiPath Orchestrator OAuth2 API';

	icon: Icon = {
		light: 'file:../nodes/UiPathOrchestrator/uiPathOrchestrator.svg',
		dark: 'file:../nodes/UiPathOrchestrator/uiPathOrchestrator.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-uipath/n8n-nodes-uipath#external-application';

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
			displayName: 'Token URL',
			name: 'tokenUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://cloud.uipath.com/identity_/connect/token',
			description:
				'Token endpoint of the identity server. Leave empty to derive it from the tenant URL, which is right unless a proxy or a host of its own stands in front of the identity server.',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default:
				'OR.Jobs OR.Folders OR.Execution.Read OR.Robots.Read OR.Machines.Read OR.Monitoring.Read',
			required: true,
			description:
				'Application scopes to ask for, separated by spaces. Each of them has to be listed under application scopes (not user scopes) of the external application.',
		},
		// An external application with application scopes has no user who could sign in.
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'clientCredentials',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `={{ $self["tokenUrl"] || ${tokenUrlExpression('$self["tenantUrl"]')} }}`,
		},
		// The identity server reads client ID and secret from the form body.
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
		// Inherited, but of no use here.
		{
			displayName: 'Send Additional Body Properties',
			name: 'sendAdditionalBodyProperties',
			type: 'hidden',
			default: false,
		},
		{
			displayName: 'Additional Body Properties',
			name: 'additionalBodyProperties',
			type: 'hidden',
			default: '',
		},
		// Not inherited from oAuth2Api: declared here so that it reaches the token request too.
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'ignoreSSLIssues',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if SSL certificate validation is not possible',
		},
	];

	test: ICredentialTestRequest = credentialTest;
}
