import fc from 'fast-check';

import { buildJobFilter } from '../../../nodes/UiPathOrchestrator/parameters/jobFilter.ts';
import { countJobFilterNodes } from '../../../sandbox/src/count-nodes.mts';
import { expectRefusal, origin } from '../origin.mts';
import { anyText } from '../text.mts';

const KEY = '795cbab2-8008-4a54-b1cb-f9ff1ece139e';
const build = (filters: Record<string, unknown>) =>
	buildJobFilter(origin, filters, 'Europe/Berlin');

const FIELDS: Array<[name: string, label: string, value: unknown, condition: string]> = [
	['robotId', 'Robot', 749, 'Robot/Id eq 749'],
	['robotName', 'Robot Name', "O'Neil", "Robot/Name eq 'O''Neil'"],
	['environmentId', 'Environment ID', '12', 'Release/EnvironmentId eq 12'],
	['process', 'Process Name', 'Invoices', "Release/Name eq 'Invoices'"],
	['processKey', 'Process Key', KEY.toUpperCase(), `Release/Key eq '${KEY}'`],
	['createdAfter', 'Created After', '2026-01-31T08:00:00Z', 'CreationTime ge 2026-01-31T08:00:00Z'],
	['createdBefore', 'Created Before', '2026-01-31', 'CreationTime lt 2026-01-30T23:00:00Z'],
	['startedAfter', 'Started After', '2026-01-31T08:00', 'StartTime ge 2026-01-31T07:00:00Z'],
	['startedBefore', 'Started Before', '2026-01-31T08:00Z', 'StartTime lt 2026-01-31T08:00:00Z'],
	['endedAfter', 'Ended After', '2026-01-31T08:00:00.1Z', 'EndTime ge 2026-01-31T08:00:00.1Z'],
	['endedBefore', 'Ended Before', '2026-01-31T08:00Z', 'EndTime lt 2026-01-31T08:00:00Z'],
	['states', 'States', ['Faulted', 'Stopped'], "(State eq 'Faulted' or State eq 'Stopped')"],
	['sourceTypes', 'Source Types', ['Manual'], "SourceType eq 'Manual'"],
	['types', 'Types', 'Attended,Unattended', "(Type eq 'Attended' or Type eq 'Unattended')"],
	['priority', 'Priority', 'High', "JobPriority eq 'High'"],
	['hostMachineName', 'Host Machine Name', 'PC 1', "HostMachineName eq 'PC 1'"],
	['reference', 'Reference', 'a&b', "(Reference eq 'a&b' or startswith(Reference,'a&b n8n-'))"],
	['batchExecutionKey', 'Batch Execution Key', KEY, `BatchExecutionKey eq ${KEY}`],
	['errorContains', 'Error Contains', 'no file', "Info ne null and indexof(Info,'no file') ne -1"],
	['custom', 'Custom Filter (OData)', " Id eq 1 or Info eq ')' ", "(Id eq 1 or Info eq ')')"],
];
const TEXT_FIELDS = ['robotName', 'process', 'hostMachineName', 'reference', 'errorContains'];

