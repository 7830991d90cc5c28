import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import { waitFields, waitForCompletionField } from '../../descriptions/waitFields';
import { jobField } from '../../descriptions/locators';
import { readJobReference } from '../../parameters/locator';
import { requestObject } from '../../transport/request';
import { createStep } from '../attempts';
import { CONCURRENT_WRITES, defineOperation, readParameter, runSideBySide } from '../operation';
import type { ItemCall } from '../operation';
import { RESULT_FIELDS, toJobItem } from '../../helpers/jobItem';
import type { JsonRecord } from '../../helpers/json';
import { readJobId } from '../../transport/jobId';
import { ACTION, describeJob, resolveJobId } from './jobRequests';
import { watchJobs } from './waitForJobs';
import { readWaiting } from './waitRules';

const properties: INodeProperties[] = [
	{
		...jobField,
		description:
			'Ended job to run once more, by its ID (a number) or its key (a GUID). Orchestrator makes a new job with the same arguments; the old one stays as it is.',
	},
	waitForCompletionField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: { waitForCompletion: [true] } },
		options: waitFields,
	},
];

const description = updateDisplayOptions(
	{ show: { resource: ['job'], operation: ['restart'] } },
	properties,
);

const read = (call: ItemCall) => ({
	scope: call.scope,
	progress: call.progress,
	reference: readJobReference(call.origin, readParameter(call, 'job')),
	rules: readWaiting(call),
});

type Input = ReturnType<typeof read>;

const restarted = createStep<JsonRecord>();

async function restartJob({ scope, reference }: Input): Promise<JsonRecord> {
	const jobId = BigInt(await resolveJobId(scope, 'Restart', reference));
	return await requestObject(scope, {
		purpose: `Restart ${describeJob(reference)}`,
		method: 'POST',
		path: `/odata/Jobs/${ACTION}.RestartJob`,
		body: { jobId },
		routeSince: 13,
		effect: 'write',
		ifUnknown:
			'It is not known whether Orchestrator carried it out, so it was not sent again. Look for a new job of the process in Orchestrator before you repeat it.',
	});
}

export const restart = defineOperation({
	description,
	effect: 'write',
	read,
	/** Returns the new job, or the wait for it. */
	run: runSideBySide(CONCURRENT_WRITES, async (input: Input) => {
		const { scope, progress, rules } = input;
		const job = await restarted.run(progress, async () => await restartJob(input));
		if (rules === undefined) return [toJobItem(job, RESULT_FIELDS)];
		return watchJobs(scope, [{ id: readJobId(scope, job) }], rules, progress);
	}),
});
