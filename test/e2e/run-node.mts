import type { JsonObject } from '../../scripts/host/json.mts';
import type { StoredCredential } from '../../scripts/host/n8n-credentials.mts';
import { type Execution, waitForExecution } from '../../scripts/host/n8n-executions.mts';
import { createWorkflow, startWorkflow } from '../../scripts/host/n8n-workflows.mts';
import { getContext } from './context.mts';

export const NODE_NAME = 'UiPath Orchestrator';
const TRIGGER_NAME = 'Run by hand';

export interface NodeRun {
	/** Parameters of the node beside `authentication` and `resource`. */
	readonly parameters: JsonObject;
	/** Items that reach the node, one empty item by default. */
	readonly inputs?: readonly JsonObject[];
	readonly credential?: StoredCredential;
	/** The node's "On Error" setting; stops the workflow by default. */
	readonly onError?: 'continueRegularOutput' | 'continueErrorOutput';
}

const AUTHENTICATION = {
	uiPathOrchestratorApi: 'accessToken',
	uiPathOrchestratorOAuth2Api: 'oAuth2',
} as const;

/**
 * n8n gives the validation patterns of locators 250 ms of wall-clock time; on a starved machine that
 * is not always enough.
 */
const isStarved = ({ error }: Execution) =>
	error?.message === 'Regular expression execution timed out';

export const toReference = ({ type, id, name }: StoredCredential): JsonObject => ({
	[type]: { id, name },
});

/** Saves a workflow "trigger, then this package's node" and runs it in n8n to its end. */
export async function runNode(run: NodeRun): Promise<Execution> {
	const { parameters, inputs, credential = getContext().accessToken, onError } = run;
	const node = {
		type: 'n8n-nodes-uipath.uiPathOrchestrator',
		typeVersion: 1,
		parameters: {
			authentication: AUTHENTICATION[credential.type],
			resource: 'job',
			...parameters,
		},
		credentials: toReference(credential),
		...(onError ? { onError } : {}),
	};
	return await runBehindTrigger(node, inputs);
}

/** The same with any node, given as a workflow holds it, without id, name and place. */
export async function runBehindTrigger(
	node: JsonObject & { readonly type: string },
	inputs: readonly JsonObject[] = [{}],
): Promise<Execution> {
	const { session } = getContext();
	const trigger = {
		id: 'trigger',
		name: TRIGGER_NAME,
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const workflowId = await createWorkflow(session, {
		name: `e2e ${node.type}`,
		nodes: [trigger, { id: 'node', name: NODE_NAME, position: [240, 0], ...node }],
		connections: { [TRIGGER_NAME]: { main: [[{ node: NODE_NAME, type: 'main', index: 0 }]] } },
		pinData: { [TRIGGER_NAME]: inputs.map((json) => ({ json })) },
	});
	const runOnce = async () =>
		await waitForExecution(session, await startWorkflow(session, workflowId, TRIGGER_NAME));
	const execution = await runOnce();
	if (!isStarved(execution)) return execution;
	console.log('n8n had no time to check the pattern of a field, before any request: run again');
	return await runOnce();
}

/** A resource locator as the editor saves it. */
export const locate = (mode: 'id' | 'key' | 'path' | 'name', value: string | number) => ({
	__rl: true,
	mode,
	value: String(value),
});
