import type { INodeProperties } from 'n8n-workflow';

const ID_PATTERN = '^\\s*[0-9]{1,19}\\s*$';
const KEY_PATTERN =
	'^\\s*[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\s*$';

const idValidation = {
	type: 'regex' as const,
	properties: { regex: ID_PATTERN, errorMessage: 'An ID is a whole number, such as 4711' },
};

const keyValidation = {
	type: 'regex' as const,
	properties: {
		regex: KEY_PATTERN,
		errorMessage: 'A key looks like 6b1d2c3e-0000-4000-8000-123456789abc',
	},
};

export const folderField: INodeProperties = {
	displayName: 'Folder',
	name: 'folder',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description:
		'Orchestrator folder to work in. Leave empty only for Get Many, to list the jobs of all folders that the login can see.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a folder…',
			typeOptions: { searchListMethod: 'searchFolders', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 4711',
			hint: 'The number behind "fid=" in the address of Orchestrator',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[0-9]{0,19}\\s*$',
						errorMessage: 'A folder ID is a whole number, such as 4711',
					},
				},
			],
		},
		{
			displayName: 'By Key',
			name: 'key',
			type: 'string',
			placeholder: 'e.g. 6b1d2c3e-0000-4000-8000-123456789abc',
			validation: [keyValidation],
		},
		{
			displayName: 'By Path',
			name: 'path',
			type: 'string',
			placeholder: 'e.g. Finance/Invoices',
			hint: 'Names of the folder and all its parents, separated by slashes',
		},
	],
};

export const jobField: INodeProperties = {
	displayName: 'Job',
	name: 'job',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	typeOptions: { loadOptionsDependsOn: ['folder.value'] },
	description: 'Job to work with, by its ID (a number) or its key (a GUID)',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a job…',
			typeOptions: { searchListMethod: 'searchJobs', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 125161',
			validation: [idValidation],
		},
		{
			displayName: 'By Key',
			name: 'key',
			type: 'string',
			placeholder: 'e.g. 1c7222dc-416f-4c60-9b17-88262c91768f',
			validation: [keyValidation],
		},
	],
};

export const processField: INodeProperties = {
	displayName: 'Process',
	name: 'process',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	typeOptions: { loadOptionsDependsOn: ['folder.value'] },
	description: 'Process to run. It has to live in the folder above.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a process…',
			typeOptions: { searchListMethod: 'searchProcesses', searchable: true },
		},
		{
			displayName: 'By Key',
			name: 'key',
			type: 'string',
			placeholder: 'e.g. 795cbab2-8008-4a54-b1cb-f9ff1ece139e',
			hint: 'Release key (a GUID) or ID (a number) of the process',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `${KEY_PATTERN}|${ID_PATTERN}`,
						errorMessage:
							'A process key looks like 795cbab2-8008-4a54-b1cb-f9ff1ece139e; its ID is a whole number',
					},
				},
			],
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. Invoice Processing',
			hint: 'Name as shown under Processes in the folder',
		},
	],
};

/** For filters and pairs, where a robot is one field among others. */
export const robotIdField: INodeProperties = {
	displayName: 'Robot',
	name: 'robotId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a robot…',
			typeOptions: { searchListMethod: 'searchRobots', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 749',
			validation: [idValidation],
		},
	],
};

export const machineIdField: INodeProperties = {
	displayName: 'Machine',
	name: 'machineId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a machine…',
			typeOptions: { searchListMethod: 'searchMachines', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 33',
			validation: [idValidation],
		},
	],
};
