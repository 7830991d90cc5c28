import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { processField } from '../../descriptions/locators';
import { startOptionsField } from '../../descriptions/startOptions';
import { readProcessReference } from '../../parameters/locator';
import { toFields } from '../../parameters/values';
import { requestPage } from '../../transport/request';
import { readParameter } from '../operation';
import type { ItemCall, Operation } from '../operation';
import { readInputArguments, sendLargeArguments } from './inputArguments';
import { toJobItem } from '../../helpers/jobItem';
import { ACTION } from './jobRequests';
import { describeProcess, resolveProcess } from './process';
import { readStartOptions } from './startOptions';
import { readAllocation } from './startStrategy';

const properties: INodeProperties[] = [
	processField,
	{
		displayName: 'Strategy',
		name: 'strategy',
		type: 'options',
		options: [
			{
				name: 'All Robots (Classic Folders)',
				value: 'All',
				description: 'One job on every robot of the environment',
			},
			{
				name: 'Jobs Count (Classic Folders)',
				value: 'JobsCount',
				description: 'A number of jobs, on any robots of the environment that are free',
			},
			{
				name: 'Modern Jobs Count',
				value: 'ModernJobsCount',
				description: 'A number of jobs, on any robot and machine of the folder that is free',
			},
			{
				name: 'Robot Count (Classic Folders)',
				value: 'RobotCount',
				description: 'One job on each of a number of robots, chosen by Orchestrator',
			},
			{
				name: 'Specific Robots',
				value: 'Specific',
				description: 'One job on each of the robots named below',
			},
		],
		default: 'ModernJobsCount',
		description: 'How many jobs to start and where they may run',
	},
	{
		displayName: 'Jobs Count',
		name: 'jobsCount',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		displayOptions: { show: { strategy: ['ModernJobsCount', 'JobsCount', 'RobotCount'] } },
		description: 'How many jobs to start',
	},
	{
		displayName: 'Robot IDs',
		name: 'robotIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 121, 122',
		displayOptions: { show: { strategy: ['Specific'] } },
		description:
			'IDs of the robots to run on, separated by commas, or an expression that yields a list',
	},
	{
		displayName: 'Input Arguments',
		name: 'inputArguments',
		type: 'json',
		default: '{}',
		description:
			'Values for the input arguments of the process, as a JSON object of argument names and values. Names are case-sensitive.',
	},
	startOptionsField,
];

const description = updateDisplayOptions(
	{ show: { resource: ['job'], operation: ['start'] } },
	properties,
);

/** Returns one item per job that was created; they are pending then, and none has run. */
async function execute(call: ItemCall): Promise<INodeExecutionData[]> {
	const { origin, scope } = call;
	const reference = readProcessReference(origin, readParameter(call, 'process'));
	const allocation = readAllocation(call);
	const options = readStartOptions(origin, toFields(readParameter(call, 'options')));
	const given = readInputArguments(origin, readParameter(call, 'inputArguments'));

	const process = await resolveProcess(scope, reference);
	const startInfo = {
		...process,
		...allocation,
		...options,
		...(await sendLargeArguments(scope, given)),
	};
	const { rows: jobs } = await requestPage(scope, {
		purpose: `Start ${describeProcess(reference)}`,
		method: 'POST',
		path: `/odata/Jobs/${ACTION}.StartJobs`,
		body: { startInfo },
		effect: 'write',
		isStart: true,
	});
	return jobs.map(toJobItem);
}

export const start: Operation = { description, execute };
