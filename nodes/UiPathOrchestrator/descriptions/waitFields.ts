import type { INodeProperties } from 'n8n-workflow';

/** How long a wait lasts when nothing is set. */
export const DEFAULT_WAIT_SECONDS = 600;

export const onFaultField: INodeProperties = {
	displayName: 'On Fault',
	name: 'onFault',
	type: 'options',
	options: [
		{
			name: 'Fail the Item',
			value: 'error',
			description: 'The item fails with the error of the job',
		},
		{ name: 'Output the Job', value: 'output', description: 'The job is returned with its state' },
	],
	default: 'error',
	description: 'What to do when a job that is waited for is faulted or stopped',
};

export const onTimeoutField: INodeProperties = {
	displayName: 'On Timeout',
	name: 'onTimeout',
	type: 'options',
	options: [
		{ name: 'Fail the Item', value: 'error', description: 'The item fails; the job runs on' },
		{
			name: 'Kill the Job',
			value: 'kill',
			description: 'The job is killed, and the item fails',
		},
		{
			name: 'Output the Job',
			value: 'output',
			description: 'The job is returned as it is then, and runs on',
		},
		{
			name: 'Stop the Job',
			value: 'stop',
			description: 'The job is asked to stop, and the item fails',
		},
	],
	default: 'error',
	description: 'What to do when a job that is waited for has not ended in time',
};

export const timeoutField: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: DEFAULT_WAIT_SECONDS,
	description:
		'How long to wait at most until all jobs have ended. Long waits keep an execution of n8n busy.',
};

/** Fields of `options` that mean something only while waiting. */
export const waitFields: INodeProperties[] = [onFaultField, onTimeoutField, timeoutField];

export const waitForCompletionField: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: false,
	description:
		'Whether to wait until the jobs have ended and return their output arguments. When off, the node is done as soon as Orchestrator has taken the request.',
};
