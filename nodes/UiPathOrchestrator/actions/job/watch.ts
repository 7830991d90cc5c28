import type { INodeExecutionData } from 'n8n-workflow';

import { runBounded } from '../../helpers/runBounded';
import { pause } from '../../transport/pause';
import type { Scope } from '../../transport/session';
import { toCancelledError } from '../../transport/unansweredError';
import { hasEnded } from './jobRequests';
import type { IdentifiedJob } from './jobRequests';
import { groupByPlace } from './places';
import { readStates } from './watchStates';
import type { Sight } from './watchStates';

/** Jobs that one input item waits for, and what it makes of their end. */
export interface Watch {
	readonly scope: Scope;
	readonly jobs: readonly IdentifiedJob[];
	/** Milliseconds to wait at most, from when all items have started theirs. */
	readonly timeoutMs: number;
	/** Called once all jobs have ended. */
	finish(): Promise<INodeExecutionData[]>;
	/** Called when the time is up. */
	expire(): Promise<INodeExecutionData[]>;
	/** Called at each look while jobs are open; may act on them. */
	look?(open: readonly IdentifiedJob[], elapsedMs: number): Promise<void>;
	/** When `look` wants to be called next, in ms since the beginning. */
	nextActionMs?(): number | undefined;
}

/** What became of an item in the end. */
export type Settled = { readonly items: INodeExecutionData[] } | { readonly failure: unknown };

export const isWatch = (result: INodeExecutionData[] | Watch): result is Watch =>
	!Array.isArray(result);

const FIRST_INTERVAL_MS = 1000;
const GROWTH = 1.5;
const LONGEST_INTERVAL_MS = 15_000;
/** Lists count against the tenant's 100 a minute; a wait takes a quarter of it at most. */
const MS_PER_LIST = 2400;
const CONCURRENT_READS = 10;

async function settle(run: () => Promise<INodeExecutionData[]>): Promise<Settled> {
	try {
		return { items: await run() };
	} catch (caught: unknown) {
		return { failure: caught };
	}
}

async function findFailure(run: () => Promise<void>): Promise<Settled | undefined> {
	try {
		await run();
		return undefined;
	} catch (caught: unknown) {
		return { failure: caught };
	}
}

/**
 * Waits for the jobs of all items together: a look reads the states of all open jobs in as few calls
 * as possible, and looks become rarer. Each item settles as soon as its own jobs have ended or its
 * own time is up; a look that fails settles all that are still open.
 *
 * @returns the end of every watch; never throws
 */
export async function settleWatches(watches: readonly Watch[]): Promise<Map<Watch, Settled>> {
	const begin = performance.now();
	const sight: Sight = { states: new Map(), failures: new Map() };
	const settled = new Map<Watch, Settled>();
	const listOpen = () =>
		watches
			.filter((watch) => !settled.has(watch))
			.map((watch) => ({
				watch,
				ids: watch.jobs.map(({ id }) => id).filter((id) => !hasEnded(sight.states.get(id))),
			}));

	for (let interval = FIRST_INTERVAL_MS; settled.size < watches.length; interval *= GROWTH) {
		try {
			let lists = 0;
			const open = listOpen().map(({ watch, ids }) => ({ scope: watch.scope, ids }));
			for (const { scope, entries } of groupByPlace(open)) {
				lists += await readStates(scope, [...new Set(entries.flatMap(({ ids }) => ids))], sight);
			}
			await settleEnded(listOpen(), sight, settled, begin);
			if (settled.size === watches.length) break;
			const wait = chooseWait(
				listOpen().map(({ watch }) => watch),
				interval,
				lists,
				begin,
			);
			const [{ watch } = { watch: undefined }] = listOpen();
			if (watch && !(await pause(watch.scope.session.context, wait))) {
				throw toCancelledError(watch.scope);
			}
		} catch (caught: unknown) {
			for (const { watch } of listOpen()) settled.set(watch, { failure: caught });
		}
	}
	return settled;
}

/** Settles the items whose jobs have all ended, cannot be read, or have had their time. */
async function settleEnded(
	open: ReadonlyArray<{ watch: Watch; ids: string[] }>,
	{ failures }: Sight,
	settled: Map<Watch, Settled>,
	begin: number,
): Promise<void> {
	await runBounded(open, CONCURRENT_READS, async ({ watch, ids }) => {
		const elapsedMs = performance.now() - begin;
		const lost = ids.find((id) => failures.has(id));
		if (lost !== undefined) {
			settled.set(watch, { failure: failures.get(lost) });
		} else if (ids.length === 0) {
			settled.set(watch, await settle(() => watch.finish()));
		} else if (elapsedMs >= watch.timeoutMs) {
			settled.set(watch, await settle(() => watch.expire()));
		} else {
			const jobs = watch.jobs.filter(({ id }) => ids.includes(id));
			const failed = await findFailure(async () => await watch.look?.(jobs, elapsedMs));
			if (failed !== undefined) settled.set(watch, failed);
		}
	});
}

/** Until the next look: growing, with jitter, but not beyond the moment when somebody has to act. */
function chooseWait(
	open: readonly Watch[],
	interval: number,
	lists: number,
	begin: number,
): number {
	const grown = Math.min(interval, LONGEST_INTERVAL_MS) * (0.9 + Math.random() * 0.2);
	const moments = open.flatMap((watch) => [watch.timeoutMs, watch.nextActionMs?.() ?? Infinity]);
	const nextMoment = begin + Math.min(...moments) - performance.now();
	return Math.max(0, Math.min(Math.max(grown, lists * MS_PER_LIST), nextMoment));
}
