/** Runs the built package inside n8n's real engine: nothing between node and HTTP is imitated. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { PackageDirectoryLoader } from 'n8n-core';
import type {
	IBinaryData,
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { createAdditionalData } from './additional-data.mts';
import { readBinary } from './binary-store.mts';
import { type CredentialTestResult, runCredentialTest } from './credential-test.mts';
import { type CredentialData, MemoryCredentials } from './credentials.mts';
import { findEntryType } from './entry-node.mts';
import { core, n8nWorkflow, n8nWorkflowPath } from './host.mts';
import { type NodeSetup, toNode } from './node-setup.mts';
import { type RunResult, type RunSettings, runNode } from './run.mts';
import { runTool } from './tool.mts';

export type { NodeSetup } from './node-setup.mts';
export type { RunResult, RunSettings } from './run.mts';

export class Harness {
	readonly loader: PackageDirectoryLoader;

	readonly nodeTypes: INodeTypes;

	/**
	 * @param packageDir folder with package.json and dist/, inside the project so that package and
	 * engine resolve one n8n-workflow
	 * @throws when they do not
	 */
	static async load(packageDir: string): Promise<Harness> {
		const copy = createRequire(join(packageDir, 'package.json')).resolve('n8n-workflow');
		if (copy !== n8nWorkflowPath) {
			throw new Error(`Package and engine use different copies: ${copy}, ${n8nWorkflowPath}`);
		}
		const loader = new core.PackageDirectoryLoader(packageDir);
		await loader.loadAll();
		return new Harness(loader);
	}

	private constructor(loader: PackageDirectoryLoader) {
		this.loader = loader;
		const findType = (name: string, version?: number) =>
			findEntryType(name) ??
			n8nWorkflow.NodeHelpers.getVersionedNodeType(
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

	/** Runs the node once with these input items, as a node in the midst of a workflow. */
	async run(
		setup: NodeSetup,
		items: INodeExecutionData[] = [{ json: {} }],
		settings: RunSettings = {},
	): Promise<RunResult> {
		const node = this.toNode(setup);
		const store = this.toStore(setup.credentials);
		return await runNode({ node, items, settings, store, nodeTypes: this.nodeTypes });
	}

	/** Calls the node as a tool, at the same time with each of these arguments. */
	async callTool(setup: NodeSetup, calls: IDataObject[]): Promise<string[]> {
		const store = this.toStore(setup.credentials);
		return await runTool({ node: this.toNode(setup), store, nodeTypes: this.nodeTypes, calls });
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
		const workflow = this.createWorkflow([node], {}, structuredClone(staticData));
		const context = new core.PollContext(
			workflow,
			node,
			createAdditionalData(this.toStore(setup.credentials)),
			mode,
			mode === 'manual' ? 'manual' : 'activate',
		);
		const { poll } = this.findNodeType(setup);
		if (!poll) throw new Error(`${node.type} does not poll`);
		const output = await poll.call(context);
		return { output, staticData: JSON.parse(JSON.stringify(workflow.staticData)) };
	}

	/** What the editor does when a user opens or searches a resource locator's list. */
	async listSearch(setup: NodeSetup, method: string, filter?: string, paginationToken?: string) {
		const search = this.findNodeType(setup).methods?.listSearch?.[method];
		if (!search) throw new Error(`No list search "${method}"`);
		return await search.call(this.createEditorContext(setup), filter, paginationToken);
	}

	/** What the editor does to fill an options field. */
	async loadOptions(setup: NodeSetup, method: string) {
		const load = this.findNodeType(setup).methods?.loadOptions?.[method];
		if (!load) throw new Error(`No load options "${method}"`);
		return await load.call(this.createEditorContext(setup));
	}

	/** What the editor does to fill a resource mapper with fields. */
	async mapperFields(setup: NodeSetup, method: string) {
		const load = this.findNodeType(setup).methods?.resourceMapping?.[method];
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

	/** @returns the bytes of a file that a node put out */
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
		connections: IConnections,
		staticData?: IDataObject,
	): Workflow {
		const { nodeTypes } = this;
		return new n8nWorkflow.Workflow({
			id: 'editor',
			nodes,
			connections,
			active: false,
			nodeTypes,
			staticData,
		});
	}

	private findNodeType(setup: NodeSetup): INodeType {
		const { type, typeVersion } = this.toNode(setup);
		return this.nodeTypes.getByNameAndVersion(type, typeVersion);
	}

	private toNode(setup: NodeSetup): INode {
		return toNode(this.loader.packageName, setup);
	}

	private toStore(credentials: CredentialData | MemoryCredentials): MemoryCredentials {
		return credentials instanceof MemoryCredentials
			? credentials
			: this.storeCredentials(credentials);
	}
}
