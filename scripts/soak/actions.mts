import { randomBytes } from 'node:crypto';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import type { JsonObject } from '../host/json.mts';
import { waitForExecution } from '../host/n8n-executions.mts';
import type { N8nSession } from '../host/n8n-session.mts';
import { createWorkflow, startWorkflow } from '../host/n8n-workflows.mts';
import type { CredentialReference } from '../trigger/contenders.mts';

const TRIGGER = 'Run by hand';
const process = { __rl: true, mode: 'name', value: 'InvoiceProcessing' };
/** A start that waits, its retries included. */
const ENDS_WITHIN_MS = 180_000;

/** What every start is given; it may come out of the triggers and nowhere else. */
export const MARKED_ARGUMENT = `argument${randomBytes(24).toString('hex')}`;

const start = {
	operation: 'start',
	process,
	specifyArguments: 'json',
	inputArguments: JSON.stringify({ orderId: MARKED_ARGUMENT }),
	options: { reference: '{reference}' },
};

/** What is run besides the triggers. `{reference}` is replaced by one of each run's own. */
const OPERATIONS: readonly JsonObject[] = [
	start,
	{ ...start, waitForCompletion: true },
	{ operation: 'getAll', limit: 20, options: { includeArguments: true } },
	{ operation: 'export', filters: { states: ['Faulted'] } },
	{ operation: 'export', options: { output: 'items', limit: 50 } },
];

export interface ActionCounts {
	succeeded: number;
	failed: number;
	/** Executions that n8n's end cut short, or that the script lost with it. */
	interrupted: number;
}

/** Runs the action node over and over, and keeps count. */
export class Actions {
	readonly counts: ActionCounts = { succeeded: 0, failed: 0, interrupted: 0 };
	/** Status of each start by its reference; undefined when it was interrupted. */
	readonly #starts = new Map<string, string | undefined>();
	readonly #credential: CredentialReference;
	#turn = 0;

	constructor(credential: CredentialReference) {
		this.#credential = credential;
	}

	/** Runs the next operation to its end. */
	async runNext(session: N8nSession): Promise<void> {
		const reference = `soak-${randomBytes(6).toString('hex')}`;
		const operation = OPERATIONS[this.#turn++ % OPERATIONS.length] ?? {};
		const parameters: JsonObject = JSON.parse(
			JSON.stringify(operation).replace('{reference}', reference),
		);
		if (parameters.operation === 'start') this.#starts.set(reference, undefined);
		try {
			const id = await createWorkflow(session, this.#build(parameters));
			const executionId = await startWorkflow(session, id, TRIGGER);
			const { status } = await waitForExecution(session, executionId, ENDS_WITHIN_MS);
			if (this.#starts.has(reference)) this.#starts.set(reference, status);
			if (status === 'success') this.counts.succeeded++;
			else if (status === 'error') this.counts.failed++;
			else this.counts.interrupted++;
		} catch {
			// n8n is being restarted: what became of it is counted from the tenant's side.
			this.counts.interrupted++;
		}
	}

	#build(parameters: JsonObject) {
		const folder = { __rl: true, mode: 'id', value: String(SEED.folders.finance) };
		const position = [0, 0];
		const trigger = {
			id: 'trigger',
			name: TRIGGER,
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position,
			parameters: {},
		};
		const node = {
			id: 'node',
			name: 'UiPath',
			type: 'n8n-nodes-uipath.uiPathOrchestrator',
			typeVersion: 1,
			position,
			parameters: { resource: 'job', folder, ...parameters },
			credentials: { uiPathOrchestratorApi: this.#credential },
		};
		return {
			name: `soak ${String(parameters.operation)}`,
			nodes: [trigger, node],
			connections: { [TRIGGER]: { main: [[{ node: 'UiPath', type: 'main', index: 0 }]] } },
		};
	}

	/** Compares the starts with the jobs of the tenant. */
	tallyStarts({ control }: Sandbox): { starts: number; lost: number; doubled: number } {
		const jobs = control.jobs();
		let lost = 0;
		let doubled = 0;
		for (const [reference, status] of this.#starts) {
			const made = jobs.filter(({ Reference }) => Reference.startsWith(reference)).length;
			if (status === 'success' && made === 0) lost++;
			doubled += Math.max(0, made - 1);
		}
		return { starts: this.#starts.size, lost, doubled };
	}
}
