/** The cells of the table: which fault can meet which operation, and what has to come of it. */
import { OPERATIONS, type FaultOperation } from './operations.mts';
import type { Cell } from './run-cell.mts';
import { FAULTS } from './table/all.mts';
import type { Expected, FaultRow } from './types.mts';

/** @returns undefined where an operation cannot meet the fault */
export function findExpected(operation: FaultOperation, fault: FaultRow): Expected | undefined {
	if (fault.needsBody === true && operation.hasNoBody === true) return undefined;
	if (operation.isLater === true && 'refusedMs' in fault.inject) return undefined;
	const { differs = {} } = operation;
	return fault.name in differs ? differs[fault.name] : fault.expected[operation.kind];
}

export function listCells(
	operations: readonly FaultOperation[] = OPERATIONS,
	faults: readonly FaultRow[] = FAULTS,
): Cell[] {
	return operations.flatMap((operation) =>
		faults.flatMap((fault) => {
			const expected = findExpected(operation, fault);
			return expected === undefined ? [] : [{ operation, fault, expected }];
		}),
	);
}

/** Jobs that a cell starts, all told. */
export function countExpectedJobs({ operation, fault, expected }: Cell): number {
	const { all, before } = operation.starts ?? { all: 0, before: 0 };
	const isDone = expected.says === undefined || fault.isCarriedOut === true;
	return isDone ? all : before;
}

/** The whole message of the error, with `#` for ids that a run chooses. */
export function writeMessage({ operation, expected: { says } }: Cell): string | undefined {
	if (says === undefined) return undefined;
	// What is wrong with a file is not about the request any more.
	return says.startsWith('could not be') ? `Export # ${says}` : `${operation.purpose}: ${says}`;
}
