import { JOB_COLUMNS } from '../../../nodes/UiPathOrchestrator/parameters/jobColumns.ts';
import { countNodes } from '../../../nodes/UiPathOrchestrator/transport/filterNodes.ts';

const count = (filter: string) => countNodes(filter, JOB_COLUMNS);
const TIME = '2026-01-15T12:00:00Z';
const GUID = 'ab111111-2222-3333-4444-555555555555';

describe('countNodes', () => {
	it.each([
		['', 0],
		['Id eq 1', 4],
		['(Id eq 1)', 4],
		["State eq 'Faulted'", 4],
		["Info eq 'and or ''eq'' ('", 4],
		['Robot/Id eq 749', 5],
		["Robot/Name eq 'x'", 6],
		[`CreationTime ge ${TIME}`, 4],
		[`EndTime ge ${TIME}`, 5],
		[`${TIME} le EndTime`, 5],
		[`Key eq ${GUID}`, 4],
		[`BatchExecutionKey eq ${GUID}`, 5],
		['Info ne null', 5],
		['State eq null', 5],
		['Id eq null', 6],
		["contains(Info,'x')", 4],
		["contains(Release/Name,'x')", 6],
		["contains(Info,'x') eq true", 6],
		["indexof(Info,'x') ne -1", 6],
		['year(EndTime) eq 2026', 5],
		["CreationTime gt now() sub duration'P1D'", 6],
		["EndTime gt now() sub duration'P1D'", 7],
		['Id add 1 eq 2', 6],
		['not (Id eq 1)', 5],
		['RequiresUserInteraction', 2],
		["State in ('Faulted','Stop)ped')", 1],
		["NOT (Id EQ 1) AND State in ('x')", 7],
		["Id eq 1 and State eq 'Faulted'", 9],
		["Id eq 1 and Info eq 'x'", 10],
		["Id eq 1 and Info eq 'x' and Id eq 2 and Info eq 'y'", 21],
		["Id eq 1 and (Info eq 'x' and (Id eq 2))", 16],
		// Nothing is counted of columns that are not known but what is certain.
		[`Unknown eq ${GUID} and Info eq 'x'`, 9],
	])('%s: %i', (filter, expected) => {
		expect(count(filter)).toBe(expected);
	});

	it.each([
		["Robots/any(r: r/Id eq 1) and Id eq 2 and Info eq ' or eq '", 11],
		['Id eq', 0],
		['Id eq 1 ; and Id eq 2', 7],
		[`${'('.repeat(5000)}Id eq 1 or Id eq 2${')'.repeat(5000)}`, 7],
	])('what cannot be read has what is certain', (filter, expected) => {
		expect(count(filter)).toBe(expected);
	});

	it.each([
		['comparisons', 'Id eq 1 or ', 'Id eq 1'],
		['brackets', '(', ''],
		['quotes', "''", ''],
		['an open quote', "'' '", ''],
		['blanks', ' ', ''],
		['words', 'a', ''],
		['digits', '1', ''],
		['nots', 'not ', 'Id'],
		['lists', "Id in ('", ''],
		['paths', 'a/', 'a'],
	])('takes linear time for %s', (_name, part, end) => {
		const began = performance.now();
		count(part.repeat(Math.ceil(1_000_000 / part.length)) + end);
		expect(performance.now() - began).toBeLessThan(3_000);
	});
});
