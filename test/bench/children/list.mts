/** Lists a folder several times for the time, then once for the memory. */
import type { INodeParameters } from 'n8n-workflow';
import { findMedian } from '../statistics.mts';
import { type ChildArguments, finish, readArguments } from './child.mts';
import { measureLive, measureSettled, watchPeak } from './memory.mts';
import { loadHarness, readItems, setUpNode } from './node.mts';

export interface ListArguments extends ChildArguments {
	readonly runs: number;
}

export interface ListResult {
	readonly items: number;
	/** Median, ms; NaN (null) without runs. */
	readonly ms: number;
	/** Bytes of the items that the node put out. */
	readonly itemBytes: number;
	/** Most bytes in use at a time, less the items and what was in use before. */
	readonly extraBytes: number;
}

const SAMPLE_MS = 500;
const { address, runs } = await readArguments<ListArguments>();
const harness = await loadHarness();
const list = async (parameters: INodeParameters = { returnAll: true }) =>
	await harness.run(setUpNode(address, { operation: 'getAll', ...parameters }));

// The first run warms up, and lets the sandbox remember its answers.
await list();
const times: number[] = [];
for (let run = 0; run < runs; run += 1) {
	globalThis.gc?.();
	const { durationMs } = await list();
	times.push(durationMs);
}

// The engine holds on to its last run: a small one, so that the items of the runs above are gone.
await list({ limit: 1 });
const before = await measureSettled();
const peak = watchPeak(measureLive, SAMPLE_MS);
const items = readItems(await list());
const peakBytes = peak.end() - before;
const itemBytes = (await measureSettled()) - before;
finish({
	items: items.length,
	ms: findMedian(times),
	itemBytes,
	extraBytes: peakBytes - itemBytes,
} satisfies ListResult);
