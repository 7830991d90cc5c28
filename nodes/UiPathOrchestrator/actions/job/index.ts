import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../operation';
import { getAll } from './getAll.operation';

/** Every operation of the resource, by the value of the parameter `operation`. */
export const jobOperations: Readonly<Record<string, Operation>> = { getAll };

const operationField: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['job'] } },
	options: [
		{
			name: 'Get Many',
			value: 'getAll',
			description: 'List jobs that match filters',
			action: 'Get many jobs',
		},
	],
	default: 'getAll',
};

export const jobDescription: INodeProperties[] = [
	operationField,
	...Object.values(jobOperations).flatMap((operation) => operation.description),
];
