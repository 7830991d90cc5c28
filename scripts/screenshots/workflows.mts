import { SEED } from '../../sandbox/src/seed/ids.mts';
import type { JsonObject } from '../host/json.mts';
import type { StoredCredential } from '../host/n8n-credentials.mts';
import type { N8nSession } from '../host/n8n-session.mts';
import { createWorkflow } from '../host/n8n-workflows.mts';

const { folders, releases } = SEED;
const FINANCE = { __rl: true, mode: 'path', value: 'Finance' };
const FINANCE_FROM_LIST = pick('Finance', folders.finance);
const INVOICES_FROM_LIST = pick('InvoiceProcessing (1.0.7)', releases.invoiceProcessing.key);

/** A choice from a list, as the editor saves it. */
function pick(cachedResultName: string, value: string | number) {
	return { __rl: true, mode: 'list', value: String(value), cachedResultName };
}

const pickJob = (process: string, state: string, id: number) =>
	pick(`${process}, ${state} (${id})`, id);

/** A node of this package as a picture shows it. */
export interface Step {
	readonly name: string;
	readonly parameters: JsonObject;
	/** The trigger, or the node as a tool, in place of the node. */
	readonly type?: 'uiPathOrchestratorTrigger' | 'uiPathOrchestratorTool';
}

export const LIST_FAULTED: Step = {
	name: 'List faulted jobs',
	parameters: {
		operation: 'getAll',
		limit: 3,
		filters: {
			states: ['Faulted'],
			errorContains: 'sheet does not exist',
			createdAfter: '={{ $now.minus(7, "days") }}',
		},
		options: { sort: { by: { field: 'EndTime', direction: 'desc' } } },
	},
};
export const RESTART: Step = {
	name: 'Restart each job',
	parameters: { operation: 'restart', job: { __rl: true, mode: 'id', value: '={{ $json.Id }}' } },
};
export const START: Step = {
	name: 'Start process',
	parameters: {
		operation: 'start',
		folder: FINANCE_FROM_LIST,
		process: INVOICES_FROM_LIST,
		waitForCompletion: true,
		options: { reference: 'order-4711', timeout: 300 },
	},
};
export const START_UNKNOWN: Step = {
	name: 'Start process',
	parameters: {
		operation: 'start',
		process: { __rl: true, mode: 'name', value: 'InvoiceProcesing' },
		specifyArguments: 'json',
	},
};
export const GET: Step = {
	name: 'Get job',
	parameters: { operation: 'get', job: pickJob('InvoiceProcessing', 'Successful', 20001) },
};
export const RESTART_ONE: Step = {
	name: 'Restart job',
	parameters: {
		operation: 'restart',
		job: pickJob('InvoiceProcessing', 'Successful', 20001),
		waitForCompletion: true,
	},
};
export const RESUME: Step = {
	name: 'Resume job',
	parameters: { operation: 'resume', job: pickJob('ApprovalFlow', 'Suspended', 20005) },
};
export const STOP: Step = {
	name: 'Stop jobs',
	parameters: {
		operation: 'stop',
		jobs: '20006, 20008',
		options: { waitUntilStopped: true, killAfter: 2, timeout: 60 },
	},
};
export const WAIT: Step = {
	name: 'Wait for completion',
	parameters: { operation: 'wait', jobs: '20001', options: { timeout: 300 } },
};
export const EXPORT: Step = {
	name: 'Export jobs',
	parameters: {
		operation: 'export',
		filters: { states: ['Faulted'] },
		options: { output: 'file' },
	},
};
export const TOOL: Step = {
	name: 'Start job in UiPath Orchestrator',
	type: 'uiPathOrchestratorTool',
	parameters: {
		operation: 'start',
		folder: FINANCE_FROM_LIST,
		process: INVOICES_FROM_LIST,
		waitForCompletion: true,
	},
};
export const TRIGGER: Step = {
	name: 'When a job faults',
	type: 'uiPathOrchestratorTrigger',
	parameters: { event: 'jobFaulted', folder: FINANCE_FROM_LIST },
};

const BY_HAND = {
	name: 'Run by hand',
	type: 'n8n-nodes-base.manualTrigger',
	typeVersion: 1,
	parameters: {},
};
const SPACING = 224;

/**
 * Saves a workflow of these steps in a row, behind a manual trigger unless the first step is a
 * trigger; returns the address of its canvas.
 */
export async function saveWorkflow(
	session: N8nSession,
	credential: StoredCredential,
	name: string,
	steps: Step[],
): Promise<string> {
	const own = steps.map(({ name: stepName, type = 'uiPathOrchestrator', parameters }) => ({
		name: stepName,
		type: `n8n-nodes-uipath.${type}`,
		typeVersion: 1,
		parameters: { resource: 'job', folder: FINANCE, ...parameters },
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
	}));
	const nodes = (steps[0]?.type ? own : [BY_HAND, ...own]).map((node, index) => ({
		...node,
		id: `00000000-0000-4000-8000-00000000000${index}`,
		position: [index * SPACING, 0],
	}));
	const links = nodes
		.slice(1)
		.map((node, index) => [
			nodes[index]?.name ?? '',
			{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
		]);
	const id = await createWorkflow(session, { name, nodes, connections: Object.fromEntries(links) });
	return `${session.url}/workflow/${id}`;
}
