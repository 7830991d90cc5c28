/** Text in any filter arrives at the parser of the sandbox as exactly that literal, or is refused by name. */
import fc from 'fast-check';

import { buildJobFilter } from '../../../nodes/UiPathOrchestrator/parameters/jobFilter.ts';
import { allOf, compare } from '../../../nodes/UiPathOrchestrator/transport/filter.ts';
import { origin } from '../../unit/origin.mts';
import { check, PATIENCE_MS } from './cases.mts';
import { cutOut, readTree } from './filter-tree.mts';
import { attempt } from './refusal.mts';
import { anyInput, isUnsendable, NASTY_TEXTS } from './texts.mts';

const TEXT_FIELDS = {
	process: 'Process Name',
	robotName: 'Robot Name',
	hostMachineName: 'Host Machine Name',
	reference: 'Reference',
	errorContains: 'Error Contains',
} as const;

/** Fields that take no free text: whatever they are given, they write a name, an id, a key or a time. */
const STRICT_FIELDS = {
	robotId: 'Robot',
	environmentId: 'Environment ID',
	processKey: 'Process Key',
	batchExecutionKey: 'Batch Execution Key',
	createdAfter: 'Created After',
	createdBefore: 'Created Before',
	startedAfter: 'Started After',
	startedBefore: 'Started Before',
	endedAfter: 'Ended After',
	endedBefore: 'Ended Before',
	states: 'States',
	sourceTypes: 'Source Types',
	types: 'Types',
	priority: 'Priority',
} as const;

/** What a server takes as an address; longer filters are refused. */
const LONGEST_FILTER = 7_000;

type Filters = Record<string, unknown>;

const build = (filters: Filters) => attempt(() => buildJobFilter(origin, filters, 'Europe/Berlin'));

/** The same with what the trigger adds: its states in front, its time behind. */
const surround = (filter: string | undefined): string =>
	allOf([compare('State', 'eq', "'Faulted'"), filter, 'EndTime ge 2026-01-15T12:00:00Z']) ?? '';

const HARMLESS = 'harmless';

function expectLiteral(name: keyof typeof TEXT_FIELDS, text: string): void {
	const outcome = build({ [name]: text });
	if ('refused' in outcome) {
		expect(outcome.refused).toBe(TEXT_FIELDS[name]);
		const encoded = isUnsendable(text) ? '' : encodeURIComponent(text.replaceAll("'", "''"));
		expect(isUnsendable(text) || encoded.length > LONGEST_FILTER / 2 - 200).toBe(true);
		return;
	}
	expect(isUnsendable(text)).toBe(false);
	expect(cutOut(readTree(surround(outcome.result)), text)).toEqual(PLAIN_TREES[name]);
}

/** The trees that the fields make of harmless text. */
const PLAIN_TREES = Object.fromEntries(
	Object.keys(TEXT_FIELDS).map((name) => {
		const plain = buildJobFilter(origin, { [name]: HARMLESS }, 'UTC');
		return [name, cutOut(readTree(surround(plain)), HARMLESS)];
	}),
);

const fieldName = fc.constantFrom(...(Object.keys(TEXT_FIELDS) as Array<keyof typeof TEXT_FIELDS>));

it.each(Object.keys(TEXT_FIELDS) as Array<keyof typeof TEXT_FIELDS>)(
	'%s takes every text that is known to be hard',
	(name) => {
		for (const text of NASTY_TEXTS) expectLiteral(name, text);
	},
);

it(
	'any text is one literal, and the query has the structure that it has with any other',
	() => {
		check(0.2, fc.property(fieldName, anyInput, expectLiteral));
	},
	PATIENCE_MS,
);

