/**
 * The trigger, which must lose nothing, and the lists of the editor.
 *
 * @jest-environment ./test/engine/trigger/environment.cjs
 */
import { listCells } from './cells.mts';
import { OPERATIONS } from './operations.mts';
import { testCells } from './run-cells.mts';
import { QUICK_FAULTS } from './table/all.mts';

testCells(
	'polls-and-lists',
	listCells(
		OPERATIONS.filter(({ name }) => name.startsWith('Trigger') || name.startsWith('List')),
		QUICK_FAULTS,
	),
);
