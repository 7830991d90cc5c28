import type { Vitals } from './vitals.mts';

/** How the heap of one life of n8n went, after collections, in bytes. */
export interface Growth {
	readonly early: number;
	readonly late: number;
	readonly isFlat: boolean;
	readonly samples: number;
}

/** Caches and compiled code go on filling for a while; beyond that it is growth. */
const SLACK_SHARE = 0.1;
const FEWEST_SAMPLES = 12;

const median = (values: readonly number[]): number =>
	values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * Compares the second quarter of a life (the first is warm-up) with the last.
 *
 * @throws Error when there are too few samples to tell
 */
export function measureGrowth(life: readonly Vitals[], pick: (vitals: Vitals) => number): Growth {
	if (life.length < FEWEST_SAMPLES) {
		throw new Error(`${life.length} samples of n8n are too few to tell growth`);
	}
	const quarter = Math.floor(life.length / 4);
	const early = median(life.slice(quarter, 2 * quarter).map(pick));
	const late = median(life.slice(-quarter).map(pick));
	return { early, late, isFlat: late <= early * (1 + SLACK_SHARE), samples: life.length };
}
