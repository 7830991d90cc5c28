/** Runs the built package inside n8n's real engine: nothing between node and HTTP is imitated. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';
import type {
	IBinaryData,
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypes,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { createAdditionalData } from './additional-data.mts';
import { readBinary, useBinaryStore } from './binary-store.mts';
import { type CredentialTestResult, runCredentialTest } from './credential-test.mts';
import { type CredentialData, MemoryCredentials } from './credentials.mts';
import { core, n8nWorkflow, n8nWorkflowPath } from './host.mts';

/** A node as a user would set it up. `type` without the package prefix. */
export interface NodeSetup {
	parameters: INodeParameters;
	credentials: CredentialData | MemoryCredentials;
	type?: string;
	onError?: INode['onError'];
	retryOnFail?: boolean;
}

export interface RunSettings {
	/** Stops the execution as a user would, this many milliseconds after its start. */
	cancelAfterMs?: number;
	mode?: WorkflowExecuteMode;
	/** Files go to disk, as in a default n8n; otherwise they are Base64 in the item. */
	binaryOnDisk?: boolean;
	/** IANA name of the workflow's time zone. */
	timezone?: string;
}

/** What an execution gave. `outputs[0]` is the main branch, `outputs[1]` the error branch if on. */
export interface RunResult {
	status: string;
	error?: NodeFailure;
	outputs: INodeExecutionData[][];
	hints: NodeExecutionHint[];
	durationMs: number;
}

/** The parts of n8n's node errors that users and later nodes see, free of the engine's realm. */
export interface NodeFailure {
	/** Class of the error, `NodeApiError` or `NodeOperationError`. */
	name: string;
	message: string;
	description: unknown;
	httpCode: unknown;
	context: unknown;
	failure: unknown;
}

export class Harness {
	readonly loader: PackageDirectoryLoader;

	readonly nodeTypes: INodeTypes;

	/** @param packageDir folder with package.json and dist/, inside the project so that both
	 * package and engine resolve one n8n-workflow. */
	static async load(packageDir: string): Promise<Harness> {
		const copy = createRequire(join(packageDir, 'package.json')).resolve('n8n-workflow');
		if (copy !== n8nWorkflowPath) {
			throw new Error(`The package uses ${copy}, the engine ${n8nWorkflowPath}: errors of one copy
				are no NodeApiError to the other.`);
		}
		const loader = new core.PackageDirectoryLoader(packageDir);
		await loader.loadAll();
		return new Harness(loader);
	}

	private constructor(loader: PackageDirectoryLoader) {
		this.loader = loader;
		const findType = (name: string, version?: number) =>
			name === ENTRY_TYPE
				? ENTRY
				: n8nWorkflow.NodeHelpers.getVersionedNodeType(
						loader.getNode(name.slice(loader.packageName.length + 1)).type,
						version,
					);
		this.nodeTypes = {
			getByName: findType,
			getByNameAndVersion: findType,
			getKnownTypes: () => ({}),
		};
	}

	/** Keeps credentials across runs, so that a stored token is reused as in n8n. */
	storeCredentials(data: CredentialData): MemoryCredentials {
		return new MemoryCredentials(this.loader, data);
	}

