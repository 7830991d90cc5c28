import type { INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { describeFault } from '../../helpers/jobDetails';
import { ARGUMENT_FIELDS, pickFields, RESULT_FIELDS, toJobItem } from '../../helpers/jobItem';
import type { JsonRecord } from '../../helpers/json';
import { toDataObject } from '../../helpers/json';
import { toOperationError } from '../../helpers/operationError';
import { passOn } from '../../helpers/passOn';
import { runBounded } from '../../helpers/runBounded';
import { fillArguments } from '../../transport/jobArguments';
import { linkToJob } from '../../transport/links';
import { isInDoubt } from '../../transport/doubt';
import { mayPass } from '../../transport/passing';
import { limitTo } from '../../transport/session';
import type { Scope } from '../../transport/session';
import type { Progress } from '../attempts';
import { hasEnded, requestJob } from './jobRequests';
import type { IdentifiedJob } from './jobRequests';
import { explainPending } from './pendingReasons';
import { stopOpenJobs } from './stopJobs';
import type { StopStrategy } from './stopJobs';
import { explainUnread, LAST_READ_MS, toUnseenError } from './unreadJobs';
import type { WaitRules } from './waitRules';
import type { Watch } from './watch';

const CONCURRENT_READS = 10;

/** Reads a job with its arguments. No columns are named: older servers lack those of the files. */
async function requestResult(
	scope: Scope,
	{ id }: IdentifiedJob,
	sent: string | undefined,
): Promise<JsonRecord> {
	const job = await requestJob(scope, 'Get result of', { by: 'id', id });
	return await fillArguments(scope, job, sent);
}

const shape = (job: JsonRecord): INodeExecutionData => toJobItem(job, RESULT_FIELDS);

/**
 * What an error carries of a job. Not its arguments: n8n stores an error, logs it and hands it to error
 * workflows. Who wants them of a job that faulted sets 'On Fault' to output the job.
 */
const ERROR_FIELDS = RESULT_FIELDS.filter((name) => !ARGUMENT_FIELDS.includes(name));

/** An error that carries the job: as data for workflows, in words for people. */
function toJobError(
	scope: Scope,
	job: JsonRecord,
	message: string,
	description: string,
): NodeOperationError {
	const link = linkToJob(scope, job);
	const error = toOperationError(scope.session.context.getNode(), message, {
		description: link === undefined ? description : `${description} Job in Orchestrator: ${link}`,
		itemIndex: scope.itemIndex,
	});
	error.context.data = toDataObject(pickFields(job, ERROR_FIELDS));
	return error;
}

const nameJob = (job: JsonRecord): string =>
	`Job ${String(job.Id)} of process '${String(job.ReleaseName)}'`;

function toFaultError(scope: Scope, job: JsonRecord): NodeOperationError {
	if (job.State === 'Stopped') {
		return toJobError(
			scope,
			job,
			`${nameJob(job)} was stopped before it was done`,
			`Somebody or something stopped it in Orchestrator. ${String(job.Info ?? '')}`.trim(),
		);
	}
	const { ExceptionMessage: reason = 'Orchestrator gives no reason', ExceptionType: type } =
		describeFault(job);
	return toJobError(
		scope,
		job,
		`${nameJob(job)} faulted: ${String(reason)}`,
		`${type === undefined ? '' : `Exception: ${String(type)}. `}The robot ended the job with an error; its logs tell more.`,
	);
}

async function explainTimeout(scope: Scope, job: JsonRecord, seconds: number) {
	const name = nameJob(job);
	if (job.State === 'Pending') {
		const reasons = await explainPending(scope, String(job.Id));
		return toJobError(
			scope,
			job,
			`${name} was still pending after ${seconds} seconds: no robot has taken it`,
			reasons,
		);
	}
	if (job.State === 'Suspended') {
		return toJobError(
			scope,
			job,
			`${name} was suspended after ${seconds} seconds: it waits for something outside of the robot`,
			"It goes on when a task is done, a time has come or somebody resumes it. Raise 'Timeout', or wait for it with the trigger instead.",
		);
	}
	return toJobError(
		scope,
		job,
		`${name} was still ${String(job.State).toLowerCase()} after ${seconds} seconds`,
		"Raise 'Timeout', or set 'On Timeout' to stop or kill the job.",
	);
}

/** Stops what has had its time, and says how that went; the timeout stays the error either way. */
async function describeStop(
	scope: Scope,
	jobs: readonly IdentifiedJob[],
	strategy: StopStrategy,
): Promise<string> {
	try {
		await stopOpenJobs(scope, jobs, strategy);
		return strategy === 'Kill' ? 'It was killed.' : 'It was asked to stop.';
	} catch (caught: unknown) {
		const why = caught instanceof Error ? caught.message : String(caught);
		if (isInDoubt(caught)) return `It is not known whether it was stopped (${why}).`;
		return `It could not be stopped (${why}).`;
	}
}

/** The wait for nothing, which ends with a failure. */
function failAtOnce(scope: Scope, failure: unknown): Watch {
	const fail = async () => await Promise.reject(failure);
	return { scope, jobs: [], timeoutMs: 0, finish: fail, expire: fail };
}

/** Timeouts whose jobs were stopped: a later try of n8n has nothing left to wait for. */
const stoppedFor = new WeakMap<Progress, NodeOperationError>();

/**
 * Watches jobs until they have ended and makes items, or the error, of what they became.
 *
 * @param progress of the item: what a try of n8n before has stopped is not waited for again
 * @param sent input arguments that the item has started the jobs with
 */
export function watchJobs(
	scope: Scope,
	jobs: readonly IdentifiedJob[],
	rules: WaitRules,
	progress: Progress,
	sent?: string,
): Watch {
	const stopped = stoppedFor.get(progress);
	if (stopped !== undefined) return failAtOnce(scope, stopped);
	/** Jobs that have ended do not change any more. */
	const ended = new Map<string, JsonRecord>();
	const readResults = async (from: Scope) =>
		await runBounded(jobs, CONCURRENT_READS, async (job) => {
			const result = ended.get(job.id) ?? (await requestResult(from, job, sent));
			if (hasEnded(result)) ended.set(job.id, result);
			return result;
		});
	/** Stops the jobs where 'On Timeout' asks for it, and says in the error how that went. */
	const stopLate = async (open: readonly IdentifiedJob[], problem: NodeOperationError) => {
		if (rules.onTimeout !== 'stop' && rules.onTimeout !== 'kill') return;
		const strategy = rules.onTimeout === 'kill' ? 'Kill' : 'SoftStop';
		problem.description = `${await describeStop(scope, open, strategy)} ${problem.description ?? ''}`;
		stoppedFor.set(progress, problem);
	};
	const readLate = async () => {
		try {
			return await readResults(limitTo(scope, performance.now() + LAST_READ_MS));
		} catch (caught: unknown) {
			if (!mayPass(scope.session, caught)) throw passOn(caught);
			const open = jobs.filter(({ id }) => !ended.has(id));
			const problem = toUnseenError(scope, open, rules.timeoutSeconds, caught);
			await stopLate(open, problem);
			throw problem;
		}
	};
	const conclude = (results: readonly JsonRecord[]) => {
		const failed = results.find((job) => job.State !== 'Successful');
		if (failed !== undefined && rules.onFault === 'error') throw toFaultError(scope, failed);
		return results.map(shape);
	};
	return {
		scope,
		jobs,
		timeoutMs: rules.timeoutSeconds * 1000,
		async finish() {
			return conclude(await explainUnread(async () => await readResults(scope)));
		},
		async expire() {
			const results = await readLate();
			const late = results.find((job) => !hasEnded(job));
			// The last of them ended while its result was read.
			if (late === undefined) return conclude(results);
			if (rules.onTimeout === 'output') return results.map(shape);
			const open = jobs.filter((_, index) => !hasEnded(results[index]));
			// Built first: why a job is pending can no longer be asked once it is stopped.
			const problem = await explainTimeout(scope, late, rules.timeoutSeconds);
			await stopLate(open, problem);
			throw problem;
		},
	};
}
