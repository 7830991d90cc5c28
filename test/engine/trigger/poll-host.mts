/** How n8n runs a polling trigger: what each kind of host keeps of its state, and when. */
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { PollContext } from 'n8n-core';
import type { IDataObject, INode, INodeExecutionData, Workflow } from 'n8n-workflow';

import { createAdditionalData } from '../harness/additional-data.mts';
import { MemoryCredentials } from '../harness/credentials.mts';
import type { Harness, NodeSetup } from '../harness/harness.mts';
import { core, n8nWorkflow } from '../harness/host.mts';

/**
 * - `legacy`: timers in memory. State lives in memory and is saved when items are emitted and after
 *   an activation.
 * - `scheduler`: every tick loads what was saved last; a tick that emits nothing saves nothing.
 * - `durable`: the node's own state is staged per poll and committed when the poll ends normally,
 *   except by an activation that emits nothing. State of the workflow is saved as with `scheduler`.
 *
 * Read from n8n 2.41: workflows/triggers/trigger-execution-context.factory and poll-cursor.service,
 * scheduling/poll-trigger-node/poll-trigger-task-handler, n8n-core's poll-trigger-executor.
 */
export type HostKind = 'legacy' | 'scheduler' | 'durable';

export interface PollSettings {
	/** What the node is told it may take; n8n's own default when absent. */
	budgetMs?: number;
	/** An n8n before 2.38, which knows no budget. */
	hasNoBudget?: boolean;
	/** The host gives the poll up (its time-out, its lease) and throws away what it returns. */
	isAbandoned?: boolean;
}

/** n8n files a node's state under its name, or under its id where cursors are durable. */
export interface NodeIdentity {
	id: string;
	name: string;
}

type Items = INodeExecutionData[];

export class PollHost {
	/** Static data of the workflow as the database has it. */
	saved: IDataObject = {};

	/** The node's row in n8n's table of pollers; only with durable cursors. */
	cursor: IDataObject | undefined;

	/** How many times something was written to the database. */
	writes = 0;

	private readonly harness: Harness;

	private readonly kind: HostKind;

	private readonly identity: NodeIdentity;

	/** A trigger polls once at a time, and hosts of several tests may run side by side. */
	private readonly workflowId = `trigger-test-${randomUUID()}`;

	private setup: NodeSetup;

	private credentials: MemoryCredentials;

	private active: Workflow | undefined;

	constructor(
		harness: Harness,
		kind: HostKind,
		setup: NodeSetup,
		identity: NodeIdentity = { id: 'trigger-node', name: 'UiPath Trigger' },
	) {
		this.identity = identity;
		this.harness = harness;
		this.kind = kind;
		this.setup = setup;
		this.credentials = this.store(setup);
	}

	/**
	 * Publishes the workflow, or starts n8n again: one real poll, which refuses by throwing.
	 *
	 * @returns the items that it emits
	 */
	async activate(settings: PollSettings = {}): Promise<Items> {
		const workflow = this.loadWorkflow();
		const items = await this.poll(workflow, settings, true);
		this.save(workflow);
		this.active = workflow;
		return items;
	}

	/** One scheduled poll. @returns the items that it emits */
	async tick(settings: PollSettings = {}): Promise<Items> {
		if (this.active === undefined) throw new Error('The workflow is not active');
		const workflow = this.kind === 'legacy' ? this.active : this.loadWorkflow();
		return await this.poll(workflow, settings, false);
	}

	/** n8n ends, by SIGKILL if need be: what was not saved is gone. Activate it afterwards. */
	stop(): void {
		this.active = undefined;
	}

	/** Changes the node as a user does, who then has to publish again: activate it afterwards. */
	change(setup: NodeSetup): void {
		this.stop();
		this.setup = setup;
		this.credentials = this.store(setup);
	}

	/** The node's state as the next poll will find it. */
	get nodeState(): unknown {
		if (this.cursor !== undefined) return this.cursor;
		const data = this.kind === 'legacy' ? (this.active?.staticData ?? this.saved) : this.saved;
		return toJson(data)[`node:${this.identity.name}`];
	}

	private async poll(
		workflow: Workflow,
		{ budgetMs, hasNoBudget = false, isAbandoned = false }: PollSettings,
		isActivation: boolean,
	): Promise<Items> {
		// The workflow's own copy, with the defaults filled in.
		const node = workflow.getNode(this.identity.name) ?? this.toNode();
		if (this.kind === 'durable') {
			this.cursor ??= toJson(workflow.getStaticData('node', node));
		}
		const before = this.cursor;
		const staged = before === undefined ? undefined : structuredClone(before);
		const output = await this.runPoll(workflow, node, staged, hasNoBudget ? 'none' : budgetMs);
		if (isAbandoned) return [];
		const commits = output !== null || !isActivation;
		if (commits && staged !== undefined && !isDeepStrictEqual(staged, before)) {
			this.cursor = toJson(staged);
			this.writes += 1;
		}
		if (output === null) return [];
		this.save(workflow);
		const [items = [], ...others] = output;
		if (others.length > 0) throw new Error('A trigger has one output');
		return items;
	}

	private async runPoll(
		workflow: Workflow,
		node: INode,
		staged: IDataObject | undefined,
		budgetMs: number | 'none' | undefined,
	): ReturnType<NonNullable<ReturnType<Harness['nodeTypes']['getByNameAndVersion']>['poll']>> {
		const unused = undefined;
		const context: PollContext = new core.PollContext(
			workflow,
			node,
			createAdditionalData(this.credentials),
			'trigger',
			'update',
			unused,
			unused,
			unused,
			unused,
			staged === undefined ? unused : () => staged,
			typeof budgetMs === 'number' ? () => budgetMs : unused,
		);
		if (budgetMs === 'none') Reflect.deleteProperty(context, 'getPollBudgetMs');
		const { poll } = this.harness.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		if (!poll) throw new Error(`${node.type} does not poll`);
		return await poll.call(context);
	}

	private save(workflow: Workflow): void {
		if (workflow.staticData.__dataChanged !== true) return;
		this.saved = toJson(workflow.staticData);
		workflow.staticData.__dataChanged = false;
		this.writes += 1;
	}

	private loadWorkflow(): Workflow {
		return new n8nWorkflow.Workflow({
			id: this.workflowId,
			name: 'Trigger test',
			nodes: [this.toNode()],
			connections: {},
			active: true,
			nodeTypes: this.harness.nodeTypes,
			settings: { executionOrder: 'v1' },
			staticData: structuredClone(this.saved),
		});
	}

	private store({ credentials }: NodeSetup): MemoryCredentials {
		return credentials instanceof MemoryCredentials
			? credentials
			: this.harness.storeCredentials(credentials);
	}

	private toNode(): INode {
		return {
			...this.identity,
			type: `${this.harness.loader.packageName}.uiPathOrchestratorTrigger`,
			typeVersion: 1,
			position: [0, 0],
			parameters: structuredClone(this.setup.parameters),
			credentials: Object.fromEntries(
				Object.keys(this.credentials.data).map((name) => [
					name,
					{ id: this.credentials.idOf(name), name },
				]),
			),
		};
	}
}

/** What survives the database: a JSON column. */
function toJson(data: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(data));
}
