import type { Limits } from '../../../sandbox/src/control.mts';
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { FINAL_STATES, type JobState } from '../../../sandbox/src/model.mts';
import { SEED } from '../../../sandbox/src/seed/ids.mts';

/** A request as the tables count it. */
export interface CountedRequest {
	readonly method: string;
	/** Route template, such as `/odata/Jobs({key})`. */
	readonly route: string;
	readonly status: number;
	/** Real time, ms since 1970. */
	readonly at: number;
}

export interface AddedJob {
	readonly id: number;
	readonly key: string;
}

export interface JobDetails {
	/** JSON text of the input and of the output arguments. */
	readonly args?: string;
}

const SECOND = 1000;

/** The levers that the bench pulls, by name; arguments and results travel as JSON. */
export function createCalls({ control, requests }: Sandbox) {
	let creating: NodeJS.Timeout | undefined;

	const addJobs = (count: number, state: JobState, more: JobDetails = {}): AddedJob[] => {
		const { args } = more;
		const now = Date.parse(control.now());
		const jobs = Array.from({ length: count }, (_, index) => {
			const created = new Date(now - (count - index) * SECOND).toISOString();
			const isFinal = FINAL_STATES.includes(state);
			return {
				ReleaseKey: SEED.releases.hanging.key,
				State: state,
				CreationTime: created,
				StartTime: created,
				EndTime: isFinal ? created : null,
				Info: isFinal ? 'Job completed' : null,
				HostMachineName: 'VM-FIN-01',
				...(args === undefined ? {} : { InputArguments: args, OutputArguments: args }),
			};
		});
		return control.addJobs(jobs).map(({ Id, Key }) => ({ id: Id, key: Key }));
	};

	return {
		/** Adds jobs of the Finance folder, a second apart, the last one now. */
		addJobs,
		/** An empty tenant but for its folders, processes and robots. */
		clearJobs: () => control.removeJobs(control.jobs().map(({ Id }) => Id)),
		countJobs: () => control.jobs().length,
		setLimits: (limits: Limits) => control.setLimits(limits),
		advanceClock: (ms: number) => control.advanceClock(ms),
		/** When the last job ended, ms since 1970; undefined while one is open. */
		findLastEnd: () => {
			const ends = control
				.jobs()
				.map(({ EndTime }) => (EndTime === null ? NaN : Date.parse(EndTime)));
			const last = Math.max(...ends);
			return Number.isNaN(last) ? undefined : last;
		},
		/** From now on, `perSecond` new jobs appear each second; 0 ends that. */
		createSteadily: (perSecond: number) => {
			clearInterval(creating);
			if (perSecond > 0) creating = setInterval(() => addJobs(1, 'Successful'), SECOND / perSecond);
		},
		/** What arrived since the last call of this. */
		takeRequests: (): CountedRequest[] =>
			requests
				.splice(0)
				.map(({ method, route = '', status, at }) => ({ method, route, status, at })),
	};
}

export type Calls = ReturnType<typeof createCalls>;

export interface Command {
	readonly id: number;
	readonly name: keyof Calls;
	readonly args: never[];
}
