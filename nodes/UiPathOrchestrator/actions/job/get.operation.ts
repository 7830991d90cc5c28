import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import { jobField } from '../../descriptions/locators';
import { readJobReference } from '../../parameters/locator';
import { readBoolean, toFields } from '../../parameters/values';
import { defineOperation, readParameter, runSideBySide } from '../operation';
import type { ItemCall, Outcome } from '../operation';
import { fillArguments } from '../../transport/jobArguments';
import { ARGUMENT_FIELDS, SIMPLE_FIELDS, toJobItem } from '../../helpers/jobItem';
import { findJobs, nameOf } from './findJobs';
import { requestJob } from './jobRequests';
import { groupByPlace } from './places';

/** Single reads do not count against the tenant's limit of lists. */
const CONCURRENT_READS = 20;

const properties: INodeProperties[] = [
	jobField,
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Include Arguments',
				name: 'includeArguments',
				type: 'boolean',
				default: true,
				description:
					'Whether to return input and output arguments too. Without them, jobs of many items are read 50 at a time.',
			},
		],
	},
];

const description = updateDisplayOptions(
	{ show: { resource: ['job'], operation: ['get'] } },
	properties,
);

function read(call: ItemCall) {
	const { origin, scope } = call;
	const options = toFields(readParameter(call, 'options'));
	const simplify = readBoolean(origin, 'Simplify', readParameter(call, 'simplify')) === true;
	return {
		scope,
		reference: readJobReference(origin, readParameter(call, 'job')),
		fields: simplify ? SIMPLE_FIELDS : undefined,
		withArguments: readBoolean(origin, 'Include Arguments', options.includeArguments) ?? true,
	};
}

type Input = ReturnType<typeof read>;

const readWhole = runSideBySide(CONCURRENT_READS, async (input: Input) => {
	const { scope, reference, fields } = input;
	// No columns are named: servers before API version 20 refuse those of the files.
	const job = await requestJob(scope, 'Get', reference);
	return [toJobItem(await fillArguments(scope, job), fields)];
});

const isNoArgument = (name: string): boolean => !ARGUMENT_FIELDS.includes(name);

/** Jobs whose arguments nobody wants are read many at a time. */
async function readTogether(inputs: readonly Input[]): Promise<Map<Input, Outcome>> {
	const outcomes = new Map<Input, Outcome>();
	for (const { scope, entries } of groupByPlace(inputs, ({ fields }) => String(fields))) {
		const fields = entries[0]?.fields?.filter(isNoArgument);
		const references = entries.map(({ reference }) => reference);
		try {
			const { jobs, failures } = await findJobs(scope, 'Get', references, fields);
			for (const input of entries) {
				const job = jobs.get(nameOf(input.reference));
				const failure = failures.get(nameOf(input.reference));
				const kept = fields ?? Object.keys(job ?? {}).filter(isNoArgument);
				outcomes.set(input, job ? { items: [toJobItem(job, kept)] } : { failure });
			}
		} catch (caught: unknown) {
			for (const input of entries) outcomes.set(input, { failure: caught });
		}
	}
	return outcomes;
}

export const get = defineOperation({
	description,
	effect: 'read',
	read,
	/** Returns the job of each item. */
	async run(inputs: readonly Input[], pace) {
		const wholes = inputs.filter(({ withArguments }) => withArguments);
		const outcomes = await readTogether(inputs.filter(({ withArguments }) => !withArguments));
		for (const [index, outcome] of (await readWhole(wholes, pace)).entries()) {
			const input = wholes[index];
			if (input !== undefined && outcome !== undefined) outcomes.set(input, outcome);
		}
		return inputs.map((input) => outcomes.get(input));
	},
});
