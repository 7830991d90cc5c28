import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';

import { authenticationField, credentials } from './descriptions/authentication';
import { JOB_EVENT_OPTIONS, jobTriggerFiltersField } from './descriptions/jobTriggerFilters';
import { folderField } from './descriptions/locators';
import { triggerOptionsField } from './descriptions/triggerOptions';
import { methods } from './methods';
import { pollJobs } from './trigger/poll';

export class UiPathOrchestratorTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'UiPath Orchestrator Trigger',
		name: 'uiPathOrchestratorTrigger',
		icon: { light: 'file:uiPathOrchestrator.svg', dark: 'file:uiPathOrchestrator.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] }}',
		description:
			'Run UiPath processes, watch their jobs, and start workflows when jobs fault or end',
		defaults: { name: 'UiPath Orchestrator Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials,
		properties: [
			authenticationField,
			{
				displayName: 'Trigger On',
				name: 'event',
				type: 'options',
				noDataExpression: true,
				options: JOB_EVENT_OPTIONS,
				default: 'jobFaulted',
			},
			{
				...folderField,
				description: 'Folder to watch. Leave empty for all folders that the login can see.',
			},
			jobTriggerFiltersField,
			triggerOptionsField,
		],
	};

	methods = methods;

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollJobs(this);
	}
}
