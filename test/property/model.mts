/**
 * The promise of the trigger in plain words, without cursors, look-backs or pages.
 *
 * An epoch is one setting of the trigger, from the moment at which it was activated. A job that ends
 * during an epoch and matches its setting is due: it has to come, once. Where the setting changes, a
 * new epoch begins, and what the old one had not emitted yet is nobody's any more.
 */
import type { HostKind } from '../engine/trigger/poll-host.mts';
import { CONFIGS, type ConfigName, type EndedJob } from './history.mts';

interface Job extends Pick<EndedJob, 'state' | 'colour'> {
	id: number;
	/** As the API writes it, always with 7 digits. */
	endTime: string;
	endMs: number;
	/** When it can be seen, by the server's clock. */
	visibleMs: number;
}

interface KnownJob extends Job {
	/** Position in the order of events. */
	order: number;
	isDeleted: boolean;
}

interface Epoch {
	config: ConfigName;
	startMs: number;
	order: number;
}

/** `may`: whether it is due lies below what the server's Date tells. */
type Verdict = 'must' | 'may' | 'never';

const STATES: Record<string, readonly string[]> = {
	jobFaulted: ['Faulted'],
	jobFinished: ['Faulted', 'Successful', 'Stopped'],
};

function matches(config: ConfigName, job: Job): boolean {
	const { event, filters } = CONFIGS[config];
	if (STATES[event]?.includes(job.state) !== true) return false;
	return !('reference' in filters) || filters.reference === job.colour;
}

function judge(epoch: Epoch, job: KnownJob): Verdict {
	if (!matches(epoch.config, job)) return 'never';
	if (job.order > epoch.order) return 'must';
	// The server tells its time in whole seconds. A job that ended earlier in the second of the
	// activation, but could not be seen at the time, looks exactly like one that ended right after it.
	const second = Math.floor(epoch.startMs / 1000) * 1000;
	return job.endMs >= second && job.visibleMs > epoch.startMs ? 'may' : 'never';
}

/** By end time to the last digit, then by id. */
const isInOrder = (one: Job, other: Job): boolean =>
	one.endTime < other.endTime || (one.endTime === other.endTime && one.id < other.id);

export class Model {
	private readonly kind: HostKind;

	private readonly jobs: KnownJob[] = [];

	private readonly emitted = new Set<number>();

	private order = 0;

	private epoch: Epoch | undefined;

	/** The epoch whose cursor a durable host committed last. */
	private committed: Epoch | undefined;

	constructor(kind: HostKind) {
		this.kind = kind;
	}

	addJob(job: Job): void {
		this.order += 1;
		this.jobs.push({ ...job, order: this.order, isDeleted: false });
	}

	/** @returns the id of the job, if there is any to delete */
	deleteJob(pick: number): number | undefined {
		const job = this.jobs[pick % Math.max(1, this.jobs.length)];
		if (job) job.isDeleted = true;
		return job?.id;
	}

	/** The workflow was published, or n8n started again. */
	activate(config: ConfigName, now: number): void {
		// A durable host keeps the cursor of the setting before until a poll of the new one is
		// committed; set back before that, the trigger goes on where it was, as if never changed.
		const kept = this.kind === 'durable' ? this.committed : undefined;
		if (kept?.config === config) this.epoch = kept;
		else if (this.epoch?.config !== config) {
			this.order += 1;
			this.epoch = { config, startMs: now, order: this.order };
		}
	}

	/** A poll ended well, and the host keeps what it left. */
	commit(): void {
		this.committed = this.epoch;
	}

	/** @throws Error when one poll may not have emitted these ids */
	receive(ids: readonly number[]): void {
		let previous: Job | undefined;
		for (const id of ids) {
			const job = this.jobs.find((candidate) => candidate.id === id);
			if (job === undefined || this.epoch === undefined) throw new Error(`job ${id} is unknown`);
			if (this.emitted.has(id)) throw new Error(`job ${id} came twice`);
			if (judge(this.epoch, job) === 'never') throw new Error(`job ${id} is not due`);
			if (previous && !isInOrder(previous, job)) throw new Error(`job ${id} is out of order`);
			this.emitted.add(id);
			previous = job;
		}
	}

	/** @throws Error when something that can be seen is due and has not come */
	expectNoneLost(now: number): void {
		const { epoch } = this;
		const lost = this.jobs.filter(
			(job) =>
				epoch !== undefined &&
				judge(epoch, job) === 'must' &&
				!job.isDeleted &&
				job.visibleMs <= now &&
				!this.emitted.has(job.id),
		);
		if (lost.length > 0) throw new Error(`lost: ${lost.map(({ id }) => id).join(', ')}`);
	}
}
