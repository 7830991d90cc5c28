/** All rows, and what the command line chooses of them. */
import { readFileSync } from 'node:fs';
import type { Teardown } from '../../scripts/host/teardown.mts';
import { getRow, startRow, stopRow } from './rows/jobs.mts';
import { listRow, rawListRow, tlsListRow } from './rows/lists.mts';
import { loadRow } from './rows/loading.mts';
import type { Bench, Row, RowResult } from './rows/row.mts';
import { creatingRow, exportRow, growthRow, limitRow } from './rows/scale.mts';
import { triggerRow, waitRow } from './rows/watching.mts';
import { readPeer } from './stand/peer.mts';
import { openStand, type Stand } from './stand/stand.mts';

const ROWS: readonly Row[] = [
	listRow,
	rawListRow,
	tlsListRow,
	creatingRow,
	growthRow,
	getRow,
	stopRow,
	startRow,
	waitRow,
	exportRow,
	triggerRow,
	loadRow,
	limitRow,
];

export interface BenchOptions {
	/** Names of rows; without any, all that do not take minutes. */
	readonly rows: readonly string[];
	readonly pairs: number;
	readonly latencies: readonly number[];
	readonly isQuick: boolean;
	/** Whether rows that take minutes are run without being named. */
	readonly isComplete: boolean;
	/** Another package, and the file that says how its node does the same. */
	readonly peerTarball?: string;
	readonly peerFile?: string;
	readonly report: (step: string) => void;
}

/** @throws Error for a name that no row has */
function chooseRows({ rows: names, isComplete }: BenchOptions): readonly Row[] {
	const unknown = names.filter((name) => !ROWS.some(({ id }) => id === name));
	if (unknown.length > 0) {
		const known = ROWS.map(({ id }) => id).join(', ');
		throw new Error(`Unknown row: ${unknown.join(', ')}. There are ${known}.`);
	}
	return ROWS.filter(({ id, isOptional }) =>
		names.length > 0 ? names.includes(id) : isComplete || isOptional !== true,
	);
}

/** Runs the rows one after the other. */
export async function runBench(options: BenchOptions, teardown: Teardown): Promise<RowResult[]> {
	const { peerTarball, peerFile, pairs, latencies, isQuick, report } = options;
	let stand: Promise<Stand> | undefined;
	const peerText = peerFile === undefined ? undefined : readFileSync(peerFile, 'utf8');
	const bench: Bench = {
		teardown,
		pairs,
		latencies,
		isQuick,
		report,
		openStand: async () => await (stand ??= openStand(teardown, report, peerTarball)),
		describePeer: (values) => (peerText === undefined ? undefined : readPeer(peerText, values)),
	};
	const results: RowResult[] = [];
	for (const row of chooseRows(options)) {
		const found = await runRow(row, bench);
		for (const { work, verdicts } of found) {
			for (const verdict of verdicts) report(`${work}: ${verdict.reach}: ${verdict.found}`);
		}
		results.push(...found);
	}
	return results;
}

/** A row that cannot be measured stands in the table as one that was not met; the others go on. */
async function runRow(row: Row, bench: Bench): Promise<RowResult[]> {
	try {
		return await row.run(bench);
	} catch (error) {
		process.exitCode = 1;
		bench.report(error instanceof Error ? (error.stack ?? error.message) : String(error));
		const found = error instanceof Error ? error.message : String(error);
		const verdict = { reach: 'runs to its end', found, isMet: false };
		return [{ id: row.id, work: `Row ${row.id}`, verdicts: [verdict] }];
	}
}
