import { runBounded } from '../../helpers/runBounded';
import { mayPass, readPauseMs } from '../../transport/passing';
import { pause } from '../../transport/pause';
import { limitTo } from '../../transport/session';
import type { Scope } from '../../transport/session';
import { toCancelledError } from '../../transport/unansweredError';
import { hasEnded } from './jobRequests';
import type { Settled, Watch } from './watch';
import { readStates } from './watchStates';
import type { Sight } from './watchStates';

const FIRST_INTERVAL_MS = 1000;
const GROWTH = 1.5;
const LONGEST_INTERVAL_MS = 15_000;
/** After looks that failed: doubled with each of them, up to a minute. */
const FIRST_BACKOFF_MS = 2000;
const LONGEST_BACKOFF_MS = 60_000;
/** Lists count against the tenant's 100 a minute; a wait takes a quarter of it at most. */
const MS_PER_LIST = 2400;
/** A look may go on for so long, also when the time of an item is up meanwhile. */
const LOOK_GRACE_MS = 10_000;
const CONCURRENT_READS = 10;

/** Jobs of one folder that are looked at together. */
export interface WatchedPlace {
	readonly key: string;
	readonly scope: Scope;
	readonly watches: readonly Watch[];
}

/** What all places of a wait share. */
export interface Round {
	/** Moment by `performance.now()`. */
	readonly begin: number;
	/** Lists that a look takes, by place. */
	readonly lists: Map<string, number>;
}

type Open = ReadonlyArray<{ readonly watch: Watch; readonly ids: string[] }>;

async function settle(run: Watch['finish']): Promise<Settled> {
	try {
		return { items: await run() };
	} catch (caught: unknown) {
		return { failure: caught };
	}
}

/** Finishes an item. @returns undefined when that failed in a way that may pass, and there is time left */
async function tryFinish(
	watch: Watch,
	sight: Sight,
	isLate: boolean,
): Promise<Settled | undefined> {
	const end = await settle(async () => await watch.finish());
	if (!('failure' in end) || isLate || !mayPass(watch.scope.session, end.failure)) return end;
	sight.missed = end.failure;
	return undefined;
}

/** Lets a watch act. @returns its end when that failed for good */
async function act(
	{ watch, ids }: Open[number],
	sight: Sight,
	elapsedMs: number,
): Promise<Settled | undefined> {
	try {
		const jobs = watch.jobs.filter(({ id }) => ids.includes(id));
		await watch.look?.(jobs, elapsedMs);
		return undefined;
	} catch (caught: unknown) {
		if (!mayPass(watch.scope.session, caught)) return { failure: caught };
		sight.missed = caught;
		return undefined;
	}
}

/** @returns the end of an item whose jobs have all ended, cannot be read, or have had their time */
async function judge(
	open: Open[number],
	sight: Sight,
	elapsedMs: number,
): Promise<Settled | undefined> {
	const { watch, ids } = open;
	const isLate = elapsedMs >= watch.timeoutMs;
	const lost = ids.find((id) => sight.failures.has(id));
	if (lost !== undefined) return { failure: sight.failures.get(lost) };
	if (ids.length === 0) return await tryFinish(watch, sight, isLate);
	if (isLate) return await settle(async () => await watch.expire());
	return await act(open, sight, elapsedMs);
}

/** @returns the number of lists that it took */
async function look(scope: Scope, open: Open, sight: Sight, { begin }: Round): Promise<number> {
	const ends = open.map(({ watch }) => begin + watch.timeoutMs);
	const deadline = Math.max(Math.min(...ends), performance.now() + LOOK_GRACE_MS);
	const ids = [...new Set(open.flatMap((one) => one.ids))];
	return await readStates(limitTo(scope, deadline), ids, sight);
}

/** Until the next look: growing, with jitter, but not beyond the moment when somebody has to act. */
function chooseWait(
	open: Open,
	interval: number,
	misses: number,
	pausedUntil: number,
	{ begin, lists }: Round,
): number {
	const grown = Math.min(interval, LONGEST_INTERVAL_MS) * (0.9 + Math.random() * 0.2);
	const allLists = [...lists.values()].reduce((sum, count) => sum + count, 0);
	const backoff = misses === 0 ? 0 : FIRST_BACKOFF_MS * 2 ** (misses - 1);
	const wanted = Math.max(
		grown,
		allLists * MS_PER_LIST,
		Math.min(backoff, LONGEST_BACKOFF_MS),
		pausedUntil - performance.now(),
	);
	const moments = open.flatMap(({ watch }) => [
		watch.timeoutMs,
		watch.nextActionMs?.() ?? Infinity,
	]);
	const nextMoment = begin + Math.min(...moments) - performance.now();
	return Math.max(0, Math.min(wanted, nextMoment));
}

/**
 * Waits for the jobs of one folder: a look reads the states of all open jobs in as few calls as possible,
 * and looks become rarer. Each item settles as soon as its own jobs have ended or its own time is up.
 * A look that fails in a way that may pass has not seen anything; other failures settle their items.
 *
 * @returns the end of every watch; never throws
 */
export async function watchPlace(
	{ key, scope, watches }: WatchedPlace,
	round: Round,
): Promise<Map<Watch, Settled>> {
	const sight: Sight = { states: new Map(), failures: new Map(), missed: undefined };
	const settled = new Map<Watch, Settled>();
	const listOpen = (): Open =>
		watches
			.filter((watch) => !settled.has(watch))
			.map((watch) => ({
				watch,
				ids: watch.jobs.map(({ id }) => id).filter((id) => !hasEnded(sight.states.get(id))),
			}));
	let misses = 0;
	/** Until then Orchestrator wants to be left alone, also when somebody has to act before. */
	let pausedUntil = 0;
	for (let interval = FIRST_INTERVAL_MS; settled.size < watches.length; interval *= GROWTH) {
		const isPaused = performance.now() < pausedUntil;
		sight.missed = undefined;
		if (!isPaused) {
			round.lists.set(key, await look(scope, listOpen(), sight, round));
		}
		await runBounded(listOpen(), CONCURRENT_READS, async (open) => {
			const end = await judge(open, sight, performance.now() - round.begin);
			if (end !== undefined) settled.set(open.watch, end);
		});
		const open = listOpen();
		if (open.length === 0) break;
		if (sight.missed !== undefined) misses += 1;
		else if (!isPaused) misses = 0;
		pausedUntil = Math.max(pausedUntil, performance.now() + readPauseMs(sight.missed));
		const wait = chooseWait(open, interval, misses, pausedUntil, round);
		if (await pause(scope.session.context, wait)) continue;
		for (const { watch } of open) settled.set(watch, { failure: toCancelledError(watch.scope) });
	}
	round.lists.delete(key);
	return settled;
}
