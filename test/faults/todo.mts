/** Cells whose expectation is right and is not met yet. Empty is how this list should be. */
import type { Cell } from './run-cell.mts';

const REASONS: ReadonlyArray<readonly [reason: string, isMeant: (cell: Cell) => boolean]> = [];

/** @returns why the cell is not held to its expectation yet */
export function findTodo(cell: Cell): string | undefined {
	return REASONS.find(([, isMeant]) => isMeant(cell))?.[0];
}
