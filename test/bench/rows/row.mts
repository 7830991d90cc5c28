import type { Teardown } from '../../../scripts/host/teardown.mts';
import type { Peer } from '../stand/peer.mts';
import type { Stand } from '../stand/stand.mts';

/** Columns of the table of times. */
export const CONTENDERS = {
	floor: 'raw axios, keep-alive',
	sequential: 'raw axios, one by one',
	own: 'this node',
	http: 'HTTP Request',
	peer: 'other package',
} as const;

export type ContenderName = keyof typeof CONTENDERS;

export interface Measured {
	/** Median of the node's own time, ms. */
	readonly ms: number;
	/** Fastest and slowest run, ms. */
	readonly range: readonly [number, number];
	/** Requests of one run; the largest number when runs differ. */
	readonly requests: number;
}

/** One line of a table. `isMet` is undefined where there is nothing to reach. */
export interface Verdict {
	readonly reach: string;
	readonly found: string;
	readonly isMet: boolean | undefined;
}

export interface RowResult {
	/** Name on the command line. */
	readonly id: string;
	readonly work: string;
	/** Times side by side, where there are any. */
	readonly times?: Readonly<Partial<Record<ContenderName, Measured>>>;
	readonly verdicts: readonly Verdict[];
}

/** What rows work with. */
export interface Bench {
	readonly teardown: Teardown;
	/** Pairs that a median is taken of. */
	readonly pairs: number;
	readonly latencies: readonly number[];
	/** Fewer rows and jobs, to see whether everything works. */
	readonly isQuick: boolean;
	/** The n8n that all rows share; started when the first row asks for it. */
	openStand(): Promise<Stand>;
	/** Another package's node, for a tenant. */
	describePeer(values: Readonly<Record<string, string>>): Peer | undefined;
	report(step: string): void;
}

export interface Row {
	readonly id: string;
	/** Left out unless asked for by name: it takes long. */
	readonly isOptional?: boolean;
	run(bench: Bench): Promise<RowResult[]>;
}
