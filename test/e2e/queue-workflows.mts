import type { JsonObject } from '../../scripts/host/json.mts';
import type { StoredCredential } from '../../scripts/host/n8n-credentials.mts';
import type { WorkflowDefinition } from '../../scripts/host/n8n-workflows.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { locate } from './run-node.mts';

export const NAMES = {
	hook: 'Webhook',
	export: 'Export',
	read: 'Read file',
	start: 'Start',
} as const;

const folder = locate('id', SEED.folders.finance);

function chain(name: string, nodes: readonly JsonObject[]): WorkflowDefinition {
	const names = nodes.map((node) => String(node.name));
	const links = names.slice(0, -1).map((from, index) => {
		const next = { node: names[index + 1], type: 'main', index: 0 };
		return [from, { main: [[next]] }] as const;
	});
	const placed = nodes.map((node, index) => ({
		id: `node-${index}`,
		position: [index * 240, 0],
		...node,
	}));
	return { name, nodes: placed, connections: Object.fromEntries(links) };
}

const hook = (path: string) => ({
	name: NAMES.hook,
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	webhookId: path,
	parameters: { path, httpMethod: 'POST', responseMode: 'onReceived', options: {} },
});

const own = (name: string, { type, id, name: label }: StoredCredential, parameters: object) => ({
	name,
	type: 'n8n-nodes-uipath.uiPathOrchestrator',
	typeVersion: 1,
	parameters: { authentication: 'accessToken', resource: 'job', folder, ...parameters },
	credentials: { [type]: { id, name: label } },
});

/** A shorter wait would be spent in the worker; from 65 s on n8n puts the execution aside. */
const WAIT_SECONDS = 66;

/** Exports jobs, waits, and then reads the rows of the file, on whichever worker is free. */
export function buildExport(path: string, credential: StoredCredential): WorkflowDefinition {
	return chain('Export', [
		hook(path),
		own(NAMES.export, credential, { operation: 'export' }),
		{
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			webhookId: `${path}-wait`,
			parameters: { resume: 'timeInterval', amount: WAIT_SECONDS, unit: 'seconds' },
		},
		{
			name: NAMES.read,
			type: 'n8n-nodes-base.extractFromFile',
			typeVersion: 1,
			parameters: { operation: 'csv', binaryPropertyName: 'data', options: {} },
		},
	]);
}

/** Starts one job for each entry of `orders` in the body of the call, and waits for all of them. */
export function buildStart(path: string, credential: StoredCredential): WorkflowDefinition {
	return chain('Start and wait', [
		hook(path),
		{
			name: 'One item per order',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'body.orders', options: { destinationFieldName: 'order' } },
		},
		own(NAMES.start, credential, {
			operation: 'start',
			process: locate('name', 'InvoiceProcessing'),
			specifyArguments: 'json',
			inputArguments: "={{ JSON.stringify({ orderId: 'PO-' + $json.order }) }}",
			waitForCompletion: true,
		}),
	]);
}
