import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { jobFiltersField } from './jobFilters';

/** The trigger decides about times and states by itself. */
const OWN_AFFAIRS = /^(?:created|started|ended)(?:After|Before)$|^states$/;

const isField = (option: unknown): option is INodeProperties =>
	typeof option === 'object' && option !== null && 'displayName' in option && 'type' in option;

function keepOthers(options: INodeProperties['options'] = []): INodeProperties[] {
	return options.filter(isField).filter(({ name }) => !OWN_AFFAIRS.test(name));
}

/** Filters of the trigger: those of job lists but for times and states. */
export const jobTriggerFiltersField: INodeProperties = {
	...jobFiltersField,
	options: keepOthers(jobFiltersField.options),
};

/** Values of `event`. The node creator lists each as an entry of its own. */
export const JOB_EVENT_OPTIONS: INodePropertyOptions[] = [
	{
		name: 'Job Completed',
		value: 'jobCompleted',
		description: 'A job has ended successfully',
		action: 'On job completed',
	},
	{
		name: 'Job Faulted',
		value: 'jobFaulted',
		description: 'A job has ended with an error',
		action: 'On job faulted',
	},
	{
		name: 'Job Finished',
		value: 'jobFinished',
		description: 'A job has ended in any way: completed, faulted or stopped',
		action: 'On job finished',
	},
	{
		name: 'Job Stopped',
		value: 'jobStopped',
		description: 'A job has been stopped or killed',
		action: 'On job stopped',
	},
	{
		name: 'Job Suspended',
		value: 'jobSuspended',
		description: 'A job waits for something, such as a task or a time',
		action: 'On job suspended',
	},
];