it(
	'texts in all fields at once keep to themselves',
	() => {
		const texts = fc.record({
			process: anyInput,
			robotName: anyInput,
			hostMachineName: anyInput,
			errorContains: anyInput,
			reference: anyInput,
		});
		check(
			0.08,
			fc.property(texts, (filters) => {
				const outcome = build(filters);
				if ('refused' in outcome) {
					expect(Object.values(TEXT_FIELDS)).toContain(outcome.refused);
					return;
				}
				const literals = JSON.stringify(readTree(outcome.result ?? ''));
				for (const text of Object.values(filters)) {
					expect(literals).toContain(`"type":"string","text":${JSON.stringify(text)}`);
				}
				const harmless = Object.fromEntries(Object.keys(filters).map((name) => [name, HARMLESS]));
				const plain = build(harmless);
				if ('refused' in plain) throw new Error('harmless text was refused');
				expect(withoutTexts(readTree(outcome.result ?? ''))).toEqual(
					withoutTexts(readTree(plain.result ?? '')),
				);
			}),
		);
	},
	PATIENCE_MS,
);

const withoutTexts = (tree: unknown): unknown =>
	JSON.parse(JSON.stringify(tree), (key, value: unknown) => (key === 'text' ? '' : value));

const SHAPES: Record<keyof typeof STRICT_FIELDS, RegExp> = {
	robotId: /^Robot\/Id eq [1-9]\d*$/,
	environmentId: /^Release\/EnvironmentId eq [1-9]\d*$/,
	processKey: /^Release\/Key eq '[0-9a-f-]{36}'$/,
	batchExecutionKey: /^BatchExecutionKey eq [0-9a-f-]{36}$/,
	...shapesOfTimes(),
	states: shapeOfNames('State'),
	sourceTypes: shapeOfNames('SourceType'),
	types: shapeOfNames('Type'),
	priority: shapeOfNames('JobPriority'),
};

function shapesOfTimes() {
	const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$`;
	return {
		createdAfter: new RegExp(`^CreationTime ge ${time}`),
		createdBefore: new RegExp(`^CreationTime lt ${time}`),
		startedAfter: new RegExp(`^StartTime ge ${time}`),
		startedBefore: new RegExp(`^StartTime lt ${time}`),
		endedAfter: new RegExp(`^EndTime ge ${time}`),
		endedBefore: new RegExp(`^EndTime lt ${time}`),
	};
}

function shapeOfNames(path: string): RegExp {
	const one = String.raw`${path} eq '[A-Za-z]\w*'`;
	return new RegExp(`^(?:${one}|\\(${one}(?: or ${one})+\\))$`);
}

/** Near misses of what these fields take. */
const almost = fc.oneof(
	fc
		.tuple(fc.constantFrom('749', '795cbab2-8008-4a54-b1cb-f9ff1ece139e', 'Faulted'), anyInput)
		.map(([start, text]) => start + text),
	fc
		.tuple(
			fc.constantFrom('0000', '0001', '0099', '2026', '9999'),
			fc.constantFrom('-01-01T00:00:00', '-12-31T23:59:59.9999999', '-06-30 12:00', '-02-30'),
			fc.constantFrom('', 'Z', 'z', '+14:00', '-14:00', '+0530', "'", ' or 1 eq 1'),
		)
		.map((parts) => parts.join('')),
	fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }).map(String),
	fc.double(),
	fc.constantFrom(2 ** 53, 2 ** 53 + 2, 2 ** 63, 1e21, -0, NaN, Infinity),
	fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
);

it(
	'what is no name, id, key or time is refused by the name of its field',
	() => {
		check(
			0.08,
			fc.property(
				fc.constantFrom(...(Object.keys(STRICT_FIELDS) as Array<keyof typeof STRICT_FIELDS>)),
				fc.oneof(anyInput, almost),
				(name, value) => {
					const outcome = build({ [name]: value });
					if ('refused' in outcome) expect(outcome.refused).toBe(STRICT_FIELDS[name]);
					else if (outcome.result !== undefined) {
						expect(outcome.result).toMatch(SHAPES[name]);
						readTree(surround(outcome.result));
					}
				},
			),
		);
	},
	PATIENCE_MS,
);