	/** Runs Entry → node, once, with these input items. */
	async run(
		setup: NodeSetup,
		items: INodeExecutionData[] = [{ json: {} }],
		settings: RunSettings = {},
	): Promise<RunResult> {
		const { cancelAfterMs, mode = 'trigger', binaryOnDisk = false, timezone = 'UTC' } = settings;
		await useBinaryStore(binaryOnDisk ? 'disk' : 'memory');
		const node = this.toNode(setup);
		const nodes = [ENTRY_NODE, node];
		const connections = {
			Entry: { main: [[{ node: node.name, type: 'main' as const, index: 0 }]] },
		};
		const workflow = this.createWorkflow(nodes, connections, { timezone });
		const entry = workflow.getNode(ENTRY_NODE.name) ?? ENTRY_NODE;
		const data = n8nWorkflow.createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: entry, data: { main: [items] }, source: null }],
			},
		});
		const hooks = new core.ExecutionLifecycleHooks(mode, '1', {
			id: WORKFLOW_ID,
			name: 'Engine test',
			nodes,
			connections,
			active: false,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(),
			updatedAt: new Date(),
		});
		const additionalData = createAdditionalData(this.toStore(setup.credentials), hooks);
		const begun = performance.now();
		const running = new core.WorkflowExecute(additionalData, mode, data).processRunExecutionData(
			workflow,
		);
		const cancel =
			cancelAfterMs === undefined ? undefined : setTimeout(() => running.cancel(), cancelAfterMs);
		const finished = await running.finally(() => clearTimeout(cancel));
		const { resultData } = finished.data;
		const task = resultData.runData[node.name]?.[0];
		return {
			status: finished.status,
			error: toFailure(resultData.error),
			outputs: (task?.data?.main ?? []).map((branch) => branch ?? []),
			hints: task?.hints ?? [],
			durationMs: performance.now() - begun,
		};
	}

	/**
	 * One poll of a trigger node. Pass the previous poll's `staticData` to simulate the next tick;
	 * when a poll throws, keep the old one, as n8n does.
	 */
	async poll(
		setup: NodeSetup,
		{
			mode = 'trigger',
			staticData = {},
		}: { mode?: WorkflowExecuteMode; staticData?: IDataObject } = {},
	): Promise<{ output: INodeExecutionData[][] | null; staticData: IDataObject }> {
		const node = this.toNode(setup);
		const workflow = this.createWorkflow([node], {}, { staticData: structuredClone(staticData) });
		const context = new core.PollContext(
			workflow,
			node,
			createAdditionalData(this.toStore(setup.credentials)),
			mode,
			mode === 'manual' ? 'manual' : 'activate',
		);
		const { poll } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		if (!poll) throw new Error(`${node.type} does not poll`);
		const output = await poll.call(context);
		return { output, staticData: JSON.parse(JSON.stringify(workflow.staticData)) };
	}

	/** What the editor does when a user opens or searches a resource locator's list. */
	async listSearch(setup: NodeSetup, method: string, filter?: string, paginationToken?: string) {
		const search = this.findMethods(setup).listSearch?.[method];
		if (!search) throw new Error(`No list search "${method}"`);
		return await search.call(this.createEditorContext(setup), filter, paginationToken);
	}

	/** What the editor does to fill an options field. */
	async loadOptions(setup: NodeSetup, method: string) {
		const load = this.findMethods(setup).loadOptions?.[method];
		if (!load) throw new Error(`No load options "${method}"`);
		return await load.call(this.createEditorContext(setup));
	}

	/** What the editor does to fill a resource mapper with fields. */
	async mapperFields(setup: NodeSetup, method: string) {
		const load = this.findMethods(setup).resourceMapping?.[method];
		if (!load) throw new Error(`No resource mapping "${method}"`);
		return await load.call(this.createEditorContext(setup));
	}

	/** What the editor's credential test shows. */
	async testCredential(
		type: string,
		credentials: CredentialData | MemoryCredentials,
	): Promise<CredentialTestResult> {
		return await runCredentialTest(this.toStore(credentials), type);
	}

	/** @returns the bytes of a file that a node put out. */
	async readBinary(file: IBinaryData): Promise<Buffer> {
		return await readBinary(file);
	}

	private createEditorContext(setup: NodeSetup) {
		const node = this.toNode(setup);
		const workflow = this.createWorkflow([node], {});
		const additionalData = createAdditionalData(this.toStore(setup.credentials));
		// The editor sends the parameters with their defaults filled in.
		additionalData.currentNodeParameters = workflow.getNode(node.name)?.parameters;
		return new core.LoadOptionsContext(workflow, node, additionalData, '');
	}

	private createWorkflow(
		nodes: INode[],
		connections: ConstructorParameters<typeof n8nWorkflow.Workflow>[0]['connections'],
		{ staticData, timezone = 'UTC' }: { staticData?: IDataObject; timezone?: string } = {},
	) {
		return new n8nWorkflow.Workflow({
			id: WORKFLOW_ID,
			name: 'Engine test',
			nodes,
			connections,
			active: false,
			nodeTypes: this.nodeTypes,
			settings: { executionOrder: 'v1', timezone },
			staticData,
		});
	}

	private findMethods(setup: NodeSetup): NonNullable<INodeType['methods']> {
		const node = this.toNode(setup);
		return this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion).methods ?? {};
	}

	private toNode({ parameters, credentials, type, onError, retryOnFail }: NodeSetup): INode {
		const stored: Record<string, ICredentialDataDecryptedObject> =
			credentials instanceof MemoryCredentials ? credentials.data : credentials;
		return {
			id: 'node',
			name: 'UiPath',
			type: `${this.loader.packageName}.${type ?? 'uiPathOrchestrator'}`,
			typeVersion: 1,
			position: [0, 0],
			parameters: structuredClone(parameters),
			// Without an id n8n-core refuses to store an OAuth2 token.
			credentials: Object.fromEntries(
				Object.keys(stored).map((name) => [name, { id: name, name }]),
			),
			...(onError && { onError }),
			...(retryOnFail && { retryOnFail, maxTries: 2, waitBetweenTries: 1 }),
		};
	}

	private toStore(credentials: CredentialData | MemoryCredentials): MemoryCredentials {
		return credentials instanceof MemoryCredentials
			? credentials
			: this.storeCredentials(credentials);
	}
}

const WORKFLOW_ID = 'engine-test';
const ENTRY_TYPE = 'harness.entry';
const ENTRY_NODE: INode = {
	id: 'entry',
	name: 'Entry',
	type: ENTRY_TYPE,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Stands in for whatever precedes the node under test: hands its input on. */
const ENTRY: INodeType = {
	description: {
		displayName: 'Entry',
		name: 'entry',
		group: ['input'],
		version: 1,
		description: 'Hands its input on',
		defaults: {},
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

function toFailure(error: unknown): NodeFailure | undefined {
	if (error === undefined) return undefined;
	const read = (key: string): unknown =>
		typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
	return {
		name: String(read('name')),
		message: String(read('message')),
		description: read('description'),
		httpCode: read('httpCode'),
		context: read('context'),
		failure: read('failure'),
	};
}
