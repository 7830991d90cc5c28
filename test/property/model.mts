/**
 * The promise of the trigger in plain words, without cursors, look-backs or pages.
 *
 * An epoch is one setting of the trigger, from the moment at which it was activated. A job that ends
 * during an epoch and matches its setting is due: it has to come, once. Where the setting changes, a
 * new epoch begins, and what the old one had not emitted yet is nobody's any more.
 */
import { CONFIGS, type ConfigName } from './history.mts';

export interface Job {
	id: number;
	state: string;
	colour: string;
	/** As the API writes it, 7 digits. */
	endTime: string;
	endMs: number;
	/** When it can be seen, by the server's clock. */
	visibleMs: number;
	/** Position in the order of events. */
	order: number;
	isDeleted: boolean;
}

export interface Epoch {
	config: ConfigName;
	startMs: number;
	/** Position in the order of events. */
	order: number;
}

/** `may`: whether the trigger can know is below what the server's Date tells. */
export type Verdict = 'must' | 'may' | 'never';

const STATES: Record<string, readonly string[]> = {
	jobFaulted: ['Faulted'],
	jobFinished: ['Faulted', 'Successful', 'Stopped'],
};

export function matches(config: ConfigName, job: Job): boolean {
	const { event, filters } = CONFIGS[config];
	if (STATES[event]?.includes(job.state) !== true) return false;
	return !('reference' in filters) || filters.reference === job.colour;
}

export function judge(epoch: Epoch, job: Job): Verdict {
	if (!matches(epoch.config, job)) return 'never';
	if (job.order > epoch.order) return 'must';
	// The server tells its time in whole seconds. A job that ended earlier in the second of the
	// activation, but could not be seen at the time, looks exactly like one that ended right after it.
	const second = Math.floor(epoch.startMs / 1000) * 1000;
	return job.endMs >= second && job.visibleMs > epoch.startMs ? 'may' : 'never';
}

/** Order of items in one poll: end time to the last digit, then id. */
export const isInOrder = (one: Job, other: Job): boolean =>
	one.endTime < other.endTime || (one.endTime === other.endTime && one.id < other.id);
