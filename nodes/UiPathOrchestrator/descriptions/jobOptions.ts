import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Columns of a job that a list can return; input and output arguments are null in lists. */
export const JOB_FIELDS: INodePropertyOptions[] = [
	{ name: 'Batch Execution Key', value: 'BatchExecutionKey' },
	{ name: 'Creation Time', value: 'CreationTime' },
	{ name: 'End Time', value: 'EndTime' },
	{ name: 'Entry Point Path', value: 'EntryPointPath' },
	{ name: 'Error Code', value: 'ErrorCode' },
	{ name: 'Folder ID', value: 'OrganizationUnitId' },
	{ name: 'Folder Path', value: 'OrganizationUnitFullyQualifiedName' },
	{ name: 'Host Machine Name', value: 'HostMachineName' },
	{ name: 'ID', value: 'Id' },
	{ name: 'Info', value: 'Info' },
	{ name: 'Job Error', value: 'JobError' },
	{ name: 'Key', value: 'Key' },
	{ name: 'Last Modification Time', value: 'LastModificationTime' },
	{ name: 'Parent Job Key', value: 'ParentJobKey' },
	{ name: 'Priority', value: 'JobPriority' },
	{ name: 'Priority Value', value: 'SpecificPriorityValue' },
	{ name: 'Process Name', value: 'ReleaseName' },
	{ name: 'Process Type', value: 'ProcessType' },
	{ name: 'Reference', value: 'Reference' },
	{ name: 'Resume Time', value: 'ResumeTime' },
	{ name: 'Runtime Type', value: 'RuntimeType' },
	{ name: 'Source', value: 'Source' },
	{ name: 'Source Type', value: 'SourceType' },
	{ name: 'Start Time', value: 'StartTime' },
	{ name: 'State', value: 'State' },
	{ name: 'Sub-State', value: 'SubState' },
	{ name: 'Type', value: 'Type' },
];

export const expandField: INodeProperties = {
	displayName: 'Expand',
	name: 'expand',
	type: 'multiOptions',
	options: [
		{ name: 'Machine', value: 'Machine' },
		{ name: 'Process', value: 'Release' },
		{ name: 'Robot', value: 'Robot' },
	],
	default: [],
	description: 'Related things to return in full with each job',
};

export const sortField: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'fixedCollection',
	default: {},
	placeholder: 'Add Sort',
	description: 'Order of the jobs. Without it, the newest jobs come first.',
	options: [
		{
			displayName: 'By',
			name: 'by',
			values: [
				{
					displayName: 'Field',
					name: 'field',
					type: 'options',
					options: [
						{ name: 'Creation Time', value: 'CreationTime' },
						{ name: 'End Time', value: 'EndTime' },
						{ name: 'ID', value: 'Id' },
						{ name: 'None (Order of Orchestrator)', value: 'none' },
						{ name: 'Priority', value: 'SpecificPriorityValue' },
						{ name: 'Start Time', value: 'StartTime' },
						{ name: 'State', value: 'State' },
					],
					default: 'CreationTime',
					description:
						'What to sort by. Lists of over 1,000 jobs are exact for ID and creation time; with other fields, jobs that change while the list is read can be missing.',
				},
				{
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					options: [
						{ name: 'Ascending', value: 'asc', description: 'Smallest or oldest first' },
						{ name: 'Descending', value: 'desc', description: 'Largest or newest first' },
					],
					default: 'desc',
					displayOptions: { hide: { field: ['none'] } },
				},
			],
		},
	],
};
