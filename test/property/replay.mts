/** Plays a history to the real trigger, and checks after every poll what the model says. */
import { getEngine } from '../engine/globals.mts';
import type { NodeSetup } from '../engine/harness/harness.mts';
import { apiRequests, FINANCE, tokenCredentials } from '../engine/sandbox.mts';
import { createHost, faultJobs, getPolling, triggerSetup } from '../engine/trigger/polling.mts';
import type { HostKind, PollHost } from '../engine/trigger/poll-host.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import {
	type ConfigName,
	CONFIGS,
	type EndedJob,
	type History,
	type PollStep,
} from './history.mts';
import { armFailure } from './failures.mts';
import { type Epoch, isInOrder, type Job, judge } from './model.mts';

const MINUTE = 60_000;
const LONGEST_STATE = 100_000;
const CALM: PollStep = { failure: undefined, isHurried: false };

/** One folder with one process: the demo tenant takes longer to make than a history to play. */
function openSmallTenant({ control }: Sandbox): void {
	control.reset('none');
	control.addFolders([{ Id: FINANCE, DisplayName: 'Finance' }]);
	const Key = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01';
	control.addReleases([{ Id: 1, Key, Name: 'Invoices', OrganizationUnitId: FINANCE }]);
}

/** Credentials whose header is not an expression: evaluating it takes n8n a tenth of a history. */
function signIn(sandbox: Sandbox): NodeSetup['credentials'] {
	const credentials = getEngine().harness.storeCredentials(tokenCredentials(sandbox));
	credentials.authenticate = async (_values, _type, options) => ({
		url: '',
		...options,
		headers: { ...options.headers, Authorization: `Bearer ${sandbox.token}` },
	});
	return credentials;
}

/** Everything that is known while a history is played. */
export class Replay {
	private readonly sandbox: Sandbox;

	private readonly kind: HostKind;

	private readonly history: History;

	private readonly host: PollHost;

	private readonly jobs = new Map<number, Job>();

	private readonly emitted = new Set<number>();

	private config: ConfigName;

	private isActive = false;

	private order = 0;

	private epoch: Epoch | undefined;

	/** Durable hosts only: the epoch whose cursor was committed last. */
	private committed: Epoch | undefined;

	/** Polls in a row that came to their end, and with nothing left out. */
	private calmPolls = 0;

	constructor(sandbox: Sandbox, kind: HostKind, history: History) {
		this.sandbox = sandbox;
		this.kind = kind;
		this.history = history;
		this.config = history.config;
		openSmallTenant(sandbox);
		const now = Math.floor(Date.now() / 1000) * 1000 + history.startMs;
		sandbox.control.setClock(new Date(now).toISOString());
		getPolling().setHostClock(now + history.skewMs - Date.now());
		this.host = createHost(kind, this.setUp());
	}

	async run(): Promise<void> {
		this.endJobs(this.history.before);
		for (const step of this.history.steps) {
			this.order += 1;
			if (step.do === 'end') this.endJobs(step.jobs);
			else if (step.do === 'pass') this.pass(step.ms);
			else if (step.do === 'delete') this.deleteJob(step.pick);
			else if (step.do === 'poll') await this.poll(step);
			else if (step.do === 'restart') {
				this.stop();
				await this.poll(step);
			} else {
				if (step.isDrained) await this.drain();
				this.config = step.to;
				this.stop();
				this.host.change(this.setUp());
				await this.poll(step);
			}
		}
		await this.drain();
		if (this.history.isRested) await this.rest();
	}

	private setUp() {
		const { lookBackMinutes, maxItems, withLogs } = this.history;
		const setup = triggerSetup(this.sandbox, {
			...CONFIGS[this.config],
			options: {
				lookBack: lookBackMinutes,
				maxItems,
				...(withLogs ? { includeErrorLogs: 1 } : {}),
			},
		});
		return { ...setup, credentials: signIn(this.sandbox) };
	}

	private get now(): number {
		return Date.parse(this.sandbox.control.now());
	}

	private endJobs(ended: readonly EndedJob[]): void {
		const endMs = this.now;
		for (const { state, colour, ticks, lateness } of ended) {
			const late = Math.floor(this.history.lookBackMinutes * MINUTE * lateness);
			const visibleMs = endMs + late;
			const endTime = `${new Date(endMs).toISOString().slice(0, -1)}${String(ticks).padStart(4, '0')}Z`;
			const [id = 0] = faultJobs(this.sandbox, 1, {
				State: state,
				Reference: colour,
				EndTime: endTime,
				...(late === 0 ? {} : { visibleAt: new Date(visibleMs).toISOString() }),
			});
			const { order } = this;
			const job = { id, state, colour, endTime, endMs, visibleMs, order, isDeleted: false };
			this.jobs.set(id, job);
		}
	}

	private pass(ms: number): void {
		this.sandbox.control.advanceClock(ms);
		// n8n's machine ages as fast as the server.
		getPolling().setHostClock(this.now + this.history.skewMs - Date.now());
	}

