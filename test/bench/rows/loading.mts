/** What the package costs an n8n that starts. */
import { runChild } from '../children/child.mts';
import type { LoadResult } from '../children/load.mts';
import { findMedian } from '../statistics.mts';
import type { Bench, Row, RowResult } from './row.mts';

async function runLoading(bench: Bench): Promise<RowResult[]> {
	const work = 'Load the package in a fresh process';
	bench.report(work);
	const results: LoadResult[] = [];
	for (let run = 0; run < bench.pairs; run += 1) {
		results.push(await runChild<LoadResult>('load', {}));
	}
	const ms = findMedian(results.map((result) => result.ms));
	const [{ files, handles } = { files: NaN, handles: NaN }] = results;
	return [
		{
			id: 'load',
			work,
			verdicts: [
				{ reach: 'under 50 ms', found: `${ms.toFixed(1)} ms (${files} files)`, isMet: ms < 50 },
				{
					reach: 'no work at load time',
					found: `${handles} timers, sockets or files left open`,
					isMet: handles <= 0,
				},
			],
		},
	];
}

export const loadRow: Row = { id: 'load', run: runLoading };
