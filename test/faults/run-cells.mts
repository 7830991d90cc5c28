/** Runs the cells of a test file, several at a time, and keeps count of them. */
import { countExpectedJobs } from './cells.mts';
import { checkCell } from './check-cell.mts';
import { recordCells, type CellRecord } from './record.mts';
import { findTodo } from './todo.mts';
import { runCell, type Cell, type Sighting } from './run-cell.mts';

/** Most of a cell is waiting, for a server or for the moment to try again. */
const AT_ONCE = 32;
const PATIENCE_MS = 200_000;

/** Lets so many things run at a time. */
function createPool(size: number) {
	const waiting: Array<() => void> = [];
	let free = size;
	return async <Result,>(run: () => Promise<Result>): Promise<Result> => {
		if (free > 0) free -= 1;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await run();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free += 1;
		}
	};
}

function groupByOperation(cells: readonly Cell[]): Array<[name: string, cells: Cell[]]> {
	const groups = new Map<string, Cell[]>();
	for (const cell of cells) {
		const { name } = cell.operation;
		groups.set(name, [...(groups.get(name) ?? []), cell]);
	}
	return [...groups];
}

function toRecord(cell: Cell, { attempt, afterwards, whole, ...seen }: Sighting): CellRecord {
	const came = [...attempt.output, ...(afterwards?.output ?? [])].map((one) => JSON.stringify(one));
	const isMissing = (one: unknown) => !came.includes(JSON.stringify(one));
	const emittedTwice =
		cell.operation.emitsOnce === true ? Math.max(0, came.length - whole.length) : 0;
	return {
		operation: cell.operation.name,
		fault: cell.fault.name,
		requests: seen.requests,
		repeats: Math.max(0, seen.sent - 1),
		doubles: Math.max(0, seen.jobsStarted - countExpectedJobs(cell)) + emittedTwice,
		lost: afterwards === undefined ? 0 : whole.filter(isMissing).length,
		ms: Math.round(attempt.durationMs),
	};
}

/**
 * Defines a test for each cell. All of them begin to run when the first test asks for its result; a
 * test that is tried again runs its cell anew.
 *
 * @param file under which name the counts are kept
 */
export function testCells(file: string, cells: readonly Cell[], atOnce = AT_ONCE): void {
	const records: CellRecord[] = [];
	let running: Map<Cell, Promise<Sighting>> | undefined;

	function begin(): Map<Cell, Promise<Sighting>> {
		const pool = createPool(atOnce);
		return new Map(
			cells.map((cell) => {
				const run = pool(async () => await runCell(cell));
				// Its own test tells of a failure.
				run.catch(() => undefined);
				return [cell, run];
			}),
		);
	}

	async function take(cell: Cell): Promise<Sighting> {
		running ??= begin();
		const run = running.get(cell) ?? runCell(cell);
		running.delete(cell);
		return await run;
	}

	describe.each(groupByOperation(cells))('%s', (_operation, own) => {
		it.each(own.map((cell) => [cell.fault.name, cell] as const))(
			'%s',
			async (_fault, cell) => {
				const seen = await take(cell);
				const todo = findTodo(cell);
				try {
					checkCell(cell, seen);
				} catch (caught: unknown) {
					if (todo === undefined) throw caught;
					records.push({ ...toRecord(cell, seen), todo });
					return;
				}
				records.push(toRecord(cell, seen));
			},
			PATIENCE_MS,
		);
	});

	afterAll(() => recordCells(file, records));
}
