import fc from 'fast-check';

import {
	allOf,
	anyOf,
	compare,
	containsText,
	isBalancedFilter,
} from '../../../nodes/UiPathOrchestrator/transport/filter.ts';

describe('conditions', () => {
	test('compare and containsText', () => {
		expect(compare('Robot/Id', 'eq', '5')).toBe('Robot/Id eq 5');
		expect(containsText('Info', "'x'")).toBe("Info ne null and indexof(Info,'x') ne -1");
	});

	test.each([
		[[], undefined],
		[[undefined, '', undefined], undefined],
		[['a eq 1'], 'a eq 1'],
		[[undefined, 'a eq 1', '', 'b eq 2', 'c eq 3'], 'a eq 1 and b eq 2 and c eq 3'],
	])('allOf(%j)', (parts, filter) => {
		expect(allOf(parts)).toBe(filter);
	});

	test.each([
		[[], undefined],
		[['a eq 1'], 'a eq 1'],
		[['a eq 1', 'a eq 2'], '(a eq 1 or a eq 2)'],
	])('anyOf(%j)', (parts, filter) => {
		expect(anyOf(parts)).toBe(filter);
	});
});

/** Walks through `(raw)` and tells whether its first bracket closes at its very end. */
function closesAtItsEnd(raw: string): boolean {
	const bracketed = `(${raw})`;
	let depth = 0;
	let isInText = false;
	for (const [index, character] of [...bracketed].entries()) {
		if (character === "'") isInText = !isInText;
		if (isInText) continue;
		if (character === '(') depth += 1;
		if (character === ')') depth -= 1;
		if (depth === 0) return index === bracketed.length - 1;
	}
	return false;
}

describe('isBalancedFilter', () => {
	test.each([
		["State eq 'Faulted'", true],
		["(a eq 1 or b eq 2) and c eq ':)'", true],
		["Name eq 'O''Brien'", true],
		["Name eq ''''", true],
		["Name eq '('", true],
		['', true],
		["a eq 1) or (b eq 'x'", false],
		[')(', false],
		['(a eq 1', false],
		['a eq 1)', false],
		["Name eq 'O'Brien'", false],
		["Name eq '", false],
		["Name eq ')' or ('", false],
		['Name eq "x"', false],
		['Id eq 1%29 or %28Id eq 1', false],
		["Name eq '50%29'", true],
		[`Name eq 'say "x"'`, true],
		[`Id in ["'"]) or (Id in ["'"]`, false],
	])('%j: %s', (raw, expected) => {
		expect(isBalancedFilter(raw)).toBe(expected);
	});

	test('accepts exactly the filters that stay inside of their brackets', () => {
		const raw = fc.string({ unit: fc.constantFrom("'", '(', ')', 'a', ' '), maxLength: 12 });
		fc.assert(
			fc.property(raw, (text) => {
				expect(isBalancedFilter(text)).toBe(closesAtItsEnd(text));
			}),
			{ numRuns: 5000 },
		);
	});
});
