import { createJob } from './jobs.mts';
import type { Fault, FaultInjector } from './faults.mts';
import type { Folder, Job, Release, Script, Token } from './model.mts';
import type { Settings } from './options.mts';
import type { RecordedRequest } from './record.mts';
import { addLog } from './outcomes.mts';
import { createFolder } from './seed/folders.mts';
import { seedState } from './seed/index.mts';
import { createRelease } from './seed/processes.mts';
import { createSession } from './seed/robots.mts';
import type { Tenant } from './tenant.mts';
import { parseMs } from './time.mts';

export type Limits = Partial<
	Pick<
		Settings,
		| 'listCallsPerMinute'
		| 'listLagMs'
		| 'missingRoutes'
		| 'queryErrors'
		| 'exportsPerDay'
		| 'retryAfter'
		| 'tellsRemaining'
		| 'exportQuotaStatus'
		| 'startJobsStatus'
		| 'legacyCount'
		| 'restartRule'
		| 'redispatch'
		| 'exportMs'
		| 'exportFormat'
		| 'exportBytes'
		| 'rememberLists'
		| 'linkLifetimeMs'
		| 'tokenLifetime'
		| 'quoteExpiresIn'
		| 'pendingMs'
		| 'runMs'
		| 'timeForm'
	>
>;

/**
 * A job to add: any column, and the release (by key) it belongs to. With `visibleAt` (ISO time) nobody
 * sees it before the sandbox's clock gets there, as when a row is written or replicated late.
 */
export type NewJob = Partial<Job> & { ReleaseKey?: string; visibleAt?: string };

/** Levers of a running sandbox that no Orchestrator has. */
export class Control {
	private readonly tenant: Tenant;
	private readonly faults: FaultInjector;
	readonly requests: RecordedRequest[];
	private readonly addTokens: () => void;

	constructor(
		tenant: Tenant,
		faults: FaultInjector,
		requests: RecordedRequest[],
		addTokens: () => void,
	) {
		this.tenant = tenant;
		this.faults = faults;
		this.requests = requests;
		this.addTokens = addTokens;
	}

	/**
	 * Adds jobs as they are given (a Pending or Running one goes on by itself). Without a ReleaseKey
	 * or releaseId a job belongs to the first release of its OrganizationUnitId, or of the tenant.
	 */
	addJobs(jobs: NewJob[]): Job[] {
		const { state, engine } = this.tenant;
		return jobs.map(({ ReleaseKey, visibleAt, ...given }) => {
			const release = state.releases.find((candidate) => {
				if (ReleaseKey !== undefined) return candidate.Key === ReleaseKey;
				if (given.releaseId !== undefined) return candidate.Id === given.releaseId;
				const folder = given.OrganizationUnitId;
				return folder === undefined || candidate.OrganizationUnitId === folder;
			});
			if (!release) throw new Error('no release for the new job');
			const job = createJob(state, release, given);
			engine.reveal(job, visibleAt);
			return job;
		});
	}

	/** Deletes jobs by id, as a clean-up of old rows does; ids that are not there are ignored. */
	removeJobs(ids: readonly number[]): void {
		for (const id of ids) {
			this.tenant.engine.dismiss(id);
			this.tenant.state.removeJob(id);
		}
	}

	/** Adds a line to a job's robot log, now or at an ISO time. */
	addLog(jobId: number, level: string, message: string, at: string = this.now()): void {
		const job = this.tenant.state.findJob(jobId);
		if (!job) throw new Error(`no job ${jobId}`);
		addLog(this.tenant.state, job, parseMs(at), level, message);
	}

	addFolders(folders: Array<Partial<Folder> & { Id: number; DisplayName: string }>): Folder[] {
		const added = folders.map(createFolder);
		this.tenant.state.folders.push(...added);
		return added;
	}

	addReleases(
		releases: Array<
			Partial<Release> & { Id: number; Key: string; Name: string; OrganizationUnitId: number }
		>,
	): Release[] {
		const { state } = this.tenant;
		const added = releases.map((release) => {
			const folder = state.findFolder(release.OrganizationUnitId);
			if (!folder) throw new Error(`no folder ${release.OrganizationUnitId}`);
			return createRelease(folder, release);
		});
		state.releases.push(...added);
		return added;
	}

	/** Sets what the engine does with jobs of a release that are created from now on. */
	addScript(releaseKey: string, script: Script): void {
		const release = this.tenant.state.releases.find(({ Key }) => Key === releaseKey);
		if (!release) throw new Error(`no release ${releaseKey}`);
		release.script = script;
	}

	/** Connects a host to a machine, as when a robot service starts. */
	connectMachine(machineId: number, hostMachineName: string): void {
		const { state, engine } = this.tenant;
		const machine = state.findMachine(machineId);
		if (!machine) throw new Error(`no machine ${machineId}`);
		state.sessions.push(createSession(state, machine, hostMachineName));
		engine.settle();
	}

	/** The opposite: the host of a machine goes away. */
	disconnectMachine(machineId: number): void {
		for (const session of this.tenant.state.sessions) {
			if (session.MachineId === machineId) session.State = 'Disconnected';
		}
	}

	addToken(token: Partial<Omit<Token, 'value'>> & { value?: string } = {}): string {
		return this.tenant.state.addToken(token).value;
	}

	revokeToken(value: string): void {
		this.tenant.state.tokens.delete(value);
	}

	/** Moves the clock forward, a manual one as well as a real one. */
	advanceClock(ms: number): void {
		this.tenant.state.clock.advance(ms);
		this.tenant.engine.settle();
	}

	setClock(iso: string): void {
		this.tenant.state.clock.set(iso);
		this.tenant.engine.settle();
	}

	now(): string {
		return this.tenant.state.clock.iso();
	}

	injectFault(fault: Fault): void {
		this.faults.inject(fault);
	}

	clearFaults(): void {
		this.faults.clear();
	}

	/** Links to files point to another origin from now on, such as a proxy before the blob host. */
	setBlobOrigin(origin: string): void {
		this.tenant.urls.blob = origin;
	}

	setLimits(limits: Limits): void {
		Object.assign(this.tenant.settings, limits);
	}

	/** The next exports (1 when not said otherwise) end as Failed. */
	failExports(count = 1): void {
		this.tenant.state.exportsToFail = count;
	}

	getJob(idOrKey: number | string): Job | undefined {
		this.tenant.engine.settle();
		return this.tenant.state.findJob(idOrKey);
	}

	jobs(): Job[] {
		this.tenant.engine.settle();
		return this.tenant.state.jobs;
	}

	/** Counts and settings, for a quick look. */
	inspect(): Record<string, unknown> {
		const { state, settings } = this.tenant;
		const { tls: _secret, ...visible } = settings;
		return {
			now: state.clock.iso(),
			folders: state.folders.length,
			releases: state.releases.length,
			jobs: this.jobs().length,
			exports: state.exports.length,
			requests: this.requests.length,
			faults: this.faults.pending,
			settings: visible,
		};
	}

	/** Back to the seed: data, faults, quotas and recorded requests; tokens stay valid. */
	reset(seed: 'demo' | 'none' = this.tenant.settings.seed): void {
		seedState(this.tenant.state, this.tenant.engine, seed);
		this.tenant.limits.reset();
		this.faults.clear();
		this.requests.length = 0;
		this.addTokens();
	}
}
