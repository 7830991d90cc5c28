import type { INodeProperties } from 'n8n-workflow';

import type { Operation } from '../operation';
import { exportJobs } from './export.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { restart } from './restart.operation';
import { resume } from './resume.operation';
import { start } from './start.operation';
import { stop } from './stop.operation';
import { wait } from './wait.operation';

/** Every operation of the resource, by the value of the parameter `operation`. */
export const jobOperations: Readonly<Record<string, Operation>> = {
	export: exportJobs,
	get,
	getAll,
	restart,
	resume,
	start,
	stop,
	wait,
};

export const jobOperationField: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['job'] } },
	options: [
		{
			name: 'Export',
			value: 'export',
			description: 'Let Orchestrator write jobs into a CSV file and fetch it',
			action: 'Export jobs',
		},
		{
			name: 'Get',
			value: 'get',
			description: 'Read one job with its state and its input and output arguments',
			action: 'Get job',
		},
		{
			name: 'Get Many',
			value: 'getAll',
			description: 'List jobs that match filters',
			action: 'Get many jobs',
		},
		{
			name: 'Restart',
			value: 'restart',
			description: 'Run an ended job once more, as a new job',
			action: 'Restart job',
		},
		{
			name: 'Resume',
			value: 'resume',
			description: 'Continue a suspended job',
			action: 'Resume job',
		},
		{
			name: 'Start',
			value: 'start',
			description: 'Start a process as one or more jobs',
			action: 'Start job',
		},
		{
			name: 'Stop',
			value: 'stop',
			description: 'Stop or kill jobs',
			action: 'Stop jobs',
		},
		{
			name: 'Wait for Completion',
			value: 'wait',
			description: 'Wait until jobs have ended and return their output arguments',
			action: 'Wait for completion of jobs',
		},
	],
	default: 'getAll',
};

/** Fields of all operations; each shows for its own operation only. */
export const jobFields: INodeProperties[] = Object.values(jobOperations).flatMap(
	({ description }) => description,
);
