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

/** Waits `ms` milliseconds, or until the execution is cancelled; resolves false in that case. */
export async function pause(context: RequestContext, ms: number): Promise<boolean> {
	const signal = cancelSignal(context);
	if (signal === undefined) {
		await sleep(ms);
		return true;
	}
	if (signal.aborted) return false;
	let wake = () => {};
	const cancelled = new Promise<void>((resolve) => {
		wake = resolve;
		signal.addEventListener('abort', wake, { once: true });
	});
	await Promise.race([sleep(ms), cancelled]);
	signal.removeEventListener('abort', wake);
	return !signal.aborted;
}
