/** Random histories of a tenant and of the n8n that watches it. */
import fc from 'fast-check';

export const COLOURS = ['red', 'blue'] as const;

/** What the trigger is set to. Each is another fingerprint. */
export const CONFIGS = {
	faulted: { event: 'jobFaulted', filters: {} },
	redFaulted: { event: 'jobFaulted', filters: { reference: 'red' } },
	blueFaulted: { event: 'jobFaulted', filters: { reference: 'blue' } },
	finished: { event: 'jobFinished', filters: {} },
	/** The same at every poll, although no two polls ask with the same text. */
	moving: {
		event: 'jobFaulted',
		filters: { custom: '=CreationTime ge {{ $now.minus({ days: 3650 }).toISO() }}' },
	},
} as const;

/** How answers write times; each of them can be read. */
export const TIME_FORMS = ['utc', 'offset', 'lower', 'nine-digits'] as const;

export type ConfigName = keyof typeof CONFIGS;

/** How a poll goes wrong, if it does. */
export type Failure =
	| { kind: 'refused'; status: 401 | 403 | 429 | 500; afterRequests: number }
	| { kind: 'cut' | 'reset' | 'page'; afterRequests: number }
	| { kind: 'logs' }
	| { kind: 'abandoned' };

export interface PollStep {
	failure: Failure | undefined;
	/** Whether the host lets the poll read one page only. */
	isHurried: boolean;
}

export type Step =
	| { do: 'end'; jobs: EndedJob[] }
	| { do: 'pass'; ms: number }
	| ({ do: 'poll' } & PollStep)
	/** A poll that is still under way when the next one begins; other hosts than legacy ones wait. */
	| { do: 'overlap' }
	/** The tenant changes while a poll is between two of its requests. */
	| { do: 'churn'; afterRequests: number; jobs: EndedJob[]; pick: number }
	| ({ do: 'restart' } & PollStep)
	| ({ do: 'change'; to: ConfigName; isDrained: boolean } & PollStep)
	| { do: 'delete'; pick: number };

export interface EndedJob {
	state: 'Faulted' | 'Successful' | 'Stopped';
	colour: (typeof COLOURS)[number];
	/** Steps of 100 ns within the millisecond of its end. */
	ticks: number;
	/** Part of the look-back after which it becomes visible: 0 at once, 1 at its very end. */
	lateness: number;
}

export interface History {
	/** How far the clock of n8n's machine is ahead of the server's, in ms. */
	skewMs: number;
	/** Milliseconds into the second in which it all begins. */
	startMs: number;
	lookBackMinutes: number;
	maxItems: number;
	withLogs: boolean;
	pageSize: number;
	/** Up to how many remembered jobs the trigger reads the look-back whole at once. */
	fewSeen: number;
	timeForm: (typeof TIME_FORMS)[number];
	config: ConfigName;
	/** Jobs that end before the first activation. */
	before: EndedJob[];
	steps: Step[];
	/** Whether idle polls are looked at in the end. */
	isRested: boolean;
}

