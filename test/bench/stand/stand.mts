import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTempFolder, OWNER } from '../../../scripts/host/host.mts';
import { ensureHostInstalled } from '../../../scripts/host/install.mts';
import type { JsonObject } from '../../../scripts/host/json.mts';
import { startN8n } from '../../../scripts/host/n8n-server.mts';
import { N8nSession } from '../../../scripts/host/n8n-session.mts';
import { createWorkflow, startWorkflow } from '../../../scripts/host/n8n-workflows.mts';
import { installTarball, packPackage } from '../../../scripts/host/tarball.mts';
import type { Teardown } from '../../../scripts/host/teardown.mts';
import { installPeer } from './peer.mts';

const BENCH_DIR = join(import.meta.dirname, '..');
const CHECK_MS = 10;
/** Far beyond any row: an n8n that lost an execution is not waited for. */
const RESULT_WITHIN_MS = 600_000;
const TRIGGER = 'Run by hand';
const NODE = 'Contender';

/** What the hook in `hook.cjs` tells about a node. */
export interface NodeTime {
	/** As n8n shows it below the node, ms. */
	readonly ms: number;
	readonly items: number;
	/** Distinct values of `Id`. */
	readonly ids: number;
	/** Items that carry an error. */
	readonly failed: number;
}

interface Execution {
	readonly executionId: string;
	readonly status: string;
	readonly error?: string;
	readonly nodes: Readonly<Record<string, NodeTime>>;
}

/** A node as a workflow holds it, without name and place. */
export type NodeDefinition = JsonObject & { readonly type: string };

/** A real n8n with this package, the raw floor and, if given, another package installed. */
export interface Stand {
	readonly session: N8nSession;
	/**
	 * Runs the node once with these items.
	 * @throws Error when the execution did not succeed
	 */
	run(node: NodeDefinition, inputs: readonly JsonObject[]): Promise<NodeTime>;
}

/** Starts it with the package as it was built last; nothing is left after `teardown`. */
export async function openStand(
	teardown: Teardown,
	report: (step: string) => void,
	peerTarball?: string,
): Promise<Stand> {
	await ensureHostInstalled();
	const userFolder = await createTempFolder(teardown);
	report('Packing the package');
	await installTarball(await packPackage(userFolder), userFolder);
	if (peerTarball !== undefined) await installPeer(peerTarball, userFolder);
	const resultsFile = join(userFolder, 'results.jsonl');
	await writeFile(resultsFile, '');
	report('Starting n8n');
	const { url } = await startN8n(userFolder, teardown, {
		settings: {
			BENCH_RESULTS: resultsFile,
			EXTERNAL_HOOK_FILES: join(BENCH_DIR, 'stand', 'hook.cjs'),
			N8N_CUSTOM_EXTENSIONS: join(BENCH_DIR, 'floor-node'),
			// Stripping types says on each start that it is experimental.
			NODE_NO_WARNINGS: '1',
		},
	});
	const session = await N8nSession.setUpOwner(url, OWNER);
	return { session, run: createRunner(session, resultsFile) };
}

function createRunner(session: N8nSession, resultsFile: string): Stand['run'] {
	return async (node, inputs) => {
		const workflowId = await createWorkflow(session, {
			name: `bench ${node.type}`,
			nodes: [
				{
					id: 'trigger',
					name: TRIGGER,
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{ id: 'node', name: NODE, position: [240, 0], ...node },
			],
			connections: { [TRIGGER]: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
			pinData: { [TRIGGER]: inputs.map((json) => ({ json })) },
			settings: { executionOrder: 'v1', saveManualExecutions: false },
		});
		const executionId = await startWorkflow(session, workflowId, TRIGGER);
		const execution = await waitForResult(resultsFile, executionId);
		const time = execution.nodes[NODE];
		if (execution.status !== 'success' || time === undefined) {
			throw new Error(`${node.type}: ${execution.status}, ${execution.error}`);
		}
		return time;
	};
}

async function waitForResult(resultsFile: string, executionId: string): Promise<Execution> {
	const deadline = Date.now() + RESULT_WITHIN_MS;
	while (Date.now() < deadline) {
		const lines = (await readFile(resultsFile, 'utf8')).split('\n').slice(0, -1);
		for (const line of lines) {
			const execution = JSON.parse(line) as Execution;
			if (execution.executionId === executionId) return execution;
		}
		await sleep(CHECK_MS);
	}
	throw new Error(`Execution ${executionId} did not end within ten minutes`);
}
