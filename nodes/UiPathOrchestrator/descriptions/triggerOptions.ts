import type { INodeProperties } from 'n8n-workflow';

export const triggerOptionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Include Arguments',
			name: 'includeArguments',
			type: 'boolean',
			default: false,
			description:
				'Whether to return input and output arguments too. Each job is read once more for them.',
		},
		{
			displayName: 'Include Error Logs',
			name: 'includeErrorLogs',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: 5,
			description:
				'How many of the last robot logs of level Error or Fatal to add to each job. Logs reach Orchestrator some seconds after the job has ended.',
		},
		{
			displayName: 'Look Back (Minutes)',
			name: 'lookBack',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1440 },
			default: 10,
			description:
				'How late a job may become visible in Orchestrator after it has ended, and still be noticed',
		},
		{
			displayName: 'Max Items',
			name: 'maxItems',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 10000 },
			default: 10000,
			description:
				'How many jobs to emit in one execution at most. What is left comes with the next poll.',
		},
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
	],
};
