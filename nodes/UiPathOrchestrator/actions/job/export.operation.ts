import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { jobFiltersField } from '../../descriptions/jobFilters';
import { expandField, sortField } from '../../descriptions/jobOptions';
import { refuseIdleOptions } from '../../parameters/idleOptions';
import { showValue, toInputError } from '../../parameters/inputError';
import { buildJobFilter } from '../../parameters/jobFilter';
import { readId, readInteger, readText, toFields } from '../../parameters/values';
import type { Fields } from '../../parameters/values';
import { LARGEST_PAGE } from '../../transport/paging';
import type { Query } from '../../transport/request';
import { createStep } from '../attempts';
import { defineOperation, readParameter, runSideBySide } from '../operation';
import type { ItemCall } from '../operation';
import { awaitExport, startExport } from './exportRequests';
import { downloadAsFile, downloadAsItems } from './exportDownload';
import { readExpand, readOrder } from './listOptions';

const properties: INodeProperties[] = [
	jobFiltersField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				...expandField,
				default: ['Machine', 'Release', 'Robot'],
				description: 'Related things to include in the export. Without this option: all of them.',
			},
			{
				displayName: 'Export ID',
				name: 'exportId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 8661',
				description:
					'ID of an export that was started before, to pick it up instead of starting another. Excludes filters, Expand, Limit and Sort.',
			},
			{
				displayName: 'File Name',
				name: 'fileName',
				type: 'string',
				default: '',
				placeholder: 'e.g. jobs.csv',
				description:
					'Name of the file. Without it, the name that Orchestrator gave the export. Excludes Output as items.',
			},
			{
				displayName: 'Limit',
				name: 'limit',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1000 },
				default: 50,
				description: 'Max number of results to return',
			},
			{
				displayName: 'Output',
				name: 'output',
				type: 'options',
				options: [
					{
						name: 'File',
						value: 'file',
						description: "The file as it is, in the binary field 'data'",
					},
					{ name: 'Items', value: 'items', description: 'One item for each row of the file' },
				],
				default: 'file',
				description: 'What to return',
			},
			sortField,
			{
				displayName: 'Timeout (Seconds)',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 300,
				description: 'How long to wait at most until Orchestrator has written the file',
			},
		],
	},
];

const description = updateDisplayOptions(
	{ show: { resource: ['job'], operation: ['export'] } },
	properties,
);

const ALL_RELATED = ['Robot', 'Machine', 'Release'];
const DEFAULT_TIMEOUT_SECONDS = 300;
const SECONDS = { min: 1, max: 86_400 };

/** Orchestrator reads what to export from the query, as for a list; a POST body is not looked at. */
function readQuery(call: ItemCall, filters: Fields, options: Fields): Query {
	const { origin } = call;
	const byCreation = { field: 'CreationTime', direction: 'desc' as const };
	const order = readOrder(origin, options.sort, byCreation);
	const expand = options.expand === undefined ? ALL_RELATED : readExpand(origin, options.expand);
	return {
		$top:
			readInteger(origin, 'Limit', options.limit, { min: 1, max: LARGEST_PAGE }) ?? LARGEST_PAGE,
		$expand: expand.join(','),
		$orderby: order && `${order.field} ${order.direction}`,
		$filter: buildJobFilter(origin, filters, call.context.getTimezone()),
	};
}

function readOutput(call: ItemCall, options: Fields): 'file' | 'items' {
	const { output = 'file' } = options;
	if (output === 'file' || output === 'items') return output;
	throw toInputError(
		call.origin,
		'Output',
		`is unknown: ${showValue(output)}`,
		'Use file or items.',
	);
}

function readFileName({ origin }: ItemCall, options: Fields): string | undefined {
	const name = readText(origin, 'File Name', options.fileName, 255)?.trim();
	if (name === undefined || !/[/\\\p{Cc}]/u.test(name)) return name;
	throw toInputError(
		origin,
		'File Name',
		`holds a slash or a control character: ${showValue(name)}`,
		'Enter a name without a folder, such as jobs.csv.',
	);
}

/** What an export holds was settled when it was started. */
function refuseIdleQuery({ origin }: ItemCall, filters: Fields, options: Fields): void {
	refuseIdleOptions(
		origin,
		[
			['Filters', filters],
			['Limit', options.limit],
			['Sort', options.sort],
			['Expand', options.expand],
		],
		"together with 'Export ID'",
		"Remove it, or remove 'Export ID' to start another export.",
	);
}

function read(call: ItemCall) {
	const { origin } = call;
	const options = toFields(readParameter(call, 'options'));
	const filters = toFields(readParameter(call, 'filters'));
	const exportId = readId(origin, 'Export ID', options.exportId);
	if (exportId !== undefined) refuseIdleQuery(call, filters, options);
	const output = readOutput(call, options);
	if (output === 'items') {
		refuseIdleOptions(
			origin,
			[['File Name', options.fileName]],
			"with 'Output' set to items",
			"Remove it, or set 'Output' to the file.",
		);
	}
	return {
		call,
		output,
		fileName: readFileName(call, options),
		exportId,
		query: readQuery(call, filters, options),
		timeoutSeconds:
			readInteger(origin, 'Timeout', options.timeout, SECONDS) ?? DEFAULT_TIMEOUT_SECONDS,
	};
}

const startedExport = createStep<string>();

/** Returns one item with the file, or one item per row of it. */
async function exportItem(input: ReturnType<typeof read>): Promise<INodeExecutionData[]> {
	const { call, output, fileName, query, timeoutSeconds } = input;
	const start = async () => await startExport(call.scope, query);
	const id = input.exportId ?? (await startedExport.run(call.progress, start));
	const finished = await awaitExport(call.scope, id, timeoutSeconds);
	if (output === 'items') return await downloadAsItems(call, finished);
	return [await downloadAsFile(call, finished, fileName)];
}

/** One after the other: a day has 100 exports, and a failure must not cost more than its own. */
export const exportJobs = defineOperation({
	description,
	effect: 'write',
	read,
	run: runSideBySide(1, exportItem),
});
