import { randomUUID } from 'node:crypto';
import { findCapacity } from './capacity.mts';
import { finishJob } from './outcomes.mts';
import { FINAL_STATES, type Job, type StopStrategy } from './model.mts';
import type { State } from './state.mts';
import { formatMs, parseMs } from './time.mts';

const STOPPING_MS = 500;
const TERMINATING_MS = 300;
const RESUMED_MS = 200;

type Due = { at: number; job: Job; step: (at: number) => void };

/**
 * Moves jobs along the state machine. Nothing runs by itself: `settle` does, in order of time, all
 * that has become due on the sandbox's clock, and is called before every request and inspection.
 */
export class Engine {
	private readonly state: State;
	/** Sorted by time. */
	private due: Due[] = [];
	private readonly waiting = new Set<Job>();

	constructor(state: State) {
		this.state = state;
	}

	clear(): void {
		this.due = [];
		this.waiting.clear();
	}

	settle(): void {
		const now = this.state.clock.now();
		this.startWaiting(now);
		for (;;) {
			const next = this.due[0];
			if (!next || next.at > now) return;
			this.due.shift();
			next.step(next.at);
			this.startWaiting(next.at);
		}
	}

	/** Takes a job that was just created as Pending: schedules its start, or freezes the verdict. */
	dispatch(job: Job): void {
		const now = this.state.clock.now();
		const capacity = findCapacity(this.state, job);
		if (!capacity.ok && !capacity.busy && !this.state.settings.redispatch) {
			job.verdict = { errors: capacity.errors, codes: capacity.codes };
			return;
		}
		this.plan(job, now + (job.script.pendingMs ?? this.state.settings.pendingMs), (at) =>
			this.start(job, at),
		);
	}

	/** Puts a row into the tenant at an ISO time (at once without one), and continues its life. */
	reveal(job: Job, visibleAt?: string): void {
		const show = () => this.adopt(this.state.addJob(job));
		if (visibleAt === undefined) show();
		else this.plan(job, parseMs(visibleAt), show);
	}

	/** Forgets what is planned for a row that is deleted, be it to show it. */
	dismiss(id: number): void {
		this.due = this.due.filter(({ job }) => job.Id !== id);
		for (const job of this.waiting) if (job.Id === id) this.waiting.delete(job);
	}

	/** Continues the life of a row that was put in as Running, Resumed, Stopping or Terminating. */
	adopt(job: Job): void {
		const now = this.state.clock.now();
		if (job.State === 'Pending') this.dispatch(job);
		else if (job.State === 'Running') this.planEnd(job, now);
		else if (job.State === 'Resumed') this.planRun(job, now);
		else if (job.State === 'Stopping') this.planStopped(job, now + STOPPING_MS);
		else if (job.State === 'Terminating') this.planStopped(job, now + TERMINATING_MS);
	}

	/** Accepts a stop: at once for jobs that do not run, through Stopping or Terminating otherwise. */
	stop(job: Job, strategy: StopStrategy): void {
		const now = this.state.clock.now();
		job.StopStrategy = strategy;
		this.touch(job, now);
		if (job.State === 'Pending' || job.State === 'Suspended') {
			this.forget(job);
			job.StartTime ??= formatMs(now);
			this.end(job, 'Stopped', now, 'Job canceled');
		} else if (strategy === 'Kill') {
			this.forget(job);
			job.State = 'Terminating';
			this.planStopped(job, now + TERMINATING_MS);
		} else {
			job.State = 'Stopping';
			// A workflow that never looks at the flag simply runs on to its end.
			if (job.script.kind === 'ignoreSoftStop' || job.script.kind === 'hang') return;
			this.forget(job);
			this.planStopped(job, now + STOPPING_MS);
		}
	}

	/** Continues a Suspended job: Resumed, then Running, then its end. */
	resume(job: Job): void {
		const now = this.state.clock.now();
		job.State = 'Resumed';
		job.ResumeTime = formatMs(now);
		job.ResumeVersion = (job.ResumeVersion ?? 0) + 1;
		this.touch(job, now);
		this.planRun(job, now);
	}

	private plan(job: Job, at: number, step: (at: number) => void): void {
		const index = this.due.findIndex((other) => other.at > at);
		this.due.splice(index < 0 ? this.due.length : index, 0, { at, job, step });
	}

	private forget(job: Job): void {
		this.due = this.due.filter((due) => due.job !== job);
		this.waiting.delete(job);
	}

	private planStopped(job: Job, at: number): void {
		this.plan(job, at, (time) => this.end(job, 'Stopped', time, 'Job canceled'));
	}

	private planRun(job: Job, now: number): void {
		this.plan(job, now + RESUMED_MS, (at) => {
			job.State = 'Running';
			this.touch(job, at);
			this.planEnd(job, at, true);
		});
	}

	/** Jobs that found every runtime busy start, oldest first, as soon as one is free. */
	private startWaiting(at: number): void {
		const full = new Set<string>();
		for (const job of [...this.waiting]) {
			const slot = `${job.OrganizationUnitId}/${job.RuntimeType}/${job.machineId}`;
			if (full.has(slot)) continue;
			this.start(job, at);
			if (this.waiting.has(job)) full.add(slot);
		}
	}

	private start(job: Job, at: number): void {
		const capacity = findCapacity(this.state, job);
		if (!capacity.ok) {
			this.waiting.add(job);
			return;
		}
		this.waiting.delete(job);
		job.StartTime = formatMs(at);
		job.HostMachineName = capacity.session.HostMachineName;
		job.machineId = capacity.session.MachineId;
		job.robotId ??= capacity.robotId;
		if (job.script.kind === 'faultAtStart') {
			finishJob(this.state, job, 'Faulted', at);
			return;
		}
		job.State = 'Running';
		this.touch(job, at);
		this.planEnd(job, at);
	}

	private planEnd(job: Job, now: number, resumed = false): void {
		const { kind, runMs = this.state.settings.runMs } = job.script;
		if (kind === 'hang') return;
		this.plan(job, now + runMs, (at) => {
			if (kind === 'suspend' && !resumed && job.State === 'Running') {
				job.State = 'Suspended';
				job.PersistenceId = randomUUID();
				this.touch(job, at);
			} else finishJob(this.state, job, kind === 'fault' ? 'Faulted' : 'Successful', at);
		});
	}

	private end(job: Job, state: Job['State'], at: number, info: string): void {
		job.State = state;
		job.EndTime = formatMs(at);
		job.Info = info;
		this.touch(job, at);
	}

	private touch(job: Job, at: number): void {
		job.LastModificationTime = formatMs(at);
	}
}

export const isFinal = (job: Job) => FINAL_STATES.includes(job.State);
