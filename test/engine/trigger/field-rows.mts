/** For every field of the trigger, what it changes in the requests or in the items. */
import { FILTER_ROWS } from '../fields/filter-rows.mts';
import { FOLDER_ROWS } from '../fields/common-rows.mts';
import type { FieldRow } from '../fields/field-row.mts';

/** Filters that lists have and the trigger has not: it decides about times and states itself. */
const LIST_ONLY = /^filters\.((created|started|ended)(After|Before)|states)$/;

const FAULTED = "State eq 'Faulted'";

const filters: FieldRow[] = FILTER_ROWS.filter(({ field }) => !LIST_ONLY.test(field)).map(
	(row) => ({
		...row,
		request: { query: { $filter: `${FAULTED} and ${row.request?.query?.$filter}` } },
	}),
);

const events: FieldRow[] = [
	['jobCompleted', "State eq 'Successful'"],
	['jobStopped', "State eq 'Stopped'"],
	['jobSuspended', "State eq 'Suspended'"],
	['jobFinished', "(State eq 'Faulted' or State eq 'Stopped' or State eq 'Successful')"],
].map(([event = '', $filter = '']) => ({
	field: 'event',
	note: event,
	parameters: { event },
	request: { query: { $filter } },
}));

const options: FieldRow[] = [
	{
		field: 'options.includeArguments',
		parameters: { options: { includeArguments: true } },
		item: { InputArguments: { a: 1 } },
	},
	{
		field: 'options.includeErrorLogs',
		parameters: { options: { includeErrorLogs: 1 } },
		item: { ErrorLogs: [{ Message: 'second' }] },
	},
	{
		field: 'options.lookBack',
		parameters: { options: { lookBack: 3 } },
		// The second poll begins three minutes before the first one.
		request: { query: { $filter: `${FAULTED} and EndTime ge 2026-01-15T12:17:00.0000000Z` } },
	},
	{ field: 'options.maxItems', parameters: { options: { maxItems: 2 } }, itemCount: 2 },
	{
		field: 'options.simplify',
		parameters: { options: { simplify: false } },
		item: { ProcessType: 'Process' },
	},
];

export const TRIGGER_ROWS: FieldRow[] = [...events, ...FOLDER_ROWS, ...filters, ...options];
