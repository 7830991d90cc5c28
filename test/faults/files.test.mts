/** Exports that fail, never end, vanish, come cut, damaged, or large. */
import { createHash } from 'node:crypto';

import { SEED } from '../../sandbox/src/index.mts';
import { jobNode, locate } from '../engine/sandbox.mts';
import { toPattern } from './check-cell.mts';
import { recordCells, type CellRecord } from './record.mts';
import { openCellStand } from './run-cell.mts';
import { runNode, type Attempt } from './run-node.mts';
import { FILE_FAULTS, type FileFault } from './table/files.mts';

/** Rows of 50 MB take their time on a busy machine. */
const PATIENCE_MS = 120_000;
const OUTPUTS = ['file', 'items'] as const;

const records: CellRecord[] = [];
afterAll(() => recordCells('files', records));

interface Seen {
	attempt: Attempt;
	downloads: number;
	started: number;
	requests: number;
}

async function exportOnce(
	{ limits = {}, faults = [], fails = false, timeout }: Partial<FileFault>,
	output: (typeof OUTPUTS)[number],
): Promise<Seen> {
	const stand = await openCellStand({});
	try {
		const { sandbox } = stand;
		sandbox.control.setLimits(limits);
		if (fails) sandbox.control.failExports();
		for (const fault of faults) sandbox.control.injectFault(fault);
		const options = { output, ...(timeout === undefined ? {} : { timeout }) };
		const folder = locate('id', SEED.folders.classic);
		const attempt = await runNode(stand, jobNode(sandbox, 'export', { folder, options }));
		const count = (pattern: RegExp) =>
			sandbox.requests.filter(({ method, path }) => pattern.test(`${method} ${path}`)).length;
		return {
			attempt,
			downloads: count(/^GET \/exports\//),
			started: count(/^POST .*Export$/),
			requests: sandbox.requests.length,
		};
	} finally {
		await stand.close();
	}
}

const digest = ({ output }: Attempt): string =>
	createHash('sha256').update(JSON.stringify(output)).digest('hex');

describe.each(FILE_FAULTS.map((fault) => [fault.name, fault] as const))('%s', (name, fault) => {
	it.each(OUTPUTS)(
		'as %s',
		async (output) => {
			const expected = fault[output];
			const { attempt, ...seen } = await exportOnce(fault, output);
			expect({ ...seen, requests: undefined, says: attempt.error?.message }).toEqual({
				downloads: expected.downloads,
				// The tenant has 100 a day; and what one export has written, another would write too.
				started: 1,
				says:
					expected.says === undefined ? undefined : expect.stringMatching(toPattern(expected.says)),
			});
			expect(attempt.error?.description ?? '').toContain(expected.advises ?? '');
			const calm =
				expected.says === undefined && expected.isPart !== true
					? await exportOnce({ limits: fault.limits ?? {} }, output)
					: undefined;
			// Of 50 MB, jest's own comparison would take longer than all the rest.
			if (calm !== undefined) expect(digest(attempt)).toBe(digest(calm.attempt));
			if (expected.says !== undefined) expect(attempt.output).toEqual([]);
			records.push({
				operation: `Export: ${output}`,
				fault: name,
				requests: seen.requests,
				repeats: Math.max(0, seen.downloads - 1),
				doubles: seen.started - 1,
				lost: 0,
				ms: Math.round(attempt.durationMs),
			});
		},
		PATIENCE_MS,
	);
});
