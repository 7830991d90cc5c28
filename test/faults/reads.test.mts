/** Reading jobs, and waiting for them. */
import { listCells } from './cells.mts';
import { OPERATIONS } from './operations.mts';
import { testCells } from './run-cells.mts';
import { QUICK_FAULTS } from './table/all.mts';

const NAMES = new Set(['Get', 'Get Many', 'Wait', 'Start and wait']);

testCells(
	'reads',
	listCells(
		OPERATIONS.filter(({ name }) => NAMES.has(name)),
		QUICK_FAULTS,
	),
);
