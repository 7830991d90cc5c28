import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.mts';
import { createTempFolder, OWNER } from '../host/host.mts';
import { createCredential } from '../host/n8n-credentials.mts';
import { type N8nServer, startN8n } from '../host/n8n-server.mts';
import { N8nSession } from '../host/n8n-session.mts';
import { createWorkflow, publishWorkflow, unpublishWorkflow } from '../host/n8n-workflows.mts';
import { installTarball } from '../host/tarball.mts';
import type { Teardown } from '../host/teardown.mts';
import { type Deliveries, readDeliveries } from '../trigger/deliveries.mts';
import { HOST_MODES, type HostMode } from '../trigger/modes.mts';
import { Actions } from './actions.mts';
import { endSomeJobs, injectFailure } from './traffic.mts';
import { countHandles, type OpenHandles, readVitals, type Vitals } from './vitals.mts';
import { buildWatcher, expectedIds, type Watcher, WATCHERS } from './watchers.mts';

const PROBE = pathToFileURL(join(import.meta.dirname, 'probe.mjs')).href;
const JOBS_EVERY_MS = 1000;
const FAILURE_EVERY_MS = 7000;
const ACTION_EVERY_MS = 4000;
/** Late rows, and two polls of every trigger after the last of them. */
const LAST_POLLS_MS = 150_000;
/** Shares of the time with traffic after which n8n is ended, and how. */
const RESTARTS = [
	{ share: 0.2, signal: 'SIGKILL' },
	{ share: 0.4, signal: 'SIGTERM' },
] as const;

export interface SoakOptions {
	readonly mode: HostMode;
	/** Of the whole run but for the first start of n8n. */
	readonly minutes: number;
	readonly tarball: string;
	readonly report: (step: string) => void;
}

export interface WatcherResult extends Deliveries {
	readonly watcher: Watcher;
	readonly expected: readonly number[];
}

export interface SoakResult {
	readonly watchers: readonly WatcherResult[];
	readonly actions: Actions;
	readonly sandbox: Sandbox;
	readonly failures: ReadonlyMap<string, number>;
	/** Of n8n at rest: after its last start, and at the end. */
	readonly before: OpenHandles;
	readonly after: OpenHandles;
	/** Of the last life of n8n. */
	readonly life: readonly Vitals[];
	readonly userFolder: string;
}

class Soak {
	readonly #options: SoakOptions;
	readonly #teardown: Teardown;
	readonly #begin = Date.now();
	readonly failures = new Map<string, number>();
	readonly sandbox: Sandbox;
	readonly userFolder: string;
	readonly #workflowIds = new Map<Watcher, string>();
	#server!: N8nServer;
	#session!: N8nSession;
	#isOver = false;
	actions!: Actions;

	constructor(options: SoakOptions, teardown: Teardown, sandbox: Sandbox, userFolder: string) {
		this.#options = options;
		this.#teardown = teardown;
		this.sandbox = sandbox;
		this.userFolder = userFolder;
	}

