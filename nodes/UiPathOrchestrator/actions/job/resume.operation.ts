import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import { jobField } from '../../descriptions/locators';
import { readJobReference } from '../../parameters/locator';
import { requestObject } from '../../transport/request';
import { createStep } from '../attempts';
import { CONCURRENT_WRITES, defineOperation, readParameter, runSideBySide } from '../operation';
import type { ItemCall } from '../operation';
import { RESULT_FIELDS, toJobItem } from '../../helpers/jobItem';
import type { JsonRecord } from '../../helpers/json';
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

const read = (call: ItemCall) => ({
	scope: call.scope,
	progress: call.progress,
	reference: readJobReference(call.origin, readParameter(call, 'job')),
});

type Input = ReturnType<typeof read>;

const resumed = createStep<JsonRecord>();

async function resumeJob({ scope, reference }: Input): Promise<JsonRecord> {
	const jobKey = await resolveJobKey(scope, 'Resume', reference);
	return await requestObject(scope, {
		purpose: `Resume ${describeJob(reference)}`,
		method: 'POST',
		path: `/odata/Jobs/${ACTION}.ResumeJob`,
		body: { jobKey },
		effect: 'write',
		ifUnknown:
			'It is not known whether Orchestrator carried it out, so it was not sent again. Look at the state of the job before you repeat it.',
	});
}

export const resume = defineOperation({
	description,
	effect: 'write',
	read,
	/** Returns the same job, on its way back to running. */
	run: runSideBySide(CONCURRENT_WRITES, async (input: Input) => {
		const job = await resumed.run(input.progress, async () => await resumeJob(input));
		return [toJobItem(job, RESULT_FIELDS)];
	}),
});
