import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import { waitFields } from '../../descriptions/waitFields';
import { toInputError } from '../../parameters/inputError';
import { readEntities, toFields } from '../../parameters/values';
import { defineOperation, readParameter } from '../operation';
import type { ItemCall, Outcome } from '../operation';
import { jobsField } from './jobsField';
import { resolveJobs } from './resolveJobs';
import { watchJobs } from './waitForJobs';
import { readWaitRules } from './waitRules';

const properties: INodeProperties[] = [
	{
		...jobsField,
		description:
			'IDs or keys of the jobs to wait for, separated by commas, or an expression that yields a list',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: waitFields,
	},
];

const description = updateDisplayOptions(
	{ show: { resource: ['job'], operation: ['wait'] } },
	properties,
);

function read(call: ItemCall) {
	const { origin, scope } = call;
	const references = readEntities(origin, 'Jobs', readParameter(call, 'jobs'));
	if (references.length === 0) {
		throw toInputError(origin, 'Jobs', 'is empty', 'Enter the ID or the key of at least one job.');
	}
	const rules = readWaitRules(origin, toFields(readParameter(call, 'options')));
	return { scope, references, rules, progress: call.progress };
}

export const wait = defineOperation({
	description,
	effect: 'read',
	read,
	/** Returns the wait for the jobs; once they have ended, one item each. */
	async run(inputs: ReadonlyArray<ReturnType<typeof read>>) {
		const resolved = await resolveJobs(inputs);
		return inputs.map((input): Outcome => {
			const jobs = resolved.get(input);
			if (jobs === undefined || 'failure' in jobs) return { failure: jobs?.failure };
			return { watch: watchJobs(input.scope, jobs.jobs, input.rules, input.progress) };
		});
	},
});
