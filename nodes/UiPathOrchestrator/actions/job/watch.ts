import type { INodeExecutionData } from 'n8n-workflow';

import type { Scope } from '../../transport/session';
import type { IdentifiedJob } from './jobRequests';
import { groupByPlace } from './places';
import { watchPlace } from './watchPlace';

/** Jobs that one input item waits for, and what it makes of their end. */
export interface Watch {
	readonly scope: Scope;
	readonly jobs: readonly IdentifiedJob[];
	/** Milliseconds to wait at most, from when all items have started theirs. */
	readonly timeoutMs: number;
	/** Called once all jobs have ended; and again, until the time is up, after failures that may pass. */
	finish(): Promise<INodeExecutionData[]>;
	/** Called when the time is up. */
	expire(): Promise<INodeExecutionData[]>;
	/** Called at each look while jobs are open; may act on them, and again after failures that may pass. */
	look?(open: readonly IdentifiedJob[], elapsedMs: number): Promise<void>;
	/** When `look` wants to be called next, in ms since the beginning. */
	nextActionMs?(): number | undefined;
}

/** What became of an item in the end. */
export type Settled = { readonly items: INodeExecutionData[] } | { readonly failure: unknown };

export const isWatch = (result: INodeExecutionData[] | Watch): result is Watch =>
	!Array.isArray(result);

/**
 * Waits for the jobs of all items together. Each folder is looked at for itself, so that a failure in
 * one does not meet the items of another.
 *
 * @returns the end of every watch; never throws
 */
export async function settleWatches(watches: readonly Watch[]): Promise<Map<Watch, Settled>> {
	const round = { begin: performance.now(), lists: new Map<string, number>() };
	const places = groupByPlace(watches.map((watch) => ({ scope: watch.scope, watch })));
	const settled = await Promise.all(
		places.map(async ({ key, scope, entries }) => {
			const own = entries.map(({ watch }) => watch);
			return await watchPlace({ key, scope, watches: own }, round);
		}),
	);
	return new Map(settled.flatMap((ends) => [...ends]));
}
