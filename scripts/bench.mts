import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { renderReport, writeReport } from '../test/bench/report/document.mts';
import { runBench } from '../test/bench/run.mts';
import { Teardown } from './host/teardown.mts';

// npm run bench -- [--pairs 7] [--latencies 0,20,100] [--quick] [--all] [--no-write] [row …]
const { values: flags, positionals: rows } = parseArgs({
	allowPositionals: true,
	allowNegative: true,
	options: {
		/** Runs of each contender that a median is taken of. */
		pairs: { type: 'string' },
		/** Milliseconds added to each answer, for the lists. */
		latencies: { type: 'string', default: '0,20,100' },
		/** A tenth of the work, one pair, nothing written: does everything run? */
		quick: { type: 'boolean', default: false },
		/** Also the rows that take minutes. */
		all: { type: 'boolean', default: false },
		/** Put the tables into docs/performance.md; only when no rows are named. */
		write: { type: 'boolean', default: true },
		/** Another package to compare with, and how its node is set up (see docs/performance.md). */
		peer: { type: 'string', default: process.env.BENCH_PEER_TARBALL },
		'peer-nodes': { type: 'string', default: process.env.BENCH_PEER_NODES },
	},
});

function readNumbers(flag: string, text: string): number[] {
	const numbers = text.split(',').map(Number);
	if (numbers.every((number) => Number.isInteger(number) && number >= 0)) return numbers;
	throw new Error(`--${flag} takes whole numbers, not "${text}"`);
}

const teardown = new Teardown();
teardown.onInterrupt();
try {
	const [pairs = 7] = readNumbers('pairs', flags.pairs ?? (flags.quick ? '1' : '7'));
	if ((flags.peer === undefined) !== (flags['peer-nodes'] === undefined)) {
		throw new Error('Another package needs both its tarball and the file about its nodes');
	}
	const results = await runBench(
		{
			rows,
			pairs,
			latencies: readNumbers('latencies', flags.latencies),
			isQuick: flags.quick,
			isComplete: flags.all,
			...(flags.peer === undefined ? {} : { peerTarball: flags.peer }),
			...(flags['peer-nodes'] === undefined ? {} : { peerFile: flags['peer-nodes'] }),
			report: (step) => console.error(`• ${step}`),
		},
		teardown,
	);
	const report = renderReport(results, {
		pairs,
		...(flags.peer === undefined ? {} : { peer: basename(flags.peer) }),
	});
	console.log(report);
	if (flags.write && !flags.quick && rows.length === 0) await writeReport(report);
} catch (error) {
	console.error(error instanceof Error ? error.stack : error);
	process.exitCode = 1;
} finally {
	await teardown.run();
	process.exit();
}
