/** Cells whose expectation is right and is not met yet. Empty is how this list should be. */
import type { Cell } from './run-cell.mts';

const CHANGE_FAULTS = new Set(['truncated JSON', 'invalid JSON', 'nothing with 200']);

const REASONS: ReadonlyArray<readonly [reason: string, isMeant: (cell: Cell) => boolean]> = [
	[
		'429 with code 0 advises to check the fields',
		({ fault, expected }) =>
			fault.name === '429 for ever' && expected.advises?.includes('100 list') === true,
	],
	[
		'the page of a gateway is taken for a wrong address',
		({ fault, operation }) =>
			fault.name.includes('with a web page, for ever') && operation.kind !== 'download',
	],
	[
		'a connection that is closed in the midst of the answer counts as answered',
		({ fault, operation }) =>
			fault.name === 'closed in the midst of the answer' && operation.kind !== 'download',
	],
	[
		'an unreadable answer to a change does not say that it may have been carried out',
		({ fault, operation, expected }) =>
			CHANGE_FAULTS.has(fault.name) && operation.kind !== 'read' && expected.says !== undefined,
	],
];

/** @returns why the cell is not held to its expectation yet */
export function findTodo(cell: Cell): string | undefined {
	return REASONS.find(([, isMeant]) => isMeant(cell))?.[0];
}
