import type { JsonRecord } from '../helpers/json';
import { toOperationError } from '../helpers/operationError';
import { showValue } from '../parameters/inputError';
import { isId } from '../transport/literals';
import type { Scope } from '../transport/session';
import type { Sighting } from './cursor';
import { normalizeTime } from './timestamp';

export interface JobEvent {
	/** States of a job that has reached the event. */
	readonly states: readonly string[];
	/** Column with the server's time of the event. */
	readonly timeField: 'EndTime' | 'LastModificationTime';
	/** Begins messages: "No faulted job …". */
	readonly noun: string;
	/** A job can be suspended many times; each time it counts the resumptions before. */
	readonly isRepeatable?: boolean;
}

/** An event in a place. */
interface Watch {
	readonly event: JobEvent;
	readonly scope: Scope;
}

/** What the trigger can wait for, by the value of the parameter `event`. */
export const JOB_EVENTS: Readonly<Record<string, JobEvent>> = {
	jobFaulted: { states: ['Faulted'], timeField: 'EndTime', noun: 'faulted' },
	jobCompleted: { states: ['Successful'], timeField: 'EndTime', noun: 'completed' },
	jobStopped: { states: ['Stopped'], timeField: 'EndTime', noun: 'stopped' },
	// A suspended job has no end time.
	jobSuspended: {
		states: ['Suspended'],
		timeField: 'LastModificationTime',
		noun: 'suspended',
		isRepeatable: true,
	},
	jobFinished: {
		states: ['Faulted', 'Stopped', 'Successful'],
		timeField: 'EndTime',
		noun: 'finished',
	},
};

const RESUMPTIONS = 4096n;

function toUnreadableError({ event, scope }: Watch, job: JsonRecord, column: string, why: string) {
	const of = column === 'Id' ? '' : ` of job ${String(job.Id)}`;
	return toOperationError(
		scope.session.context.getNode(),
		`Look for ${event.noun} jobs: '${column}'${of} ${why}: ${showValue(job[column] ?? null)}`,
		{
			description:
				'Without it the trigger cannot tell which jobs are new, so the poll has ended here. Its state is kept: no job is lost, and polls go on once Orchestrator, or the gateway before it, answers in another way.',
		},
	);
}

/**
 * Place and identity of a job in the answer to a query that asks for both columns.
 *
 * @returns undefined for a job without the time, such as one that was ended before it ran
 * @throws NodeOperationError that shows an id or a time that cannot be read: left out, such jobs would
 * never be emitted, and nobody would know
 */
export function sightJob(watch: Watch, job: JsonRecord): Sighting | undefined {
	const { timeField, isRepeatable } = watch.event;
	const id = String(job.Id);
	if (!isId(id)) throw toUnreadableError(watch, job, 'Id', 'is no ID');
	const written = job[timeField];
	if (written === null || written === undefined) return undefined;
	const time = normalizeTime(written);
	if (typeof written !== 'string' || time === undefined) {
		throw toUnreadableError(watch, job, timeField, 'is no time that can be read');
	}
	const resumptions = typeof job.ResumeVersion === 'number' ? job.ResumeVersion : 0;
	const identity =
		isRepeatable === true
			? BigInt(id) * RESUMPTIONS + (BigInt(resumptions) % RESUMPTIONS)
			: BigInt(id);
	return { identity, position: { time: written, id }, time };
}

/**
 * The same for a job from a query that only jobs with the time match.
 *
 * @throws NodeOperationError also when the time is missing
 */
export function sightMatch(watch: Watch, job: JsonRecord): Sighting {
	const sighting = sightJob(watch, job);
	if (sighting !== undefined) return sighting;
	throw toUnreadableError(watch, job, watch.event.timeField, 'is missing');
}
