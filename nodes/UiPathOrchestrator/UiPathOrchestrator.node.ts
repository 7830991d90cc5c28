import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { jobFields, jobOperationField } from './actions/job';
import { routeItems } from './actions/router';
import { authenticationField, credentials } from './descriptions/authentication';
import { folderField } from './descriptions/locators';
import { methods } from './methods';

export class UiPathOrchestrator implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'UiPath Orchestrator',
		name: 'uiPathOrchestrator',
		icon: { light: 'file:uiPathOrchestrator.svg', dark: 'file:uiPathOrchestrator.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Run UiPath processes, watch their jobs, and start workflows when jobs fault or end',
		defaults: { name: 'UiPath Orchestrator' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties: [
			authenticationField,
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [{ name: 'Job', value: 'job' }],
				default: 'job',
			},
			jobOperationField,
			folderField,
			...jobFields,
		],
	};

	methods = methods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await routeItems(this);
	}
}