describe('buildJobFilter', () => {
	test.each(FIELDS)('%s', (name, _label, value, condition) => {
		expect(build({ [name]: value })).toBe(condition);
	});

	test.each(['list', 'id'])('robotId from a locator by %s', (mode) => {
		const robotId = { __rl: true, mode, value: '749', cachedResultName: 'DocBot' };
		expect(build({ robotId })).toBe('Robot/Id eq 749');
		expect(build({ robotId: { __rl: true, mode, value: '' } })).toBeUndefined();
	});

	test('joins all fields, in one order', () => {
		const given = Object.fromEntries(FIELDS.toReversed().map(([name, , value]) => [name, value]));
		const filter = build(given) ?? '';
		// Too many nodes for Orchestrator: the first lists, which save most, become lists with `in`.
		expect(countJobFilterNodes(filter)).toBeLessThanOrEqual(100);
		const shortened = filter
			.replace("State in ('Faulted','Stopped')", "(State eq 'Faulted' or State eq 'Stopped')")
			.replace("Type in ('Attended','Unattended')", "(Type eq 'Attended' or Type eq 'Unattended')")
			.replace(`BatchExecutionKey in ('${KEY}')`, `BatchExecutionKey eq ${KEY}`)
			.replaceAll(/ in \((.*?)\)/g, ' eq $1');
		expect(shortened).toBe(FIELDS.map(([, , , condition]) => condition).join(' and '));
	});

	test.each(FIELDS)('%s that is not set makes no condition', (name) => {
		for (const value of [undefined, null, '']) expect(build({ [name]: value })).toBeUndefined();
	});

	test.each([{}, { states: [], types: [] }, { custom: '   ' }])('%j is no filter', (filters) => {
		expect(build(filters)).toBeUndefined();
	});

	test.each(FIELDS)('%s of a wrong type is named', (name, label) => {
		expectRefusal(() => build({ [name]: { not: 'this' } }), label, /\{"not":"this"\}/);
	});

	test.each([
		['robotId', 'Robot', 'abc'],
		['robotId', 'Robot', { __rl: true, mode: 'id', value: 'abc' }],
		['processKey', 'Process Key', 'Invoices'],
		['createdAfter', 'Created After', 'yesterday'],
		['states', 'States', "x' or 'a' eq 'a"],
		['process', 'Process Name', 'half \ud83d'],
		['errorContains', 'Error Contains', 'a\0b'],
		['custom', 'Custom Filter (OData)', 'a eq 1) or (b eq 2'],
		['custom', 'Custom Filter (OData)', "Name eq 'O'Brien'"],
		['custom', 'Custom Filter (OData)', "Name eq 'half \ud83d'"],
		['custom', 'Custom Filter (OData)', "Name eq 'a\0b'"],
	])('%s: %s refuses %j', (name, label, value) => {
		expectRefusal(() => build({ [name]: value }), label, /is not|holds|does not close/);
	});

	test.each([
		['process', 'Process Name', 'x'.repeat(7_000)],
		['errorContains', 'Error Contains', '\u{1f600}'.repeat(600)],
		['reference', 'Reference', "'".repeat(2_000)],
		['custom', 'Custom Filter (OData)', `Id eq 1${' or Id eq 1'.repeat(700)}`],
	])('%s: what no address can hold is refused by its name', (name, label, value) => {
		const filters = { robotName: 'DocBot', [name]: value };
		expectRefusal(() => build(filters), label, /is too long: .* characters of the address/);
	});

	test.each(['state', 'toString', '__proto__x'])(
		'refuses the field %s that does not exist',
		(name) => {
			expectRefusal(() => build({ [name]: 'x' }), 'Filters', `has no field '${name}'`);
		},
	);
});

/** Cuts all text literals out of a filter: what is left is its structure. */
function dissect(filter: string): { structure: string; texts: string[] } {
	const texts: string[] = [];
	const structure = filter.replace(/'((?:[^']|'')*)'/g, (_literal, text: string) => {
		texts.push(text.replaceAll("''", "'"));
		return '?';
	});
	return { structure, texts };
}

describe('whatever the user types', () => {
	/** Pieces that would do harm if text were not quoted. */
	const hostile = fc
		.array(
			fc.oneof(
				fc.constantFrom(
					"'",
					"''",
					'(',
					')',
					' or ',
					' eq ',
					'&$top=1',
					'%27',
					'\\',
					'\u2019',
					'\n',
				),
				anyText(0, 4),
			),
			{ minLength: 1, maxLength: 8 },
		)
		.map((parts) => parts.join(''))
		.filter((text) => text !== '' && !text.includes('\0'));

	test('text in a text field stays one text', () => {
		fc.assert(
			fc.property(fc.constantFrom(...TEXT_FIELDS), hostile, (name, value) => {
				const { structure } = dissect(build({ [name]: 'x', states: 'Faulted', robotId: 1 }) ?? '');
				const built = dissect(build({ [name]: value, states: 'Faulted', robotId: 1 }) ?? '');
				expect(built.structure).toBe(structure);
				expect(built.texts).toContain(value);
				if (name === 'reference') expect(built.texts).toContain(`${value} n8n-`);
			}),
			{ numRuns: 1000 },
		);
	});

	test('a custom filter is refused, or stays inside of its brackets', () => {
		const custom = fc.string({ unit: fc.constantFrom("'", '(', ')', 'a', ' or '), minLength: 1 });
		fc.assert(
			fc.property(custom, (raw) => {
				let built: string;
				try {
					built = build({ custom: raw, robotId: 1 }) ?? '';
				} catch {
					return;
				}
				if (raw.trim() === '') return;
				let { structure } = dissect(built);
				expect(structure).not.toContain("'");
				const pair = /\([^()]*\)/g;
				while (structure.replace(pair, '#').includes('(')) structure = structure.replace(pair, '#');
				expect(structure).toMatch(/^Robot\/Id eq 1 and \([^()]*\)$/);
			}),
			{ numRuns: 2000 },
		);
	});
});