	report(step: string) {
		const seconds = Math.round((Date.now() - this.#begin) / 1000);
		this.#options.report(`${step} (${seconds} s)`);
	}

	get vitalsFile() {
		return join(this.userFolder, 'vitals.jsonl');
	}

	get pid() {
		return this.#server.pid;
	}

	async startHost(isFirst: boolean) {
		const settings = {
			...HOST_MODES[this.#options.mode],
			N8N_LOG_LEVEL: 'debug',
			NODE_OPTIONS: `--import=${PROBE}`,
			SOAK_VITALS: this.vitalsFile,
		};
		this.#server = await startN8n(this.userFolder, this.#teardown, { settings });
		const { url } = this.#server;
		this.#session = isFirst
			? await N8nSession.setUpOwner(url, OWNER)
			: await N8nSession.signIn(url, OWNER);
	}

	async publishAll() {
		const { tenantUrl, token } = this.sandbox;
		const { id, name } = await createCredential(this.#session, {
			type: 'uiPathOrchestratorApi',
			name: 'Soak',
			data: { tenantUrl, bearerToken: token },
		});
		this.actions = new Actions({ id, name });
		for (const watcher of WATCHERS) {
			const definition = buildWatcher(watcher, { id, name });
			const workflowId = await createWorkflow(this.#session, definition);
			this.#workflowIds.set(watcher, workflowId);
			await publishWorkflow(this.#session, workflowId);
		}
	}

	/** Ends n8n and starts it again; jobs go on ending meanwhile. */
	async restart(signal: 'SIGKILL' | 'SIGTERM') {
		this.report(`restart by ${signal}`);
		// What runs when n8n dies is n8n's to lose: executions that began have their jobs.
		await this.#settle();
		await (signal === 'SIGKILL' ? this.#server.kill() : this.#server.stop());
		await sleep(5000);
		await this.startHost(false);
	}

	async #settle() {
		for (const id of this.#workflowIds.values()) await readDeliveries(this.#session, id);
	}

	/** Does something again and again until the traffic is over. */
	async #repeat(everyMs: number, act: () => unknown) {
		while (!this.#isOver) {
			await act();
			await sleep(everyMs);
		}
	}

	async runTraffic(ms: number): Promise<OpenHandles> {
		const end = Date.now() + ms;
		const streams = [
			this.#repeat(JOBS_EVERY_MS, () => endSomeJobs(this.sandbox)),
			this.#repeat(FAILURE_EVERY_MS, () => {
				const kind = injectFailure(this.sandbox);
				this.failures.set(kind, (this.failures.get(kind) ?? 0) + 1);
			}),
			this.#repeat(ACTION_EVERY_MS, async () => await this.actions.runNext(this.#session)),
		];
		let before = this.countHandles();
		const start = end - ms;
		for (const { share, signal } of RESTARTS) {
			await sleep(Math.max(0, start + share * ms - Date.now()));
			await this.restart(signal);
			before = this.countHandles();
		}
		await sleep(Math.max(0, end - Date.now()));
		this.#isOver = true;
		await Promise.all(streams);
		return before;
	}

	countHandles(): OpenHandles {
		const ports = [this.sandbox.origin, this.sandbox.blobOrigin].map((url) =>
			Number(new URL(url).port),
		);
		return countHandles(this.pid, ports, this.userFolder);
	}

	/** Lets the triggers catch up in peace, and reads what they emitted. */
	async finish(since: number): Promise<WatcherResult[]> {
		this.sandbox.control.clearFaults();
		this.report('last polls');
		// A host with back-off may not poll for minutes after a failure, unless it is told to go on.
		for (const id of this.#workflowIds.values()) {
			await unpublishWorkflow(this.#session, id);
			await publishWorkflow(this.#session, id);
		}
		await sleep(LAST_POLLS_MS);
		const results: WatcherResult[] = [];
		for (const [watcher, id] of this.#workflowIds) {
			const deliveries = await readDeliveries(this.#session, id);
			const expected = expectedIds(this.sandbox, watcher, since);
			results.push({ watcher, expected, ...deliveries });
		}
		return results;
	}

	async stopHost() {
		await this.#server.stop();
	}
}

/** Lets a real n8n work for a while under jobs, starts, exports, failures and restarts. */
export async function runSoak(options: SoakOptions, teardown: Teardown): Promise<SoakResult> {
	const sandbox = await startSandbox({
		listCallsPerMinute: 400,
		exportMs: 500,
		exportsPerDay: 1e6,
	});
	teardown.add('stop the sandbox', async () => await sandbox.close());
	const userFolder = await createTempFolder(teardown);
	await installTarball(options.tarball, userFolder);
	const soak = new Soak(options, teardown, sandbox, userFolder);
	soak.report('start');
	await soak.startHost(true);
	await soak.publishAll();
	const since = Date.now();
	soak.report('traffic');
	const before = await soak.runTraffic(options.minutes * 60_000 - LAST_POLLS_MS);
	const watchers = await soak.finish(since);
	const after = soak.countHandles();
	const life = readVitals(soak.vitalsFile).filter(({ pid }) => pid === soak.pid);
	await soak.stopHost();
	const { actions, failures } = soak;
	return { watchers, actions, sandbox, failures, before, after, life, userFolder };
}
