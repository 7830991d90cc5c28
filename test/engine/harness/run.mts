import { stringify } from 'flatted';
import type {
	ICredentialsHelper,
	INode,
	INodeExecutionData,
	INodeTypes,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { createAdditionalData } from './additional-data.mts';
import { useBinaryStore } from './binary-store.mts';
import { ENTRY_NODE } from './entry-node.mts';
import { type NodeFailure, toFailure } from './failure.mts';
import { core, n8nWorkflow, protectNetwork } from './host.mts';

export interface RunSettings {
	/** Stops the execution as a user would, this many milliseconds after its start. */
	cancelAfterMs?: number;
	/** The same once this settles. */
	cancelOn?: Promise<unknown>;
	mode?: WorkflowExecuteMode;
	/** Files go to disk, as in a default n8n; otherwise they are Base64 in the item. */
	binaryOnDisk?: boolean;
	/** n8n refuses calls to `*.blocked.test`, as its network protection does with private hosts. */
	protectsNetwork?: boolean;
	/** IANA name of the workflow's time zone. */
	timezone?: string;
	/** How often the entry, and so the node, runs, as in a loop; each round is a run index of its own. */
	rounds?: number;
	/** A second node with the same settings gets the same items. */
	withTwin?: boolean;
}

/** What an execution gave. `outputs[0]` is the main branch, `outputs[1]` the error branch if on. */
export interface RunResult {
	/** `success`, `error` or `canceled`. */
	status: string;
	error?: NodeFailure;
	outputs: INodeExecutionData[][];
	hints: NodeExecutionHint[];
	durationMs: number;
	/** All of it as n8n's database keeps it, packed by flatted. */
	readonly stored: string;
}

interface Run {
	node: INode;
	items: INodeExecutionData[];
	settings: RunSettings;
	store: ICredentialsHelper;
	nodeTypes: INodeTypes;
}

/** Executes a workflow, Entry → node, from its first node on. */
export async function runNode({
	node,
	items,
	settings,
	store,
	nodeTypes,
}: Run): Promise<RunResult> {
	const {
		cancelAfterMs,
		cancelOn,
		mode = 'trigger',
		binaryOnDisk = false,
		protectsNetwork = false,
		timezone = 'UTC',
		rounds = 1,
		withTwin = false,
	} = settings;
	protectNetwork(protectsNetwork);
	await useBinaryStore(binaryOnDisk ? 'disk' : 'memory');
	const twin = { ...node, id: `${node.id}-twin`, name: `${node.name} 2` };
	const nodes = withTwin ? [node, twin] : [node];
	const definition = {
		id: 'engine-test',
		name: 'Engine test',
		nodes: [ENTRY_NODE, ...nodes],
		connections: {
			[ENTRY_NODE.name]: {
				main: [nodes.map(({ name }) => ({ node: name, type: 'main' as const, index: 0 }))],
			},
		},
		settings: { executionOrder: 'v1' as const, timezone },
		active: false,
	};
	const workflow = new n8nWorkflow.Workflow({ ...definition, nodeTypes });
	const entry = workflow.getNode(ENTRY_NODE.name) ?? ENTRY_NODE;
	const stack = Array.from({ length: rounds }, () => ({
		node: entry,
		data: { main: [items] },
		source: null,
	}));
	const data = n8nWorkflow.createRunExecutionData({ executionData: { nodeExecutionStack: stack } });
	const hooks = new core.ExecutionLifecycleHooks(mode, '1', {
		...definition,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
	});
	const execution = new core.WorkflowExecute(createAdditionalData(store, hooks), mode, data);

	const begun = performance.now();
	const running = execution.processRunExecutionData(workflow);
	const cancel =
		cancelAfterMs === undefined ? undefined : setTimeout(() => running.cancel(), cancelAfterMs);
	void cancelOn?.then(
		() => running.cancel(),
		() => undefined,
	);
	const finished = await running.finally(() => clearTimeout(cancel));
	const { resultData } = finished.data;
	const task = resultData.runData[node.name]?.[0];
	return {
		status: finished.status,
		error: toFailure(resultData.error),
		outputs: (task?.data?.main ?? []).map((branch) => branch ?? []),
		hints: task?.hints ?? [],
		durationMs: performance.now() - begun,
		// Packed when it is looked at: a long list takes longer to pack than to read.
		get stored() {
			return stringify(finished.data);
		},
	};
}
