import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { jobFiltersField } from '../../descriptions/jobFilters';
import { expandField, JOB_FIELDS, sortField } from '../../descriptions/jobOptions';
import { JOB_SINCE } from '../../entities/job/columns';
import { buildJobFilter } from '../../parameters/jobFilter';
import { readBoolean, readInteger, readNames, toFields } from '../../parameters/values';
import { readPages } from '../../transport/list';
import { writeLongestFilter } from '../../transport/paging';
import type { ListRequest } from '../../transport/paging';
import { addHint } from '../hints';
import { defineOperation, readParameter, runSideBySide } from '../operation';
import type { ItemCall } from '../operation';
import { addArguments, ARGUMENT_SOURCE_FIELDS } from '../../transport/jobArguments';
import { ARGUMENT_FIELDS, SIMPLE_LIST_FIELDS, turnIntoJobItem } from '../../helpers/jobItem';
import { readExpand, readOrder } from './listOptions';

const properties: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	jobFiltersField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			expandField,
			{
				displayName: 'Fields',
				name: 'fields',
				type: 'multiOptions',
				options: JOB_FIELDS,
				default: [],
				description: 'Fields to return of each job, in place of those that Simplify selects',
			},
			{
				displayName: 'Include Arguments',
				name: 'includeArguments',
				type: 'boolean',
				default: false,
				description:
					'Whether to return input and output arguments too. Orchestrator leaves them out of lists, so each job is read once more.',
			},
			sortField,
		],
	},
];

const description = updateDisplayOptions(
	{ show: { resource: ['job'], operation: ['getAll'] } },
	properties,
);

/** Lists count against the tenant's 100 a minute; each spans pages that are read side by side anyway. */
const CONCURRENT_LISTS = 4;

/** Fields to return, or undefined for all that Orchestrator returns. */
function readFields(call: ItemCall, fields: unknown): readonly string[] | undefined {
	const chosen = readNames(call.origin, 'Fields', fields);
	if (chosen.length > 0) return chosen;
	const simplify = readBoolean(call.origin, 'Simplify', readParameter(call, 'simplify'));
	return simplify === true ? SIMPLE_LIST_FIELDS : undefined;
}

function readLimit(call: ItemCall): number | undefined {
	const { origin } = call;
	const all = readBoolean(origin, 'Return All', readParameter(call, 'returnAll'));
	if (all === true) return undefined;
	const range = { min: 1, max: Number.MAX_SAFE_INTEGER };
	return readInteger(origin, 'Limit', readParameter(call, 'limit'), range) ?? 50;
}

function read(call: ItemCall) {
	const { context, origin, scope } = call;
	const options = toFields(readParameter(call, 'options'));
	const filters = toFields(readParameter(call, 'filters'));
	const fields = readFields(call, options.fields);
	const expand = readExpand(origin, options.expand);
	const withArguments = readBoolean(origin, 'Include Arguments', options.includeArguments) === true;
	const list: ListRequest = {
		purpose: 'Get jobs',
		path: '/odata/Jobs',
		since: JOB_SINCE,
		// Fields and expansions that the user chose are not left out in silence.
		ownColumns: fields === SIMPLE_LIST_FIELDS ? SIMPLE_LIST_FIELDS : [],
		expand,
		select: fields && [...fields, ...(withArguments ? ARGUMENT_SOURCE_FIELDS : [])],
		order: readOrder(origin, options.sort, { field: 'Id', direction: 'desc' }),
		limit: readLimit(call),
	};
	const filter = buildJobFilter(origin, filters, context.getTimezone(), {
		addLongest: (own) => writeLongestFilter({ ...list, filter: own }),
	});
	const kept = fields && [...fields, ...expand, ...(withArguments ? ARGUMENT_FIELDS : [])];
	return { context, scope, list: { ...list, filter }, kept, withArguments };
}

/** Returns one item per job. */
async function listItems({
	context,
	scope,
	list,
	kept,
	withArguments,
}: ReturnType<typeof read>): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	// Page by page, so that the rows as received need not be held beside the items.
	for await (const page of readPages(scope, list)) {
		const whole = withArguments ? await addArguments(scope, page) : page;
		for (const job of whole) items.push(turnIntoJobItem(job, kept));
	}
	if (kept === undefined && !withArguments && items.length > 0) {
		addHint(
			context,
			"Orchestrator leaves input and output arguments empty in lists. Add the option 'Include Arguments' to read them.",
		);
	}
	return items;
}

export const getAll = defineOperation({
	description,
	effect: 'read',
	read,
	run: runSideBySide(CONCURRENT_LISTS, listItems),
});
