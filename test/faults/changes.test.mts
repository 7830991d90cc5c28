/** Changing jobs: nothing is started twice. */
import { listCells } from './cells.mts';
import { OPERATIONS } from './operations.mts';
import { testCells } from './run-cells.mts';
import { QUICK_FAULTS } from './table/all.mts';

const NAMES = new Set(['Start', 'Stop', 'Restart', 'Resume']);

testCells(
	'changes',
	listCells(
		OPERATIONS.filter(({ name }) => NAMES.has(name)),
		QUICK_FAULTS,
	),
);
