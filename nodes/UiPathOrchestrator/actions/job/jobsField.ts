import type { INodeProperties } from 'n8n-workflow';

/** Several jobs at once; each operation says what for. */
export const jobsField: INodeProperties = {
	displayName: 'Jobs',
	name: 'jobs',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 22450719, 22450728',
};
