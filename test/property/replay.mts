/** Plays a history to the real trigger, and checks after every poll what the model says. */
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { INodeExecutionData } from 'n8n-workflow';

import { apiRequests } from '../engine/sandbox.mts';
import { createHost, getPolling, idsOf, triggerSetup } from '../engine/trigger/polling.mts';
import type { HostKind, PollHost } from '../engine/trigger/poll-host.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { armFailure, armHold } from './failures.mts';
import { type ConfigName, CONFIGS, type History, type PollStep, type Step } from './history.mts';
import { Model } from './model.mts';
import { endJob, openSmallTenant, signIn } from './tenant.mts';

type Churn = Extract<Step, { do: 'churn' }>;

const LONGEST_STATE = 100_000;
const CALM: PollStep = { failure: undefined, isHurried: false };

export class Replay {
	private readonly sandbox: Sandbox;

	private readonly kind: HostKind;

	private readonly history: History;

	private readonly lookBackMs: number;

	private readonly host: PollHost;

	private readonly model: Model;

	private config: ConfigName;

	private isActive = false;

	/** Scheduled polls in a row that came to their end and left nothing out. */
	private wholePolls = 0;

	constructor(sandbox: Sandbox, kind: HostKind, history: History) {
		this.sandbox = sandbox;
		this.kind = kind;
		this.history = history;
		this.lookBackMs = history.lookBackMinutes * 60_000;
		this.config = history.config;
		this.model = new Model(kind);
		openSmallTenant(sandbox);
		sandbox.control.setLimits({ timeForm: history.timeForm });
		const now = Math.floor(Date.now() / 1000) * 1000 + history.startMs;
		sandbox.control.setClock(new Date(now).toISOString());
		this.host = createHost(kind, this.setUp());
		this.pass(0);
	}

	async run(): Promise<void> {
		await this.play({ do: 'end', jobs: this.history.before });
		for (const step of this.history.steps) await this.play(step);
		await this.drain();
		if (this.history.isRested) await this.rest();
	}

	private async play(step: Step): Promise<void> {
		switch (step.do) {
			case 'end':
				for (const job of step.jobs) {
					this.model.addJob(endJob(this.sandbox, job, this.lookBackMs));
				}
				return;
			case 'pass':
				this.pass(step.ms);
				return;
			case 'delete':
				this.sandbox.control.removeJobs([this.model.deleteJob(step.pick) ?? 0]);
				return;
			case 'poll':
				await this.poll(step);
				return;
			case 'overlap':
				await this.overlap();
				return;
			case 'churn':
				await this.churn(step);
				return;
			case 'restart':
				this.host.stop();
				this.isActive = false;
				await this.poll(step);
				return;
			case 'change':
				if (step.isDrained) await this.drain();
				this.config = step.to;
				this.host.change(this.setUp());
				this.isActive = false;
				await this.poll(step);
		}
	}

	private setUp() {
		const { lookBackMinutes: lookBack, maxItems, withLogs } = this.history;
		const options = { lookBack, maxItems, ...(withLogs ? { includeErrorLogs: 1 } : {}) };
		const setup = triggerSetup(this.sandbox, { ...CONFIGS[this.config], options });
		return { ...setup, credentials: signIn(this.sandbox) };
	}

	private get now(): number {
		return Date.parse(this.sandbox.control.now());
	}

	/** n8n's machine ages as fast as the server, on a clock of its own. */
	private pass(ms: number): void {
		this.sandbox.control.advanceClock(ms);
		getPolling().setHostClock(this.now + this.history.skewMs - Date.now());
	}

	/** A scheduled poll, or the activation while n8n is down; one that throws leaves it down. */
	private async poll({ failure, isHurried }: PollStep): Promise<void> {
		const isActivation = !this.isActive;
		// Jobs end before an activation or after it, never in the very millisecond.
		if (isActivation) this.pass(1);
		const isAbandoned = failure?.kind === 'abandoned' && !isActivation && this.kind !== 'legacy';
		const budgetMs = isHurried ? 0 : failure?.kind === 'reset' ? 200 : 36_000;
		const before = this.remember();
		const disarm = armFailure(this.sandbox, failure);
		let items: INodeExecutionData[];
		try {
			const settings = { budgetMs, isAbandoned };
			items = await (isActivation ? this.host.activate(settings) : this.host.tick(settings));
		} catch (caught: unknown) {
			if (failure === undefined) throw caught;
			this.expectUnchanged(before);
			return;
		} finally {
			disarm();
		}
		if (isAbandoned) this.expectUnchanged(before);
		else this.accept(items, isActivation, isHurried);
	}

	/** A poll that failed leaves the state as it was, the memory of a legacy host included. */
	private expectUnchanged(before: string): void {
		this.wholePolls = 0;
		if (this.remember() !== before) throw new Error('a poll that failed changed the state');
	}

	private accept(items: INodeExecutionData[], isActivation: boolean, isHurried: boolean): void {
		this.isActive = true;
		if (isActivation) this.model.activate(this.config, this.now);
		this.model.receive(idsOf(items));
		if (!isActivation || items.length > 0) this.model.commit();
		if (this.remember().length > LONGEST_STATE) throw new Error('the state is too long');
		const isWhole = !isActivation && !isHurried && items.length < this.history.maxItems;
		this.wholePolls = isWhole ? this.wholePolls + 1 : 0;
		// The first of two may have finished an older scan only.
		if (this.wholePolls >= 2) this.model.expectNoneLost(this.now);
	}

	private async overlap(): Promise<void> {
		if (this.kind !== 'legacy' || !this.isActive) return;
		this.wholePolls = 0;
		const polls = await Promise.all([this.host.tick(), this.host.tick()]);
		for (const items of polls) this.model.receive(idsOf(items));
	}

	/** Whatever changes between two reads of one poll: what comes is due, and comes once. */
	private async churn({ afterRequests, jobs, pick }: Churn): Promise<void> {
		if (!this.isActive) return;
		this.wholePolls = 0;
		const disarm = armHold(this.sandbox, afterRequests);
		const before = apiRequests(this.sandbox).length;
		let isOver = false;
		const poll = this.host.tick().finally(() => (isOver = true));
		while (!isOver && apiRequests(this.sandbox).length - before <= afterRequests) await nextTurn();
		await this.play({ do: 'delete', pick });
		await this.play({ do: 'end', jobs });
		this.model.receive(idsOf(await poll));
		this.model.commit();
		disarm();
	}

	private remember(): string {
		const { saved, cursor = {}, writes, nodeState = {} } = this.host;
		return JSON.stringify({ saved, cursor, writes, nodeState });
	}

	/** Lets everything become visible and polls until nothing is left. */
	private async drain(): Promise<void> {
		this.pass(this.lookBackMs);
		this.wholePolls = 0;
		while (this.wholePolls < 2) await this.poll(CALM);
	}

	/** Once the look-back has passed, polls cost one request and write nothing. */
	private async rest(): Promise<void> {
		this.pass(2 * this.lookBackMs);
		await this.poll(CALM);
		const { writes } = this.host;
		const before = apiRequests(this.sandbox).length;
		this.pass(2 * this.lookBackMs);
		await this.poll(CALM);
		if (this.host.writes !== writes) throw new Error('an idle poll wrote');
		const requests = apiRequests(this.sandbox).length - before;
		// Without durable cursors a scheduler saves nothing while idle, the end of a scan included.
		if (requests !== 1 && this.kind !== 'scheduler') {
			throw new Error(`an idle poll made ${requests} requests`);
		}
	}
}