const job: fc.Arbitrary<EndedJob> = fc.record({
	state: fc.oneof(
		{ weight: 6, arbitrary: fc.constant('Faulted' as const) },
		{ weight: 1, arbitrary: fc.constantFrom('Successful' as const, 'Stopped' as const) },
	),
	colour: fc.constantFrom(...COLOURS),
	ticks: fc.oneof(fc.constant(0), fc.constantFrom(1, 2, 9_999), fc.nat(9_999)),
	lateness: fc.oneof(
		{ weight: 4, arbitrary: fc.constant(0) },
		{ weight: 2, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
		{ weight: 1, arbitrary: fc.constant(1) },
	),
});

const jobs = fc.oneof(
	{ weight: 6, arbitrary: fc.array(job, { minLength: 1, maxLength: 3 }) },
	{ weight: 2, arbitrary: fc.array(job, { minLength: 4, maxLength: 15 }) },
	// Equal to the last digit.
	{
		weight: 1,
		arbitrary: fc
			.tuple(job, fc.integer({ min: 2, max: 15 }))
			.map(([one, count]) => Array.from({ length: count }, () => one)),
	},
);

const afterRequests = fc.oneof(fc.constant(0), fc.nat(3));

const failure: fc.Arbitrary<Failure> = fc.oneof(
	fc.record({
		kind: fc.constant('refused' as const),
		status: fc.constantFrom(401 as const, 403 as const, 429 as const, 500 as const),
		afterRequests,
	}),
	fc.record({
		kind: fc.constantFrom('cut' as const, 'reset' as const, 'page' as const),
		afterRequests,
	}),
	fc.record({ kind: fc.constant('logs' as const) }),
	fc.record({ kind: fc.constant('abandoned' as const) }),
);

const pollStep: fc.Arbitrary<PollStep> = fc.record({
	failure: fc.option(failure, { freq: 3, nil: undefined }),
	isHurried: fc.oneof(
		{ weight: 3, arbitrary: fc.constant(false) },
		{ weight: 1, arbitrary: fc.constant(true) },
	),
});

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const pass = fc.oneof(
	fc.constantFrom(1, 200, SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 20 * MINUTE),
	fc.integer({ min: 1, max: 15 * MINUTE }),
);

const config = fc.constantFrom(...(Object.keys(CONFIGS) as ConfigName[]));

const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 6, arbitrary: jobs.map((list): Step => ({ do: 'end', jobs: list })) },
	{ weight: 5, arbitrary: pass.map((ms): Step => ({ do: 'pass', ms })) },
	{ weight: 7, arbitrary: pollStep.map((poll): Step => ({ do: 'poll', ...poll })) },
	{ weight: 1, arbitrary: fc.constant<Step>({ do: 'overlap' }) },
	{
		weight: 1,
		arbitrary: fc.tuple(fc.integer({ min: 1, max: 3 }), jobs, fc.nat(50)).map(
			([count, list, pick]): Step => ({
				do: 'churn',
				afterRequests: count,
				jobs: list,
				pick,
			}),
		),
	},
	{ weight: 1, arbitrary: pollStep.map((poll): Step => ({ do: 'restart', ...poll })) },
	{
		weight: 1,
		arbitrary: fc
			.tuple(config, fc.boolean(), pollStep)
			.map(([to, isDrained, poll]): Step => ({ do: 'change', to, isDrained, ...poll })),
	},
	{ weight: 1, arbitrary: fc.nat(50).map((pick): Step => ({ do: 'delete', pick })) },
);

/** Most are short; a page is small, so that a handful of jobs is a burst. */
export const histories: fc.Arbitrary<History> = fc.record({
	skewMs: fc.oneof(
		fc.constantFrom(0, 10 * MINUTE, -10 * MINUTE),
		fc.integer({ min: -10 * MINUTE, max: 10 * MINUTE }),
	),
	startMs: fc.oneof(fc.constantFrom(0, 999), fc.nat(999)),
	lookBackMinutes: fc.constantFrom(1, 2, 10, 60),
	maxItems: fc.oneof(fc.constantFrom(1, 2, 5), fc.constant(1000)),
	withLogs: fc.oneof(
		{ weight: 9, arbitrary: fc.constant(false) },
		{ weight: 1, arbitrary: fc.constant(true) },
	),
	pageSize: fc.constantFrom(1, 3, 5, 1000),
	fewSeen: fc.constantFrom(0, 2, 50),
	timeForm: fc.oneof(
		{ weight: 3, arbitrary: fc.constant('utc' as const) },
		{ weight: 1, arbitrary: fc.constantFrom(...TIME_FORMS) },
	),
	config,
	before: fc.array(job, { maxLength: 4 }),
	steps: fc.array(step, { minLength: 1, maxLength: 14, size: 'max' }),
	isRested: fc.boolean(),
});
