import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { OWNER } from '../host/host.mts';
import { createCredential } from '../host/n8n-credentials.mts';
import { type N8nServer, startN8n } from '../host/n8n-server.mts';
import { N8nSession } from '../host/n8n-session.mts';
import { createWorkflow, publishWorkflow, unpublishWorkflow } from '../host/n8n-workflows.mts';
import type { Teardown } from '../host/teardown.mts';
import type { CredentialReference } from '../trigger/contenders.mts';
import { type Deliveries, readDeliveries } from '../trigger/deliveries.mts';
import { HOST_MODES, type HostMode } from '../trigger/modes.mts';
import { countHandles, type OpenHandles, readVitals, type Vitals } from './vitals.mts';
import { buildWatcher, expectedIds, type Watcher, WATCHERS } from './watchers.mts';

const PROBE = pathToFileURL(join(import.meta.dirname, 'probe.mjs')).href;
const DOWN_MS = 5000;
const MOST_STARTS = 3;
const PUBLISHED_WITHIN_MS = 120_000;
const CHECK_MS = 200;

export interface WatcherResult extends Deliveries {
	readonly watcher: Watcher;
	readonly workflowId: string;
	readonly expected: readonly number[];
}

/** The n8n of a soak, over its lives. */
export class SoakHost {
	readonly #sandbox: Sandbox;
	readonly #userFolder: string;
	readonly #mode: HostMode;
	readonly #teardown: Teardown;
	readonly #workflowIds = new Map<Watcher, string>();
	#server: N8nServer;
	session: N8nSession;
	isDown = false;
	/** How often n8n ended while it started. */
	failedStarts = 0;

	/** Starts an n8n with this package in `userFolder`, where it is installed already. */
	static async start(
		sandbox: Sandbox,
		userFolder: string,
		mode: HostMode,
		teardown: Teardown,
	): Promise<SoakHost> {
		const server = await SoakHost.#launch(userFolder, mode, teardown);
		const session = await N8nSession.setUpOwner(server.url, OWNER);
		return new SoakHost(sandbox, userFolder, mode, teardown, server, session);
	}

	private constructor(
		sandbox: Sandbox,
		userFolder: string,
		mode: HostMode,
		teardown: Teardown,
		server: N8nServer,
		session: N8nSession,
	) {
		this.#sandbox = sandbox;
		this.#userFolder = userFolder;
		this.#mode = mode;
		this.#teardown = teardown;
		this.#server = server;
		this.session = session;
	}

	static async #launch(userFolder: string, mode: HostMode, teardown: Teardown) {
		const settings = {
			...HOST_MODES[mode],
			N8N_LOG_LEVEL: 'debug',
			NODE_OPTIONS: `--import=${PROBE}`,
			SOAK_VITALS: join(userFolder, 'vitals.jsonl'),
		};
		return await startN8n(userFolder, teardown, { settings });
	}

	/** Publishes all watchers. @returns the credential that they use */
	async publishAll(): Promise<CredentialReference> {
		const { tenantUrl, token } = this.#sandbox;
		const { id, name } = await createCredential(this.session, {
			type: 'uiPathOrchestratorApi',
			name: 'Soak',
			data: { tenantUrl, bearerToken: token },
		});
		for (const watcher of WATCHERS) {
			const definition = buildWatcher(watcher, { id, name });
			const workflowId = await createWorkflow(this.session, definition);
			this.#workflowIds.set(watcher, workflowId);
			await publishWorkflow(this.session, workflowId);
		}
		await this.#waitForStartingPoints();
		return { id, name };
	}

	/** n8n may publish in the background: a watcher counts from when it asked for the newest job. */
	async #waitForStartingPoints() {
		const deadline = Date.now() + PUBLISHED_WITHIN_MS;
		const count = () =>
			this.#sandbox.requests.filter(
				({ query, status }) => status === 200 && /^EndTime desc/.test(query.$orderby ?? ''),
			).length;
		while (count() < WATCHERS.length) {
			if (Date.now() > deadline) throw new Error('Not every trigger took its starting point');
			await sleep(CHECK_MS);
		}
	}

	/**
	 * Takes the watchers back and publishes them again: a host with back-off may not poll for minutes
	 * after a failure, unless it is told to go on.
	 */
	async publishAnew(): Promise<void> {
		for (const id of this.#workflowIds.values()) {
			await unpublishWorkflow(this.session, id);
			await publishWorkflow(this.session, id);
		}
	}

	/** Ends n8n and starts it again; jobs go on ending meanwhile. */
	async restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
		// What runs when n8n dies is n8n's to lose, with the jobs that the trigger has handed over.
		await this.readDeliveries(0);
		this.isDown = true;
		await (signal === 'SIGKILL' ? this.#server.kill() : this.#server.stop());
		await sleep(DOWN_MS);
		this.#server = await this.#launchAgain();
		this.session = await N8nSession.signIn(this.#server.url, OWNER);
		this.isDown = false;
	}

	/**
	 * As a supervisor does: n8n 2.41.1 may end with an error of its own while it tidies up executions
	 * that it was killed in, and starts the next time.
	 */
	async #launchAgain(): Promise<N8nServer> {
		for (let attempt = 1; ; attempt++) {
			try {
				return await SoakHost.#launch(this.#userFolder, this.#mode, this.#teardown);
			} catch (error) {
				if (attempt === MOST_STARTS) throw error;
				this.failedStarts++;
			}
		}
	}

	async stop(): Promise<void> {
		await this.#server.stop();
	}

	/** What n8n has open now. */
	countHandles(): OpenHandles {
		const { origin, blobOrigin } = this.#sandbox;
		const ports = [origin, blobOrigin].map((url) => Number(new URL(url).port));
		return countHandles(this.#server.pid, ports, this.#userFolder);
	}

	/** The vitals of the life that n8n is in. */
	readLife(): Vitals[] {
		const { pid } = this.#server;
		return readVitals(join(this.#userFolder, 'vitals.jsonl')).filter((one) => one.pid === pid);
	}

	/**
	 * What came out of each watcher, once all its executions have ended, and what should have.
	 *
	 * @param since moment (ms since 1970) from which on the watchers have been published
	 */
	async readDeliveries(since: number): Promise<WatcherResult[]> {
		const results: WatcherResult[] = [];
		for (const [watcher, id] of this.#workflowIds) {
			const deliveries = await readDeliveries(this.session, id);
			const expected = expectedIds(this.#sandbox, watcher, since);
			results.push({ watcher, workflowId: id, expected, ...deliveries });
		}
		return results;
	}
}
