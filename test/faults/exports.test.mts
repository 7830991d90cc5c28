/** Exports, from their start to the last byte of the file. */
import { listCells } from './cells.mts';
import { OPERATIONS } from './operations.mts';
import { testCells } from './run-cells.mts';
import { QUICK_FAULTS } from './table/all.mts';

testCells(
	'exports',
	listCells(
		OPERATIONS.filter(({ name }) => name.startsWith('Export')),
		QUICK_FAULTS,
	),
);
