import { writeFingerprint } from '../../../nodes/UiPathOrchestrator/trigger/fingerprint.ts';

const locate = (mode: string, value: unknown, more: object = {}) => ({
	__rl: true,
	mode,
	value,
	...more,
});

const PLAIN = {
	orchestratorUrl: 'https://cloud.uipath.com/acme/prod/orchestrator_',
	event: 'jobFaulted',
	folder: locate('list', '4711'),
	filters: {
		process: 'Invoices',
		types: ['Process', 'TestAutomation'],
		custom: '=CreationTime ge {{ $now.minus({ days: 30 }).toISO() }}',
		robotId: locate('id', '801'),
	} as object,
};
const { custom, process, robotId, types } = PLAIN.filters as Record<string, unknown>;

describe('the fingerprint of a trigger', () => {
	// Written once and for all: whatever changes it makes every published trigger start anew.
	test('is the same in every version', () => {
		expect(writeFingerprint(PLAIN)).toBe('dfe9b92202195580');
	});

	test.each<[string, Partial<typeof PLAIN>]>([
		[
			'the name that the editor shows',
			{ folder: locate('list', '4711', { cachedResultName: 'F' }) },
		],
		['the link that the editor shows', { folder: locate('list', 4711, { cachedResultUrl: 'u' }) }],
		['another way to the same ID', { folder: locate('id', ' 4711 ') }],
		['the order of keys', { filters: { robotId, custom, types, process } }],
		[
			'the order of choices',
			{ filters: { ...PLAIN.filters, types: ['TestAutomation', 'Process'] } },
		],
		[
			'an empty filter',
			{ filters: { ...PLAIN.filters, hostMachineName: '', priority: undefined } },
		],
		['an emptied expression', { filters: { ...PLAIN.filters, hostMachineName: '= ' } }],
		[
			'an empty list and locator',
			{ filters: { ...PLAIN.filters, sourceTypes: [], x: locate('id', '') } },
		],
		[
			'a locator without its mark',
			{ filters: { ...PLAIN.filters, robotId: { value: 801, mode: 'list' } } },
		],
	])('does not change with %s', (_name, change) => {
		expect(writeFingerprint({ ...PLAIN, ...change })).toBe(writeFingerprint(PLAIN));
	});

	test.each<[string, Partial<typeof PLAIN>]>([
		['the tenant', { orchestratorUrl: 'https://cloud.uipath.com/acme/test/orchestrator_' }],
		['the event', { event: 'jobFinished' }],
		['the folder', { folder: locate('list', '4712') }],
		['no folder', { folder: locate('list', '') }],
		['a path that looks like an ID', { folder: locate('path', '4711') }],
		['a filter less', { filters: { process, types, robotId } }],
		['another filter', { filters: { ...PLAIN.filters, process: 'invoices' } }],
		[
			'a choice more',
			{ filters: { ...PLAIN.filters, types: ['Process', 'TestAutomation', 'App'] } },
		],
		[
			'another expression',
			{ filters: { ...PLAIN.filters, custom: '=CreationTime ge {{ $today }}' } },
		],
		['a value in another field', { filters: { custom, robotId, types, robotName: 'Invoices' } }],
	])('changes with %s', (_name, change) => {
		expect(writeFingerprint({ ...PLAIN, ...change })).not.toBe(writeFingerprint(PLAIN));
	});
});
