import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { jobField } from '../../descriptions/locators';
import { readJobReference } from '../../parameters/locator';
import { readBoolean } from '../../parameters/values';
import { readParameter } from '../operation';
import type { ItemCall, Operation } from '../operation';
import { pickFields, SIMPLE_FIELDS, toJobItem } from '../../helpers/jobItem';
import { requestJob } from './jobRequests';

const properties: INodeProperties[] = [
	jobField,
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
];

const description = updateDisplayOptions(
	{ show: { resource: ['job'], operation: ['get'] } },
	properties,
);

async function execute(call: ItemCall): Promise<INodeExecutionData[]> {
	const reference = readJobReference(call.origin, readParameter(call, 'job'));
	const simplify = readBoolean(call.origin, 'Simplify', readParameter(call, 'simplify')) === true;
	const query = simplify ? { $select: SIMPLE_FIELDS.join(',') } : {};
	const job = await requestJob(call.scope, 'Get', reference, query);
	return [toJobItem(simplify ? pickFields(job, SIMPLE_FIELDS) : job)];
}

export const get: Operation = { description, execute };
