import axios from 'axios';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Sandbox, startSandbox } from '../../sandbox/src/index.mts';
import { createTempFolder, OWNER } from '../../scripts/host/host.mts';
import { readArray, readString } from '../../scripts/host/json.mts';
import { createCredential, type StoredCredential } from '../../scripts/host/n8n-credentials.mts';
import { N8nSession } from '../../scripts/host/n8n-session.mts';
import {
	createWorkflow,
	publishWorkflow,
	type WorkflowDefinition,
} from '../../scripts/host/n8n-workflows.mts';
import { openQueueHost, type QueueHost, type Worker } from '../../scripts/host/queue-host.mts';
import { packPackage } from '../../scripts/host/tarball.mts';
import type { Teardown } from '../../scripts/host/teardown.mts';

const CHECK_MS = 100;

/** An n8n in queue mode of its own, whose workers may be killed, and a sandbox. */
export interface QueueStand {
	readonly host: QueueHost;
	readonly session: N8nSession;
	readonly sandbox: Sandbox;
	readonly credential: StoredCredential;
}

export async function openQueueStand(teardown: Teardown): Promise<QueueStand> {
	const sandbox = await startSandbox({ listCallsPerMinute: 1_000, pendingMs: 50, runMs: 300 });
	teardown.add('stop the sandbox', async () => await sandbox.close());
	const folder = await createTempFolder(teardown);
	const host = await openQueueHost(await packPackage(folder), folder, teardown);
	const session = await N8nSession.setUpOwner(host.main.url, OWNER);
	const credential = await createCredential(session, {
		type: 'uiPathOrchestratorApi',
		name: 'Access token',
		data: { tenantUrl: sandbox.tenantUrl, bearerToken: sandbox.token },
	});
	return { host, session, sandbox, credential };
}

/** Saves and publishes a workflow; returns its id. */
export async function publish(
	{ session }: QueueStand,
	definition: WorkflowDefinition,
): Promise<string> {
	const id = await createWorkflow(session, definition);
	await publishWorkflow(session, id);
	return id;
}

/** Executions of a workflow, newest first. */
export async function listExecutions(
	{ session }: QueueStand,
	workflowId: string,
): Promise<Array<{ id: string; status: string }>> {
	const filter = JSON.stringify({ workflowId });
	const page = await session.get('/rest/executions', { filter, limit: '100' });
	return readArray(page, 'results').map((row) => ({
		id: readString(row, 'id'),
		status: readString(row, 'status'),
	}));
}

/** Waits for something to become true; fails with `what` when it does not in time. */
export async function waitUntil(
	what: string,
	check: () => boolean | Promise<boolean>,
	timeoutMs = 60_000,
): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (!(await check())) {
		if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs / 1000} s: ${what}`);
		await sleep(CHECK_MS);
	}
}

/** The workers that had a hand in an execution, in the order of `host.workers`. */
export async function findWorkers({ host }: QueueStand, executionId: string): Promise<Worker[]> {
	const line = new RegExp(`Worker started execution ${executionId} `);
	const logs = await Promise.all(host.workers.map(async (worker) => await worker.readLog()));
	return host.workers.filter((_, index) => line.test(logs[index] ?? ''));
}

/** Calls a published webhook, as another system would. */
export async function call({ host }: QueueStand, path: string, body: object = {}): Promise<void> {
	// In queue mode n8n publishes in the background: the address is there a moment later.
	await waitUntil(`the webhook "${path}" is there`, async () => {
		const { status } = await axios.post(`${host.main.url}/webhook/${path}`, body, {
			proxy: false,
			validateStatus: () => true,
		});
		if (status === 404) return false;
		if (status < 300) return true;
		throw new Error(`the webhook "${path}" answered with ${status}`);
	});
}
