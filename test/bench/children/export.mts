/** Exports into n8n's binary store on disk, and watches memory and the file meanwhile. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Address } from '../emulator/emulator.mts';
import { type ChildArguments, finish, readArguments } from './child.mts';
import { measureSettled, watchPeak } from './memory.mts';
import { loadHarness, readItems, setUpNode } from './node.mts';

export interface ExportArguments extends ChildArguments {
	/** A sandbox with small files, to warm up. */
	readonly small: Address;
}

export interface ExportResult {
	readonly fileBytes: number;
	readonly ms: number;
	/** When the file had its first byte on disk, ms from the beginning. */
	readonly firstByteMs: number;
	/** Resident memory at its peak, above what it was before. */
	readonly extraResidentBytes: number;
	/** The same of heap and buffers in use, garbage included. */
	readonly extraUsedBytes: number;
}

const SAMPLE_MS = 20;
const { address, small } = readArguments<ExportArguments>();
const harness = await loadHarness();
const store = process.env.N8N_USER_FOLDER;
if (store === undefined) throw new Error("The engine has no folder for n8n's files");

/** Bytes of all files below the store. */
function measureStore(): number {
	const entries = readdirSync(String(store), { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	return files.reduce((sum, { parentPath, name }) => {
		const found = statSync(join(parentPath, name), { throwIfNoEntry: false });
		return sum + (found?.size ?? 0);
	}, 0);
}

async function runExport(from: Address) {
	const begun = performance.now();
	const setup = setUpNode(from, { operation: 'export' });
	const result = await harness.run(setup, undefined, { binaryOnDisk: true });
	readItems(result);
	return performance.now() - begun;
}

// Twice, so that the code is compiled and the pools are full before it counts.
await runExport(small);
await runExport(small);
const usedBefore = await measureSettled();
const stored = measureStore();
let firstByteAt: number | undefined;
const begun = performance.now();
const residentBefore = process.memoryUsage.rss();
const resident = watchPeak(() => process.memoryUsage.rss(), SAMPLE_MS);
const used = watchPeak(() => {
	const { heapUsed, external } = process.memoryUsage();
	if (measureStore() > stored + 1024) firstByteAt ??= performance.now();
	return heapUsed + external;
}, SAMPLE_MS);
const ms = await runExport(address);
finish({
	fileBytes: measureStore() - stored,
	ms,
	firstByteMs: (firstByteAt ?? Infinity) - begun,
	extraResidentBytes: resident.end() - residentBefore,
	extraUsedBytes: used.end() - usedBefore,
} satisfies ExportResult);
