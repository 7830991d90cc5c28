import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.mts';
import {
	FINAL_STATES,
	type Attachment,
	type ExportRow,
	type Folder,
	type Job,
	type Log,
	type Machine,
	type Release,
	type Robot,
	type Session,
	type Token,
} from './model.mts';
import type { Settings } from './options.mts';

export type OAuthClient = {
	clientId: string;
	clientSecret: string;
	applicationScopes: string[];
};

/** Everything one sandbox knows; `reset` of the control empties it and seeds it again. */
export class State {
	readonly clock: Clock;
	readonly settings: Settings;
	folders: Folder[] = [];
	releases: Release[] = [];
	robots: Robot[] = [];
	machines: Machine[] = [];
	sessions: Session[] = [];
	logs: Log[] = [];
	exports: ExportRow[] = [];
	attachments = new Map<string, Attachment>();
	tokens = new Map<string, Token>();
	oauthClients: OAuthClient[] = [];
	/** Set by the control: the next exports end Failed. */
	exportsToFail = 0;
	private jobsById = new Map<number, Job>();
	private jobsByKey = new Map<string, Job>();
	private liveJobs = new Set<Job>();
	private nextIds = { job: 30_000_000, export: 8_661, other: 900_000 };

	constructor(clock: Clock, settings: Settings) {
		this.clock = clock;
		this.settings = settings;
	}

	clear(): void {
		this.folders = [];
		this.releases = [];
		this.robots = [];
		this.machines = [];
		this.sessions = [];
		this.logs = [];
		this.exports = [];
		this.attachments.clear();
		this.jobsById.clear();
		this.jobsByKey.clear();
		this.liveJobs.clear();
		this.exportsToFail = 0;
	}

	get jobs(): Job[] {
		return [...this.jobsById.values()];
	}

	addJob(job: Job): Job {
		if (this.jobsById.has(job.Id) || this.jobsByKey.has(job.Key)) {
			throw new Error(`a job with Id ${job.Id} or Key ${job.Key} exists already`);
		}
		this.jobsById.set(job.Id, job);
		this.jobsByKey.set(job.Key, job);
		this.liveJobs.add(job);
		return job;
	}

	/** Jobs that are not final. They are few, also where the history is long. */
	listLiveJobs(): Job[] {
		for (const job of this.liveJobs) {
			if (FINAL_STATES.includes(job.State)) this.liveJobs.delete(job);
		}
		return [...this.liveJobs];
	}

	removeJob(id: number): void {
		const job = this.jobsById.get(id);
		if (!job) return;
		this.jobsById.delete(id);
		this.jobsByKey.delete(job.Key);
		this.liveJobs.delete(job);
	}

	findJob(idOrKey: number | string): Job | undefined {
		return typeof idOrKey === 'number'
			? this.jobsById.get(idOrKey)
			: this.jobsByKey.get(idOrKey.toLowerCase());
	}

	findFolder(id: number): Folder | undefined {
		return this.folders.find((folder) => folder.Id === id);
	}

	findRelease(id: number): Release | undefined {
		return this.releases.find((release) => release.Id === id);
	}

	findRobot(id: number | null): Robot | undefined {
		return this.robots.find((robot) => robot.Id === id);
	}

	findMachine(id: number | null): Machine | undefined {
		return this.machines.find((machine) => machine.Id === id);
	}

	/** Ids are never used twice and have holes, as on a tenant that others use too. */
	nextId(kind: 'job' | 'export' | 'other'): number {
		this.nextIds[kind] += kind === 'job' ? 1 + (this.nextIds[kind] % 3) : 1;
		return this.nextIds[kind];
	}

	/** Issues an opaque reference token, the form whose claims nobody can read. */
	addToken(token: Partial<Omit<Token, 'value'>> & { value?: string } = {}): Token {
		const complete: Token = {
			scopes: [...ALL_SCOPES],
			identity: 'user',
			expiresAt: null,
			hasOwnRobot: false,
			...token,
			value: token.value ?? `rt_${randomBytes(32).toString('hex').toUpperCase()}-1`,
		};
		this.tokens.set(complete.value, complete);
		return complete;
	}
}

const AREAS =
	'Administration Assets Audit BusinessRules Execution Folders Jobs License Machines Monitoring Queues Robots Settings Tasks TestDataQueues TestSetExecutions TestSets TestSetSchedules Users Webhooks';

/** Every scope a token request may name. */
export const ALL_SCOPES: readonly string[] = [
	'OR.Default',
	...AREAS.split(' ').flatMap((area) => [`OR.${area}`, `OR.${area}.Read`, `OR.${area}.Write`]),
];
