import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { jobField } from '../../descriptions/locators';
import { readJobReference } from '../../parameters/locator';
import { requestObject } from '../../transport/request';
import { readParameter } from '../operation';
import type { ItemCall, Operation } from '../operation';
import { toJobItem } from '../../helpers/jobItem';
import { ACTION, describeJob, resolveJobId } from './jobRequests';

const properties: INodeProperties[] = [
	{
		...jobField,
		description:
			'Ended job to run once more, by its ID (a number) or its key (a GUID). Orchestrator makes a new job with the same arguments; the old one stays as it is.',
	},
];

const description = updateDisplayOptions(
	{ show: { resource: ['job'], operation: ['restart'] } },
	properties,
);

/** Returns the new job. */
async function execute(call: ItemCall): Promise<INodeExecutionData[]> {
	const reference = readJobReference(call.origin, readParameter(call, 'job'));
	const jobId = BigInt(await resolveJobId(call.scope, 'Restart', reference));
	const job = await requestObject(call.scope, {
		purpose: `Restart ${describeJob(reference)}`,
		method: 'POST',
		path: `/odata/Jobs/${ACTION}.RestartJob`,
		body: { jobId },
		effect: 'write',
	});
	return [toJobItem(job)];
}

export const restart: Operation = { description, execute };
