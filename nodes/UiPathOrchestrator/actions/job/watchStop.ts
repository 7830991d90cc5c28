import type { INodeExecutionData } from 'n8n-workflow';

import { SIMPLE_LIST_FIELDS, toJobItem } from '../../helpers/jobItem';
import type { JsonRecord } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import { runBounded } from '../../helpers/runBounded';
import type { Scope } from '../../transport/session';
import { hasEnded, requestJob } from './jobRequests';
import type { IdentifiedJob } from './jobRequests';
import { stopOpenJobs } from './stopJobs';
import type { StopStrategy } from './stopJobs';
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
	const readJobs = async () =>
		await runBounded(jobs, CONCURRENT_READS, async ({ id }) => {
			const query = { $select: SIMPLE_LIST_FIELDS.join(',') };
			return before.get(id) ?? (await requestJob(scope, 'Get', { by: 'id', id }, query));
		});
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
			: { nextActionMs: () => (killed.size > 0 ? undefined : killsAt * 1000) }),
		async look(open, elapsedMs) {
			if (killsAt === undefined || killed.size > 0 || elapsedMs < killsAt * 1000) return;
			for (const { id } of open) killed.add(id);
			await stopOpenJobs(scope, open, 'Kill');
		},
		async finish() {
			return toItems(await readJobs());
		},
		async expire() {
			const found = await readJobs();
			const running = found.filter((job) => !hasEnded(job)).map(({ Id: id }) => String(id));
			if (running.length === 0) return toItems(found);
			throw toOperationError(
				scope.session.context.getNode(),
				`Still not ended after ${timeoutSeconds} seconds: ${running.join(', ')}`,
				{
					description:
						"The stop was requested, but the robot has not ended the job. Raise 'Timeout', set 'Kill After', or use the strategy 'Kill'.",
					itemIndex: scope.itemIndex,
				},
			);
		},
	};
}
