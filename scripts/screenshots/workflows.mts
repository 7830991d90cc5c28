import type { JsonObject } from '../host/json.mts';
import type { StoredCredential } from '../host/n8n-credentials.mts';
import type { N8nSession } from '../host/n8n-session.mts';
import { createWorkflow } from '../host/n8n-workflows.mts';

const FINANCE = { __rl: true, mode: 'path', value: 'Finance' };

/** A node of this package as a picture shows it. */
export interface Step {
	readonly name: string;
	readonly parameters: JsonObject;
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
		process: { __rl: true, mode: 'name', value: 'InvoiceProcessing' },
		inputArguments: '{\n  "orderId": "PO-1001",\n  "amount": 129.5\n}',
		options: { reference: 'order-4711' },
	},
};
export const START_UNKNOWN: Step = {
	name: 'Start process',
	parameters: {
		operation: 'start',
		process: { __rl: true, mode: 'name', value: 'InvoiceProcesing' },
	},
};

const TRIGGER = 'Run by hand';
const SPACING = 224;

/** Saves a workflow of a manual trigger and these steps in a row; returns the address of its canvas. */
export async function saveWorkflow(
	session: N8nSession,
	credential: StoredCredential,
	name: string,
	steps: Step[],
): Promise<string> {
	const trigger = { name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
	const own = steps.map((step) => ({
		name: step.name,
		type: 'n8n-nodes-uipath.uiPathOrchestrator',
		typeVersion: 1,
		parameters: { resource: 'job', folder: FINANCE, ...step.parameters },
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
	}));
	const nodes = [{ ...trigger, parameters: {} }, ...own].map((node, index) => ({
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
