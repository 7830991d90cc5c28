/**
 * Answers that never come, or never end: the node waits out its own time limit, a minute, in real time.
 * All cells wait together.
 *
 * @jest-environment ./test/engine/trigger/environment.cjs
 */
import { listCells } from './cells.mts';
import { OPERATIONS } from './operations.mts';
import { testCells } from './run-cells.mts';
import { STALLS } from './table/stalls.mts';

const cells = listCells(OPERATIONS, STALLS);

testCells('stalls', cells, cells.length);
