import { setTimeout as sleep } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.mts';
import { createTempFolder } from '../host/host.mts';
import { installTarball } from '../host/tarball.mts';
import type { Teardown } from '../host/teardown.mts';
import type { HostMode } from '../trigger/modes.mts';
import { Actions } from './actions.mts';
import { SoakHost, type WatcherResult } from './soak-host.mts';
import { endSomeJobs, injectFailure } from './traffic.mts';
import type { OpenHandles, Vitals } from './vitals.mts';

const JOBS_EVERY_MS = 1000;
const FAILURE_EVERY_MS = 10_000;
const ACTION_EVERY_MS = 1000;
/** Actions that run at the same time. */
const ACTION_STREAMS = 3;
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
	/** The packed package, see `packPackage`. */
	readonly tarball: string;
	readonly report: (step: string) => void;
}

export interface SoakResult {
	readonly watchers: readonly WatcherResult[];
	readonly actions: Actions;
	readonly sandbox: Sandbox;
	/** How often each failure was armed. */
	readonly failures: ReadonlyMap<string, number>;
	/** Of n8n after its last start, and at the end. */
	readonly before: OpenHandles;
	readonly after: OpenHandles;
	/** Of the last life of n8n. */
	readonly life: readonly Vitals[];
	/** How often n8n ended by itself while it started. */
	readonly failedStarts: number;
	readonly userFolder: string;
}

/** Lets jobs end, requests fail and actions run until it is told to stop. */
class Traffic {
	readonly failures = new Map<string, number>();
	readonly #streams: Array<Promise<void>>;
	#isOver = false;

	constructor(host: SoakHost, sandbox: Sandbox, actions: Actions) {
		const runAction = async () => {
			if (!host.isDown) await actions.runNext(host.session);
		};
		this.#streams = [
			this.#repeat(JOBS_EVERY_MS, () => endSomeJobs(sandbox)),
			this.#repeat(FAILURE_EVERY_MS, () => {
				const kind = injectFailure(sandbox);
				this.failures.set(kind, (this.failures.get(kind) ?? 0) + 1);
			}),
			...Array.from({ length: ACTION_STREAMS }, async () => {
				await this.#repeat(ACTION_EVERY_MS, runAction);
			}),
		];
	}

	async #repeat(everyMs: number, act: () => unknown) {
		while (!this.#isOver) {
			await act();
			await sleep(everyMs);
		}
	}

	async stop(): Promise<void> {
		this.#isOver = true;
		await Promise.all(this.#streams);
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
	const begin = Date.now();
	const report = (step: string) =>
		options.report(`${step} (${Math.round((Date.now() - begin) / 1000)} s)`);

	report('start');
	const host = await SoakHost.start(sandbox, userFolder, options.mode, teardown);
	const actions = new Actions(await host.publishAll());
	report('traffic');
	const since = Date.now();
	const trafficMs = options.minutes * 60_000 - LAST_POLLS_MS;
	const traffic = new Traffic(host, sandbox, actions);
	for (const { share, signal } of RESTARTS) {
		await sleep(Math.max(0, since + share * trafficMs - Date.now()));
		report(`restart by ${signal}`);
		await host.restart(signal);
	}
	const before = host.countHandles();
	await sleep(Math.max(0, since + trafficMs - Date.now()));
	await traffic.stop();

	report('last polls');
	sandbox.control.clearFaults();
	await host.publishAnew();
	await sleep(LAST_POLLS_MS);
	const watchers = await host.readDeliveries(since);
	const [after, life] = [host.countHandles(), host.readLife()];
	await host.stop();
	const { failures } = traffic;
	const { failedStarts } = host;
	return {
		watchers,
		actions,
		sandbox,
		failures,
		before,
		after,
		life,
		failedStarts,
		userFolder,
	};
}
