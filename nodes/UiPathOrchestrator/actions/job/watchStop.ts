import type { INodeExecutionData } from 'n8n-workflow';

import { SIMPLE_LIST_FIELDS, toJobItem } from '../../helpers/jobItem';
import type { JsonRecord } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import { passOn } from '../../helpers/passOn';
import { runBounded } from '../../helpers/runBounded';
import { isInDoubt } from '../../transport/doubt';
import { mayPass, readFacts } from '../../transport/passing';
import { limitTo } from '../../transport/session';
import type { Scope } from '../../transport/session';
import { hasEnded, requestJob } from './jobRequests';
import type { IdentifiedJob } from './jobRequests';
import { stopOpenJobs } from './stopJobs';
import type { StopStrategy } from './stopJobs';
import { explainUnread, LAST_READ_MS, toUnseenError } from './unreadJobs';
import type { Watch } from './watch';

const CONCURRENT_READS = 10;

export interface StopWait {
	readonly strategy: StopStrategy;
	/** Seconds after which what still runs is killed; undefined for never. */
	readonly killAfterSeconds: number | undefined;
	readonly timeoutSeconds: number;
}

/** What a stop returns of each job. */
export function toStopItem(
	job: JsonRecord,
	strategy: StopStrategy,
	hadEnded: boolean,
): INodeExecutionData {
	const { json } = toJobItem(job, SIMPLE_LIST_FIELDS);
	return {
		json: {
			...json,
			...(hadEnded ? { alreadyEnded: true } : { Strategy: strategy }),
			success: true,
		},
	};
}

/** Whether a kill was refused because the job is no longer in a state that allows it. */
const isRefusedForState = (caught: unknown): boolean => readFacts(caught).httpStatus === 409;

/**
 * Kills jobs once. A kill that fails is sent again when it is asked for again: to kill a job twice does no
 * harm, and one that is refused for its state after a kill without an answer was killed by that.
 */
function createKiller(scope: Scope, killed: Set<string>) {
	let isUnsure = false;
	const killer = {
		/** Why the last try failed. */
		failure: undefined as unknown,
		async kill(open: readonly IdentifiedJob[]): Promise<void> {
			const alive = open.filter(({ id }) => !killed.has(id));
			try {
				if (alive.length > 0) await stopOpenJobs(scope, alive, 'Kill');
				killer.failure = undefined;
			} catch (caught: unknown) {
				killer.failure = caught;
				if (!isUnsure || !isRefusedForState(caught)) {
					isUnsure ||= isInDoubt(caught);
					throw passOn(caught);
				}
			}
			for (const { id } of alive) killed.add(id);
		},
	};
	return killer;
}

/** What was done to jobs that still run, and what is left to do. */
function describeStop(isKill: boolean, failure: unknown): string {
	if (failure instanceof Error) return `The kill failed: ${failure.message}.`;
	if (isKill) {
		return "Orchestrator has taken the kill, but the job has not ended. Its robot may be offline; look at it in Orchestrator, or raise 'Timeout'.";
	}
	return "The stop was requested, but the robot has not ended the job. Raise 'Timeout', set 'Kill After', or use the strategy 'Kill'.";
}

/**
 * Watches jobs that were asked to stop; what still runs after `killAfterSeconds` is killed.
 *
 * @param before jobs that had ended before the stop, by id
 * @param killed ids of jobs that were killed already, in a try of n8n before; more are added
 */
export function watchStop(
	scope: Scope,
	jobs: readonly IdentifiedJob[],
	before: ReadonlyMap<string, JsonRecord>,
	{ strategy, killAfterSeconds, timeoutSeconds }: StopWait,
	killed: Set<string>,
): Watch {
	const killsAt = strategy === 'SoftStop' ? killAfterSeconds : undefined;
	const killer = createKiller(scope, killed);
	let isKillDue = killsAt !== undefined && killed.size === 0;
	const ended = new Map(before);
	const readJob = async (from: Scope, { id }: IdentifiedJob) => {
		const query = { $select: SIMPLE_LIST_FIELDS.join(',') };
		const job = ended.get(id) ?? (await requestJob(from, 'Get', { by: 'id', id }, query));
		if (hasEnded(job)) ended.set(id, job);
		return job;
	};
	const readJobs = async (from: Scope) =>
		await runBounded(jobs, CONCURRENT_READS, async (job) => await readJob(from, job));
	const readLate = async () => {
		try {
			return await readJobs(limitTo(scope, performance.now() + LAST_READ_MS));
		} catch (caught: unknown) {
			if (!mayPass(scope.session, caught)) throw passOn(caught);
			const unseen = jobs.filter(({ id }) => !ended.has(id));
			throw toUnseenError(scope, unseen, timeoutSeconds, caught);
		}
	};
	const toItems = (found: readonly JsonRecord[]) =>
		jobs.map(({ id }, index) =>
			toStopItem(found[index] ?? {}, killed.has(id) ? 'Kill' : strategy, before.has(id)),
		);
	return {
		scope,
		jobs,
		timeoutMs: timeoutSeconds * 1000,
		...(killsAt === undefined
			? {}
			: { nextActionMs: () => (isKillDue ? killsAt * 1000 : undefined) }),
		async look(open, elapsedMs) {
			if (killsAt === undefined || elapsedMs < killsAt * 1000) return;
			if (!isKillDue && killer.failure === undefined) return;
			isKillDue = false;
			await killer.kill(open);
		},
		async finish() {
			return toItems(await explainUnread(async () => await readJobs(scope)));
		},
		async expire() {
			const found = await readLate();
			const running = found.filter((job) => !hasEnded(job)).map(({ Id: id }) => String(id));
			if (running.length === 0) return toItems(found);
			const isKill = strategy === 'Kill' || killed.size > 0;
			throw toOperationError(
				scope.session.context.getNode(),
				`Still not ended after ${timeoutSeconds} seconds: ${running.join(', ')}`,
				{
					description: describeStop(isKill, killer.failure),
					itemIndex: scope.itemIndex,
				},
			);
		},
	};
}
