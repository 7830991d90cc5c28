/** Nodes of a filter as Microsoft's FilterQueryValidator counts them, over what its parser makes of it. */
import { countJobFilterNodes as nodes } from '../src/count-nodes.mts';
import { SEED } from '../src/index.mts';
import { inFolder, startCaller, type Caller } from './helpers.mts';

let caller: Caller;

beforeAll(async () => {
	caller = await startCaller({ listCallsPerMinute: 10_000 });
});

const many = (count: number, term: string, word = 'or') =>
	Array.from({ length: count }, () => term).join(` ${word} `);

const GUID = '11111111-2222-3333-4444-555555555555';
const TIME = '2026-01-15T12:00:00Z';

test.each([
	// Operator, property, the row itself, literal.
	['Id eq 1', 4],
	["State eq 'Faulted'", 4],
	["Info eq 'x'", 4],
	// A step to a related entity is a node.
	['Robot/Id eq 1', 5],
	// Conversions: what is always there against null, what may be missing against what is there.
	[`CreationTime ge ${TIME}`, 4],
	[`EndTime ge ${TIME}`, 5],
	['EndTime ge 2026-01-15', 5],
	['CreationTime ge 2026-01-15', 5],
	[`Key eq ${GUID}`, 4],
	[`BatchExecutionKey eq ${GUID}`, 5],
	['Info ne null', 5],
	['State eq null', 5],
	['Id eq null', 6],
	["Robot/Name eq 'x'", 6],
	['SpecificPriorityValue eq 5', 4],
	['SpecificPriorityValue eq 5L', 5],
	// Functions, and their arguments.
	["contains(Info,'x')", 4],
	["contains(Release/Name,'x')", 6],
	["contains(Info,'x') eq true", 6],
	["indexof(Info,'x') ne -1", 6],
	['year(EndTime) eq 2026', 5],
	['EndTime gt now()', 5],
	[`CreationTime gt now() sub duration'P1D'`, 6],
	['Id add 1 eq 2', 6],
	['not (Id eq 1)', 5],
	['RequiresUserInteraction', 2],
	// A list is one node, whatever is in it and before it.
	["State in ('Faulted')", 1],
	["State in ('Faulted','Stopped','Successful')", 1],
	[`Robot/Id in (1,2,3)`, 1],
	// Conditions that may be null, text among them, beside such as may not.
	["Id eq 1 and State eq 'Faulted'", 9],
	["Info eq 'x' and HostMachineName eq 'y'", 9],
	["Id eq 1 and Info eq 'x'", 10],
	["Id eq 1 and Info eq 'x' and Id eq 2 and Info eq 'y'", 21],
	["Id eq 1 and (Info eq 'x' and (Id eq 2))", 16],
])('%s has %i nodes', (filter, expected) => {
	expect(nodes(filter)).toBe(expected);
});

test.each([
	[20, 'Id eq 1', 99],
	[16, `EndTime ge ${TIME}`, 95],
	[14, "indexof(Info,'x') ne -1", 97],
	[16, 'Robot/Id eq 801', 95],
])('%i times %s is the most that a filter holds', async (count, term, expected) => {
	const ask = (text: string) =>
		caller.get('/odata/Jobs', { $filter: text, $top: '1' }, inFolder(SEED.folders.finance));
	expect(nodes(many(count, term))).toBe(expected);
	expect((await ask(many(count, term))).status).toBe(200);
	const { status, data } = await ask(many(count + 1, term));
	expect([status, data.errorCode, data.message]).toEqual([
		400,
		1000,
		expect.stringContaining(
			"The node count limit of '100' has been exceeded. To increase the limit,",
		),
	]);
});