	private deleteJob(pick: number): void {
		const job = [...this.jobs.values()][pick % Math.max(1, this.jobs.size)];
		if (!job) return;
		job.isDeleted = true;
		this.sandbox.control.removeJobs([job.id]);
	}

	private stop(): void {
		this.host.stop();
		this.isActive = false;
		this.calmPolls = 0;
	}

	/** One poll, or an activation while n8n is down. Activations that throw are tried again by the next. */
	private async poll({ failure, isHurried }: PollStep): Promise<number> {
		const isActivation = !this.isActive;
		// Jobs end before an activation or after it, never in the very millisecond.
		if (isActivation) this.pass(1);
		const isAbandoned = failure?.kind === 'abandoned' && !isActivation && this.kind !== 'legacy';
		const disarm = armFailure(this.sandbox, failure);
		const before = this.remember();
		const settings = { budgetMs: isHurried ? 0 : failure?.kind === 'reset' ? 200 : 36_000 };
		const [items, problem] = await this.attempt(isActivation, { ...settings, isAbandoned });
		disarm();
		if (items === undefined || isAbandoned) {
			if (!isAbandoned && failure === undefined) throw problem;
			// Memory of a legacy host included: a poll that throws leaves the state as it was.
			if (this.remember() !== before) throw new Error('a poll that failed changed the state');
			this.calmPolls = 0;
			return 0;
		}
		if (isActivation) this.activated(items.length);
		else this.committed = this.epoch;
		this.receive(items.map(({ json }) => json.Id));
		if (this.remember().length > LONGEST_STATE) throw new Error('the state is too long');
		const isWhole = !isHurried && items.length < this.history.maxItems;
		this.calmPolls = isWhole && !isActivation ? this.calmPolls + 1 : 0;
		if (this.calmPolls >= 2) this.expectNoneDue();
		return items.length;
	}

	private async attempt(isActivation: boolean, settings: Parameters<PollHost['tick']>[0]) {
		try {
			const items = await (isActivation ? this.host.activate(settings) : this.host.tick(settings));
			return [items, undefined] as const;
		} catch (caught: unknown) {
			return [undefined, caught] as const;
		}
	}

	private remember(): string {
		const { saved, cursor = {}, writes, nodeState = {} } = this.host;
		return JSON.stringify({ saved, cursor, writes, nodeState });
	}

	private activated(itemCount: number): void {
		this.isActive = true;
		// A durable host keeps the cursor of the setting before until a poll of the new one is
		// committed; set back before that, the trigger goes on where it was, as if never changed.
		const known = this.kind === 'durable' ? this.committed : undefined;
		if (known?.config === this.config) this.epoch = known;
		else if (this.epoch?.config !== this.config) {
			this.order += 1;
			this.epoch = { config: this.config, startMs: this.now, order: this.order };
			this.order += 1;
		}
		if (itemCount > 0) this.committed = this.epoch;
	}

	private receive(ids: readonly unknown[]): void {
		const received = ids.map((id) => this.jobs.get(Number(id)));
		received.forEach((job, index) => {
			if (job === undefined || this.epoch === undefined) throw new Error('an unknown job came');
			if (this.emitted.has(job.id)) throw new Error(`job ${job.id} came twice`);
			if (judge(this.epoch, job) === 'never') throw new Error(`job ${job.id} is not due`);
			const previous = received[index - 1];
			if (previous !== undefined && !isInOrder(previous, job)) {
				throw new Error(`job ${job.id} is out of order`);
			}
			this.emitted.add(job.id);
		});
	}

	/** After two whole polls nothing visible may be due: the first may have ended an older scan. */
	private expectNoneDue(): void {
		const { epoch } = this;
		if (epoch === undefined) return;
		const due = [...this.jobs.values()].filter(
			(job) =>
				!job.isDeleted &&
				!this.emitted.has(job.id) &&
				job.visibleMs <= this.now &&
				judge(epoch, job) === 'must',
		);
		if (due.length > 0) throw new Error(`lost: ${due.map(({ id }) => id).join(', ')}`);
	}

	/** Lets everything become visible and polls until nothing comes any more. */
	private async drain(): Promise<void> {
		this.pass(this.history.lookBackMinutes * MINUTE);
		this.calmPolls = 0;
		while (this.calmPolls < 2) await this.poll(CALM);
	}

	/** Once the look-back has passed, polls cost one request and write nothing. */
	private async rest(): Promise<void> {
		this.pass(2 * this.history.lookBackMinutes * MINUTE);
		await this.poll(CALM);
		const { writes } = this.host;
		const sent = apiRequests(this.sandbox).length;
		await this.poll(CALM);
		if (this.host.writes !== writes) throw new Error('an idle poll wrote');
		if (this.kind !== 'scheduler') {
			const requests = apiRequests(this.sandbox).length - sent;
			if (requests !== 1) throw new Error(`an idle poll made ${requests} requests`);
		}
	}
}
