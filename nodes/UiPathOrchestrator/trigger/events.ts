import type { JsonRecord } from '../helpers/json';
import { isId } from '../transport/literals';
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

/** @returns undefined for a row without id or time, which Orchestrator does not produce */
export function sightJob(event: JobEvent, job: JsonRecord): Sighting | undefined {
	const id = String(job.Id);
	const written = job[event.timeField];
	const time = normalizeTime(written);
	if (!isId(id) || typeof written !== 'string' || time === undefined) return undefined;
	const resumptions = typeof job.ResumeVersion === 'number' ? job.ResumeVersion : 0;
	const identity =
		event.isRepeatable === true
			? BigInt(id) * RESUMPTIONS + (BigInt(resumptions) % RESUMPTIONS)
			: BigInt(id);
	return { identity, position: { time: written, id }, time };
}
