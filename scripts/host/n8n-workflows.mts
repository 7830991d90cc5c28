import { isObject, type JsonObject, readArray, readPath, readString } from './json.mts';
import type { N8nSession } from './n8n-session.mts';

/** What a workflow file in `examples/` holds: the part of n8n's format that an import needs. */
export interface WorkflowDefinition {
	readonly name: string;
	readonly nodes: readonly JsonObject[];
	readonly connections: JsonObject;
	readonly settings?: JsonObject;
	/** Items that stand in for what a node would put out, by node name. */
	readonly pinData?: JsonObject;
}

/** Tells a workflow file from other JSON; throws with what is wrong. */
export function toWorkflowDefinition(value: unknown): WorkflowDefinition {
	const nodes = readArray(value, 'nodes').filter(isObject);
	if (!isObject(value) || !isObject(value.connections)) {
		throw new TypeError('A workflow needs "nodes" and "connections"');
	}
	return { name: readString(value, 'name'), nodes, connections: value.connections };
}

/** Saves a workflow; returns its id. */
export async function createWorkflow(
	session: N8nSession,
	definition: WorkflowDefinition,
): Promise<string> {
	const saved = await session.post('/rest/workflows', {
		settings: { executionOrder: 'v1' },
		// n8n 1.x insists on it.
		active: false,
		...definition,
	});
	return readString(saved, 'id');
}

/** Returns id and name of every workflow. */
export async function listWorkflows(
	session: N8nSession,
): Promise<Array<{ id: string; name: string }>> {
	const workflows = await session.get('/rest/workflows');
	if (!Array.isArray(workflows)) throw new TypeError('n8n did not list its workflows');
	return workflows.map((workflow: unknown) => ({
		id: readString(workflow, 'id'),
		name: readString(workflow, 'name'),
	}));
}

/** Runs a saved workflow from the named trigger as the editor's button does; returns the execution's id. */
export async function startWorkflow(
	session: N8nSession,
	workflowId: string,
	triggerName: string,
): Promise<string> {
	const started = await session.post(`/rest/workflows/${workflowId}/run`, {
		triggerToStartFrom: { name: triggerName },
		// n8n 1.x runs what it is sent; later ones run what is saved, which is the same.
		workflowData: await session.get(`/rest/workflows/${workflowId}`),
	});
	return readString(started, 'executionId');
}

/** Publishes the saved version of a workflow: from then on its triggers run it. */
export async function publishWorkflow(session: N8nSession, workflowId: string): Promise<void> {
	const workflow = await session.get(`/rest/workflows/${workflowId}`);
	const versionId = readString(workflow, 'versionId');
	await session.post(`/rest/workflows/${workflowId}/activate`, { versionId });
}

/** Takes a workflow back: its triggers rest until it is published again. */
export async function unpublishWorkflow(session: N8nSession, workflowId: string): Promise<void> {
	await session.post(`/rest/workflows/${workflowId}/deactivate`, {});
}

/** Whether n8n runs the workflow's triggers. */
export async function isPublished(session: N8nSession, workflowId: string): Promise<boolean> {
	const workflow = await session.get(`/rest/workflows/${workflowId}`);
	return readPath(workflow, 'active') === true;
}
