/** What a run of the table leaves for the document about it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A cell that has been run. */
export interface CellRecord {
	operation: string;
	fault: string;
	requests: number;
	/** How often a request was sent once more. */
	repeats: number;
	/** Jobs, exports or items more than there should be. */
	doubles: number;
	/** Things that did not come, neither at once nor when it was done again. */
	lost: number;
	ms: number;
	/** Why it is not as it should be; absent where it is. */
	todo?: string;
}

export const RECORDS = resolve(__dirname, '../../test-results/faults');

export function recordCells(file: string, records: readonly CellRecord[]): void {
	mkdirSync(RECORDS, { recursive: true });
	writeFileSync(join(RECORDS, `${file}.json`), JSON.stringify(records, undefined, '\t'));
}
