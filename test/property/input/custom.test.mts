/** The raw filter is refused by name, or stays one condition beside the others. */
import fc from 'fast-check';

import { buildJobFilter } from '../../../nodes/UiPathOrchestrator/parameters/jobFilter.ts';
import { parseFilter } from '../../../sandbox/src/odata/parse.mts';
import type { Expression } from '../../../sandbox/src/odata/tree.mts';
import { origin } from '../../unit/origin.mts';
import { check, PATIENCE_MS } from './cases.mts';
import { sendFilter } from './filter-tree.mts';
import { attempt } from './refusal.mts';
import { anyInput, NASTY_TEXTS } from './texts.mts';

const LABEL = 'Custom Filter (OData)';
const BEFORE = "State eq 'Faulted'";
const AFTER = 'EndTime ge 2026-01-15T12:00:00Z';

function tryParse(filter: string): Expression | undefined {
	try {
		return parseFilter(filter);
	} catch {
		return undefined;
	}
}

const and = (left: Expression, right: Expression): Expression => ({ kind: 'and', left, right });

/** @returns whether the raw filter was taken and understood */
function expectOneCondition(custom: string): boolean {
	const outcome = attempt(() => buildJobFilter(origin, { custom }, 'UTC'));
	if ('refused' in outcome) {
		expect(outcome.refused).toBe(LABEL);
		return false;
	}
	if (outcome.result === undefined) {
		expect(custom.trim()).toBe('');
		return false;
	}
	const whole = tryParse(sendFilter(`${BEFORE} and ${outcome.result} and ${AFTER}`));
	const alone = tryParse(custom);
	// What the server does not understand by itself it must not understand between the others either.
	expect(whole).toEqual(
		alone === undefined ? undefined : and(and(parseFilter(BEFORE), alone), parseFilter(AFTER)),
	);
	return whole !== undefined;
}

/** Pieces of filters, and what breaks out of badly made ones. */
const piece = fc.constantFrom(
	"'",
	"''",
	'"',
	'(',
	')',
	' or ',
	' and ',
	') or (',
	"') or ('",
	'not ',
	'Id eq 1',
	"Reference eq 'x'",
	"Reference eq ')'",
	"contains(Info,'a')",
	"State in ('Faulted','Stopped')",
	'Id gt 5',
	' ',
	'%27',
	'%29',
	'&$top=1',
	'#',
	'\\',
	'\0',
);

const pieces = fc
	.array(fc.oneof({ weight: 8, arbitrary: piece }, { weight: 1, arbitrary: anyInput }), {
		minLength: 1,
		maxLength: 8,
	})
	.map((parts) => parts.join(''));

/** Conditions that are right, so that taking everything for wrong would be found out. */
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
	condition: fc.oneof(
		{ maxDepth: 4 },
		fc.constantFrom(
			'Id eq 1',
			"Reference eq 'it''s (x'",
			"contains(Info,')')",
			'StartTime eq null',
		),
		fc
			.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
			.map((parts) => parts.join(' ')),
		tie('condition').map((inner) => `(${inner})`),
		tie('condition').map((inner) => `not (${inner})`),
	),
}));

/** What would change the query if it were put between brackets as it is. */
const BREAKOUTS = [
	'Id eq 1) or (Id eq 1',
	"Reference eq 'x') or (Reference eq 'x'",
	"Reference eq 'x)') or (Id eq 1",
	"Reference eq 'x' or Id in ['\"'] or Id in ['\"']) or (Id eq 1",
	'Id eq 1)) or ((Id eq 1',
	')(',
	"'",
	'Id eq 1 or',
	'Id eq 1&$top=1000',
	'Id eq 1#',
	'Id eq 1%29 or %28Id eq 1',
];

it.each([...BREAKOUTS, ...NASTY_TEXTS])('%j', (text) => {
	expectOneCondition(text);
});

it(
	'pieces of filters in any order',
	() => {
		check(
			0.1,
			fc.property(pieces, (custom) => void expectOneCondition(custom)),
		);
	},
	PATIENCE_MS,
);

it(
	'a filter that is right is taken',
	() => {
		check(
			0.02,
			fc.property(condition, (custom) => {
				expect(expectOneCondition(custom)).toBe(true);
			}),
		);
	},
	PATIENCE_MS,
);
