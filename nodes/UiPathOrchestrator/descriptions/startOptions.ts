import type { INodeProperties } from 'n8n-workflow';

import { machineIdField, robotIdField } from './locators';
import { onFaultField, onTimeoutField, timeoutField } from './waitFields';

/** Everything optional about a start; a field that is not set is not sent. */
export const startOptionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Concurrency',
			name: 'concurrency',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 20 },
			default: 10,
			description:
				'How many items to send to Orchestrator at the same time. Set 1 to start jobs strictly in the order of the items.',
		},
		{
			displayName: 'Entry Point Path',
			name: 'entryPointPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. Main.xaml',
			description: 'Entry point to run, for processes that have several',
		},
		{
			displayName: 'Environment Variables',
			name: 'environmentVariables',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. REGION=emea',
			description: 'Environment variables for the job, one NAME=value on each line',
		},
		{
			displayName: 'Job Priority',
			name: 'jobPriority',
			type: 'options',
			options: [
				{ name: 'High', value: 'High' },
				{ name: 'Low', value: 'Low' },
				{ name: 'Normal', value: 'Normal' },
			],
			default: 'Normal',
			description:
				'Priority among pending jobs, in place of that of the process. Excludes Specific Priority Value.',
		},
		{
			displayName: 'Kill After (Seconds)',
			name: 'killAfter',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 60,
			description:
				'Lets Orchestrator kill the job this many seconds after the soft stop. Needs Stop After.',
		},
		{
			displayName: 'Machine and Robot Pairs',
			name: 'machineRobots',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Pair',
			description: 'Accounts and machines that may run the job, for modern folders',
			options: [
				{
					displayName: 'Pair',
					name: 'pairs',
					values: [
						{
							...machineIdField,
							description: 'Machine template to run on. Leave empty for any machine.',
						},
						{ ...robotIdField, description: 'Robot to run as. Leave empty for any robot.' },
					],
				},
			],
		},
		{
			displayName: 'Machine Session Names or IDs',
			name: 'machineSessionIds',
			type: 'multiOptions',
			typeOptions: {
				loadOptionsMethod: 'getMachineSessions',
				loadOptionsDependsOn: ['folder.value'],
			},
			default: [],
			description:
				'Connected hosts that may run the job. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		onFaultField,
		onTimeoutField,
		{
			displayName: 'Reference',
			name: 'reference',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-4711',
			description:
				'Text of your own, up to 111 characters, to find the job by later. Get Many can filter by it. The node adds a mark of its own behind it.',
		},
		{
			displayName: 'Requires User Interaction',
			name: 'requiresUserInteraction',
			type: 'boolean',
			default: false,
			description:
				'Whether the job needs a desktop session (foreground job). When not set, the process decides.',
		},
		{
			displayName: 'Run as Me',
			name: 'runAsMe',
			type: 'boolean',
			default: false,
			description: 'Whether to run the job under the identity of the login of this node',
		},
		{
			displayName: 'Runtime Type',
			name: 'runtimeType',
			type: 'options',
			options: [
				{ name: 'Agent Service', value: 'AgentService' },
				{ name: 'Automation Cloud', value: 'AutomationCloud' },
				{ name: 'Development', value: 'Development' },
				{ name: 'Headless', value: 'Headless' },
				{ name: 'Non-Production', value: 'NonProduction' },
				{ name: 'Serverless', value: 'Serverless' },
				{ name: 'Test Automation', value: 'TestAutomation' },
				{ name: 'Unattended', value: 'Unattended' },
			],
			default: 'Unattended',
			description:
				'Kind of license slot to run on. The folder needs a machine that has one. Serverless jobs end after 15 minutes.',
		},
		{
			displayName: 'Specific Priority Value',
			name: 'specificPriorityValue',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 45,
			description:
				'Priority from 1 (lowest) to 100 (highest) among pending jobs. Excludes Job Priority.',
		},
		{
			displayName: 'Stop After (Seconds)',
			name: 'stopAfter',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 3600,
			description: 'Lets Orchestrator stop the job softly when it has run this many seconds',
		},
		timeoutField,
		{
			displayName: 'Validate First',
			name: 'validate',
			type: 'boolean',
			default: false,
			description:
				'Whether to ask Orchestrator first if the job could run now. If not, the item fails with the reasons, and nothing is started.',
		},
	],
};
