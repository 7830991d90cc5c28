import type { INodeExecutionData } from 'n8n-workflow';

import type { JsonRecord } from '../../helpers/json';
import { runBounded } from '../../helpers/runBounded';
import { describeFolder } from '../../transport/folder';
import { idLiteral } from '../../transport/literals';
import { requestList } from '../../transport/paging';
import { pause } from '../../transport/pause';
import type { Scope } from '../../transport/session';
import { toCancelledError } from '../../transport/unansweredError';
import { hasEnded, requestJob } from './jobRequests';
import type { IdentifiedJob } from './jobRequests';

/** Jobs that one input item waits for, and what it makes of their end. */
export interface Watch {
	readonly scope: Scope;
	readonly jobs: readonly IdentifiedJob[];
	/** Milliseconds to wait at most, from when all items have started theirs. */
	readonly timeoutMs: number;
	/** Called once all jobs have ended, with their states as last seen. */
	finish(seen: JobStates): Promise<INodeExecutionData[]>;
	/** Called when the time is up. */
	expire(seen: JobStates): Promise<INodeExecutionData[]>;
	/** Called at each look while jobs are open; may act on them. */
	look?(open: readonly IdentifiedJob[], elapsedMs: number): Promise<void>;
	/** When `look` wants to be called next, in ms since the beginning. */
	nextActionMs?(): number | undefined;
}

/** Rows of jobs by id, with the fields that a look asks for. */
export type JobStates = ReadonlyMap<string, JsonRecord>;

export interface Settled {
	readonly items?: INodeExecutionData[];
	readonly failure?: unknown;
}

export const isWatch = (result: INodeExecutionData[] | Watch): result is Watch =>
	!Array.isArray(result);

const LOOK_FIELDS = ['Id', 'Key', 'State', 'StartTime'];

const FIRST_INTERVAL_MS = 1000;
const GROWTH = 1.5;
const LONGEST_INTERVAL_MS = 15_000;
/** Lists count against the tenant's 100 a minute; a wait takes a quarter of it at most. */
const MS_PER_LIST = 2400;
/** Up to here single reads, which do not count, are the smaller burden. */
const FEW_JOBS = 5;
/** UiPath's SDKs ask for as many in one list. */
const IDS_PER_LIST = 50;
const CONCURRENT_READS = 5;

const splitInto = <Entry>(entries: readonly Entry[], size: number): Entry[][] =>
	Array.from({ length: Math.ceil(entries.length / size) }, (_, index) =>
		entries.slice(index * size, (index + 1) * size),
	);

/** Reads the states of jobs of one folder. @returns the number of lists that it took */
async function readStates(
	scope: Scope,
	ids: readonly string[],
	states: Map<string, JsonRecord>,
): Promise<number> {
	if (ids.length <= FEW_JOBS) {
		await runBounded(ids, CONCURRENT_READS, async (id) => {
			const query = { $select: LOOK_FIELDS.join(',') };
			states.set(id, await requestJob(scope, 'Watch', { by: 'id', id }, query));
		});
		return 0;
	}
	const parts = splitInto(ids, IDS_PER_LIST);
	for (const part of parts) {
		const rows = await requestList(scope, {
			purpose: 'Watch jobs',
			path: '/odata/Jobs',
			filter: `Id in (${part.map(idLiteral).join(',')})`,
			select: LOOK_FIELDS,
			limit: part.length,
		});
		for (const row of rows) states.set(String(row.Id), row);
	}
	return parts.length;
}

/** Jobs of one login and folder are read together. */
function groupByFolder(open: ReadonlyArray<{ watch: Watch; ids: string[] }>) {
	const groups = new Map<string, { scope: Scope; ids: Set<string> }>();
	for (const { watch, ids } of open) {
		const { session, folder } = watch.scope;
		const key = `${session.credentialType} ${describeFolder(folder)}`;
		// No item index: a failed look is nobody's in particular.
		const group = groups.get(key) ?? { scope: { session, folder }, ids: new Set<string>() };
		for (const id of ids) group.ids.add(id);
		groups.set(key, group);
	}
	return [...groups.values()];
}

async function settle(run: () => Promise<INodeExecutionData[]>): Promise<Settled> {
	try {
		return { items: await run() };
	} catch (caught: unknown) {
		return { failure: caught };
	}
}

/**
 * Waits for the jobs of all items together: a look reads the states of all open jobs in as few calls
 * as possible, and looks become rarer. Each item settles as soon as its own jobs have ended or its
 * own time is up; a look that fails settles all that are still open.
 *
 * @returns one result per watch, in order; never throws
 */
export async function settleWatches(watches: readonly Watch[]): Promise<Settled[]> {
	const begin = Date.now();
	const states = new Map<string, JsonRecord>();
	const settled = new Map<Watch, Settled>();
	const listOpen = () =>
		watches
			.filter((watch) => !settled.has(watch))
			.map((watch) => ({
				watch,
				ids: watch.jobs.map(({ id }) => id).filter((id) => !hasEnded(states.get(id))),
			}));

	for (let interval = FIRST_INTERVAL_MS; settled.size < watches.length; interval *= GROWTH) {
		try {
			let lists = 0;
			for (const { scope, ids } of groupByFolder(listOpen())) {
				lists += await readStates(scope, [...ids], states);
			}
			await settleEnded(listOpen(), states, settled, begin);
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
	return watches.map((watch) => settled.get(watch) ?? {});
}

async function settleEnded(
	open: ReadonlyArray<{ watch: Watch; ids: string[] }>,
	states: JobStates,
	settled: Map<Watch, Settled>,
	begin: number,
): Promise<void> {
	await runBounded(open, CONCURRENT_READS, async ({ watch, ids }) => {
		const elapsed = Date.now() - begin;
		if (ids.length === 0) settled.set(watch, await settle(() => watch.finish(states)));
		else if (elapsed >= watch.timeoutMs) {
			settled.set(watch, await settle(() => watch.expire(states)));
		} else {
			await watch.look?.(
				watch.jobs.filter(({ id }) => ids.includes(id)),
				elapsed,
			);
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
	const nextMoment = begin + Math.min(...moments) - Date.now();
	return Math.max(0, Math.min(Math.max(grown, lists * MS_PER_LIST), nextMoment));
}
