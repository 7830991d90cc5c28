import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import type { RequestContext } from './session';

/** Signal of "stop execution"; hosts and contexts without one yield undefined. */
export function cancelSignal(context: RequestContext): AbortSignal | undefined {
	const { getExecutionCancelSignal } = context as Partial<IExecuteFunctions>;
	return getExecutionCancelSignal?.call(context);
}

export function isCancelled(context: RequestContext): boolean {
	return cancelSignal(context)?.aborted === true;
}

/** No timer outlives a cancel by more than this. */
const SLICE_MS = 250;

/**
 * Waits `ms` milliseconds, in slices because n8n's `sleep` cannot be called off, and by a clock
 * that nobody puts right or wrong meanwhile.
 *
 * @returns false as soon as the execution is cancelled
 */
export async function pause(context: RequestContext, ms: number): Promise<boolean> {
	const end = performance.now() + ms;
	for (let left = ms; left > 0 && !isCancelled(context); left = end - performance.now()) {
		await sleep(Math.min(left, SLICE_MS));
	}
	return !isCancelled(context);
}
