/** The node counts a filter's nodes as the sandbox does, which shares no code with it, and never sends too many. */
import fc from 'fast-check';

import { buildJobFilter } from '../../../nodes/UiPathOrchestrator/parameters/jobFilter.ts';
import { JOB_COLUMNS } from '../../../nodes/UiPathOrchestrator/parameters/jobColumns.ts';
import { countNodes } from '../../../nodes/UiPathOrchestrator/transport/filterNodes.ts';
import { writeLongestFilter } from '../../../nodes/UiPathOrchestrator/transport/paging.ts';
import { countJobFilterNodes } from '../../../sandbox/src/count-nodes.mts';
import { origin } from '../../unit/origin.mts';
import { check, PATIENCE_MS } from './cases.mts';
import { attempt } from './refusal.mts';

const TIME = '2026-01-15T12:00:00Z';
const some = (...names: string[]) => fc.subarray(names, { minLength: 1 });
const guid = fc.uuid();
const text = fc.oneof(
	fc.constantFrom("O'Brien", 'a"b', ' and ', "') or ('", 'Überweisung', 'Id eq 1'),
	fc.string({ minLength: 1, maxLength: 12 }),
);
const id = fc.integer({ min: 1 });

/** Conditions that people write, over columns of all kinds. */
const term = fc.constantFrom(
	'Id gt 5',
	"State eq 'Faulted'",
	"State ne 'Stopped'",
	"Info ne 'x'",
	'Info eq null',
	'EndTime eq null',
	'Id ne null',
	'CreationTime ne null',
	'State ne null',
	'Release/Name ne null',
	`EndTime lt ${TIME}`,
	`CreationTime lt ${TIME}`,
	`EndTime gt now() sub duration'P1D'`,
	"contains(Info,'x')",
	"contains(tolower(Robot/Name),'x') eq true",
	"startswith(Release/Name,'x')",
	"indexof(Info,'x') ne -1",
	'year(CreationTime) eq 2026',
	'RequiresUserInteraction',
	'RequiresUserInteraction eq true',
	'Release/EnvironmentId eq 5',
	"Robot/Name eq 'x'",
	"Machine/Name ne 'x'",
	'Key eq 795cbab2-8008-4a54-b1cb-f9ff1ece139e',
	'BatchExecutionKey ne 795cbab2-8008-4a54-b1cb-f9ff1ece139e',
	"State in ('Faulted','Stopped')",
	"HostMachineName in ('a','b''c')",
	'Id add 1 gt 5',
	'length(Info) gt 5',
	'SpecificPriorityValue ge 5',
);
const condition: fc.Arbitrary<string> = fc.letrec<{ all: string }>((tie) => ({
	all: fc.oneof(
		{ maxDepth: 4, depthSize: 'large', withCrossShrink: true },
		term,
		fc
			.tuple(tie('all'), fc.constantFrom('and', 'or', 'AND'), tie('all'))
			.map(([left, word, right]) => `${left} ${word} ${right}`),
		tie('all').map((inner) => `(${inner})`),
		tie('all').map((inner) => `not (${inner})`),
	),
})).all;

const filters = fc.record(
	{
		robotId: id,
		robotName: text,
		environmentId: id,
		process: text,
		processKey: guid,
		createdAfter: fc.constant(TIME),
		createdBefore: fc.constant(TIME),
		startedAfter: fc.constant(TIME),
		startedBefore: fc.constant(TIME),
		endedAfter: fc.constant(TIME),
		endedBefore: fc.constant(TIME),
		states: some('Pending', 'Running', 'Faulted', 'Successful', 'Stopped', 'Suspended'),
		sourceTypes: some('Manual', 'Schedule', 'Agent', 'Queue', 'Apps', 'RobotAPI'),
		types: some('Attended', 'Unattended'),
		priority: some('Low', 'Normal', 'High'),
		hostMachineName: text,
		reference: text,
		batchExecutionKey: guid,
		errorContains: text,
		custom: condition,
	},
	{ requiredKeys: [] },
);
const lists = fc.record({
	order: fc.constantFrom(
		undefined,
		{ field: 'Id', direction: 'desc' as const },
		{ field: 'CreationTime', direction: 'asc' as const },
		{ field: 'State', direction: 'asc' as const },
	),
	limit: fc.constantFrom(undefined, 50, 2500),
});

it(
	'a filter of any fields is counted as the sandbox counts it, and fits with what pages add',
	() => {
		check(
			0.06,
			fc.property(filters, lists, (fields, list) => {
				const request = { purpose: 'Get jobs', path: '/odata/Jobs', ...list };
				const addLongest = (filter: string | undefined) =>
					writeLongestFilter({ ...request, filter });
				const outcome = attempt(() => buildJobFilter(origin, fields, 'UTC', { addLongest }));
				if ('refused' in outcome) return;
				for (const filter of [outcome.result, addLongest(outcome.result)]) {
					const nodes = countNodes(filter, JOB_COLUMNS);
					if (filter !== undefined) expect(nodes).toBe(countJobFilterNodes(filter));
					expect(nodes).toBeLessThanOrEqual(100);
				}
			}),
		);
	},
	PATIENCE_MS,
);

it(
	'a custom filter is counted as the sandbox counts it',
	() => {
		check(
			0.08,
			fc.property(condition, (filter) => {
				expect(countNodes(filter, JOB_COLUMNS)).toBe(countJobFilterNodes(filter));
			}),
		);
	},
	PATIENCE_MS,
);

it(
	'a custom filter of columns that the node does not know is never counted higher',
	() => {
		check(
			0.02,
			fc.property(condition, (filter) => {
				expect(countNodes(filter, {})).toBeLessThanOrEqual(countJobFilterNodes(filter));
			}),
		);
	},
	PATIENCE_MS,
);
