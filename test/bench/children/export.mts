/** Exports into a file on disk, and watches memory and the file meanwhile. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Address } from '../emulator/emulator.mts';
import { downloadExport } from '../floor/download.mts';
import { type ChildArguments, finish, readArguments } from './child.mts';
import { measureLive, measureSettled, watchPeak } from './memory.mts';
import { loadHarness, readItems, setUpNode } from './node.mts';

export interface ExportArguments extends ChildArguments {
	/** A sandbox with small files, to warm up. */
	readonly small: Address;
	/** Who exports: this package's node, into n8n's binary store, or axios alone. */
	readonly by: 'node' | 'axios';
	/** What is watched: resident memory, or, at the price of time, what a collection leaves in use. */
	readonly memory: 'resident' | 'live';
}

export interface ExportResult {
	readonly fileBytes: number;
	readonly ms: number;
	/** When the file had its first kilobyte on disk, ms from the beginning; null if never. */
	readonly firstByteMs: number | null;
	/** Memory at its peak, above what it was before. */
	readonly extraBytes: number;
}

const { address, small, by, memory } = await readArguments<ExportArguments>();
const harness = await loadHarness();
const store = String(process.env.N8N_USER_FOLDER);

/** Bytes of all files below the store. */
function measureStore(): number {
	const entries = readdirSync(store, { recursive: true, withFileTypes: true });
	const sizes = entries
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => statSync(join(parentPath, name), { throwIfNoEntry: false }));
	return sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0);
}

async function runExport(from: Address): Promise<number> {
	const begun = performance.now();
	if (by === 'axios') {
		await downloadExport(from, join(store, `export-${begun}.csv`));
	} else {
		const setup = setUpNode(from, { operation: 'export' });
		readItems(await harness.run(setup, undefined, { binaryOnDisk: true }));
	}
	return performance.now() - begun;
}

// Twice, so that the code is compiled before it counts.
await runExport(small);
await runExport(small);
await measureSettled();

const measure = memory === 'live' ? measureLive : () => process.memoryUsage.rss();
const stored = measureStore();
let firstByteAt: number | undefined;
const begun = performance.now();
const before = measure();
const peak = watchPeak(
	() => {
		if (firstByteAt === undefined && measureStore() > stored + 1024)
			firstByteAt = performance.now();
		return measure();
	},
	memory === 'live' ? 500 : 20,
);
const ms = await runExport(address);
finish({
	fileBytes: measureStore() - stored,
	ms,
	firstByteMs: firstByteAt === undefined ? null : firstByteAt - begun,
	extraBytes: peak.end() - before,
} satisfies ExportResult);
