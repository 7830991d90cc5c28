/** The node as a tool of an agent, called as n8n's engine calls it. */
import type { SupplyDataContext } from 'n8n-core';
import type {
	ICredentialsHelper,
	IDataObject,
	INode,
	INodeType,
	INodeTypes,
	IRunExecutionData,
} from 'n8n-workflow';
import { createRequire } from 'node:module';

import { createAdditionalData } from './additional-data.mts';
import { ENTRY_NODE } from './entry-node.mts';
import { core, n8nWorkflow } from './host.mts';

type MakeHandler = (
	contextFactory: (runIndex: number) => SupplyDataContext,
	node: INode,
	nodeType: INodeType,
	runExecutionData: IRunExecutionData,
) => (toolArguments: IDataObject) => Promise<string>;

const require = createRequire(import.meta.url);
const {
	makeHandleToolInvocation,
}: {
	makeHandleToolInvocation: MakeHandler;
} = require('n8n-core/dist/execution-engine/node-execution-context/utils/get-input-connection-data');

interface ToolRun {
	node: INode;
	store: ICredentialsHelper;
	nodeTypes: INodeTypes;
	/** Arguments that the model gives, one object for each call; calls are made at the same time. */
	calls: IDataObject[];
}

/**
 * Calls a tool as an agent does that works on several items at once: each of them makes the tool anew, so
 * that their calls have equal run indexes.
 *
 * @returns what the model is told, or the message of the error
 */
export async function runTool({ node, store, nodeTypes, calls }: ToolRun): Promise<string[]> {
	const workflow = new n8nWorkflow.Workflow({
		id: 'tool-test',
		nodes: [ENTRY_NODE, node],
		connections: {},
		active: false,
		nodeTypes,
	});
	const data = n8nWorkflow.createRunExecutionData({});
	const agent = { node: ENTRY_NODE, data: { main: [[{ json: {} }]] }, source: null };
	const additionalData = createAdditionalData(store);
	const createContext = (runIndex: number) =>
		new core.SupplyDataContext(
			workflow,
			node,
			additionalData,
			'trigger',
			data,
			runIndex,
			[{ json: {} }],
			{},
			'ai_tool',
			agent,
			[],
			undefined,
			ENTRY_NODE,
		);
	const type = nodeTypes.getByNameAndVersion(node.type, node.typeVersion) as INodeType;
	const tools = calls.map(() => makeHandleToolInvocation(createContext, node, type, data));
	return await Promise.all(
		calls.map(async (toolArguments, index) => {
			try {
				return (await tools[index]?.(toolArguments)) ?? '';
			} catch (caught: unknown) {
				return caught instanceof Error ? caught.message : String(caught);
			}
		}),
	);
}
