/** Bytes that a process holds. */

import { setTimeout as sleep } from 'node:timers/promises';

const SETTLE_MS = 500;

/** What is still in use: objects of the heap and buffers, after what is garbage has gone. */
export function measureLive(): number {
	if (!globalThis.gc) throw new Error('Start with --expose-gc');
	globalThis.gc();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** The same once buffers are gone too, which takes a second collection after a while. */
export async function measureSettled(): Promise<number> {
	measureLive();
	await sleep(SETTLE_MS);
	return measureLive();
}

/**
 * Calls `measure` now and every `intervalMs` until `end` is called, which returns the largest value.
 */
export function watchPeak(measure: () => number, intervalMs: number): { end: () => number } {
	let peak = measure();
	const timer = setInterval(() => (peak = Math.max(peak, measure())), intervalMs);
	return {
		end() {
			clearInterval(timer);
			return Math.max(peak, measure());
		},
	};
}
