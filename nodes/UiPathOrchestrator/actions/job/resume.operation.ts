import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { jobField } from '../../descriptions/locators';
import { readJobReference } from '../../parameters/locator';
import { requestObject } from '../../transport/request';
import { readParameter } from '../operation';
import type { ItemCall, Operation } from '../operation';
import { pickFields, RESULT_FIELDS, toJobItem } from '../../helpers/jobItem';
import { ACTION, describeJob, resolveJobKey } from './jobRequests';

const properties: INodeProperties[] = [
	{
		...jobField,
		description:
			'Suspended job to continue, by its ID (a number) or its key (a GUID). What it was waiting for is no longer waited for.',
	},
];

const description = updateDisplayOptions(
	{ show: { resource: ['job'], operation: ['resume'] } },
	properties,
);

/** Returns the same job, on its way back to running. */
async function execute(call: ItemCall): Promise<INodeExecutionData[]> {
	const reference = readJobReference(call.origin, readParameter(call, 'job'));
	const jobKey = await resolveJobKey(call.scope, 'Resume', reference);
	const job = await requestObject(call.scope, {
		purpose: `Resume ${describeJob(reference)}`,
		method: 'POST',
		path: `/odata/Jobs/${ACTION}.ResumeJob`,
		body: { jobKey },
		effect: 'write',
	});
	return [toJobItem(pickFields(job, RESULT_FIELDS))];
}

export const resume: Operation = { description, execute };
