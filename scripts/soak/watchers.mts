import type { Sandbox } from '../../sandbox/src/index.mts';
import type { Job } from '../../sandbox/src/model.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import type { JsonObject } from '../host/json.mts';
import type { WorkflowDefinition } from '../host/n8n-workflows.mts';
import { ALERT, type CredentialReference } from '../trigger/contenders.mts';

/** A published trigger, and the jobs that it has to emit. */
export interface Watcher {
	readonly name: string;
	readonly folderId: number;
	readonly event: string;
	readonly filters: JsonObject;
	readonly options: JsonObject;
	matches(job: Job): boolean;
}

const { finance, invoices, classic } = SEED.folders;
const FINISHED = new Set(['Successful', 'Faulted', 'Stopped']);
const isIn = (folderId: number) => (job: Job) => job.OrganizationUnitId === folderId;

/** Five of them, no two alike: folder, event, filter, options. */
export const WATCHERS: readonly Watcher[] = [
	{
		name: 'faults of a folder',
		folderId: finance,
		event: 'jobFaulted',
		filters: {},
		options: {},
		matches: (job) => isIn(finance)(job) && job.State === 'Faulted',
	},
	{
		name: 'completed jobs of one process, with arguments',
		folderId: finance,
		event: 'jobCompleted',
		filters: { process: 'InvoiceProcessing' },
		options: { includeArguments: true },
		matches: (job) =>
			isIn(finance)(job) && job.State === 'Successful' && job.ReleaseName === 'InvoiceProcessing',
	},
	{
		name: 'all ends in a folder below',
		folderId: invoices,
		event: 'jobFinished',
		filters: {},
		options: { lookBack: 20, simplify: false },
		matches: (job) => isIn(invoices)(job) && FINISHED.has(job.State),
	},
	{
		name: 'faults of one host, with error logs',
		folderId: finance,
		event: 'jobFaulted',
		filters: { hostMachineName: 'ROBOT-02' },
		options: { includeErrorLogs: 3, lookBack: 5 },
		matches: (job) =>
			isIn(finance)(job) && job.State === 'Faulted' && job.HostMachineName === 'ROBOT-02',
	},
	{
		name: 'stopped jobs of a classic folder, 100 at a time',
		folderId: classic,
		event: 'jobStopped',
		filters: {},
		options: { maxItems: 100 },
		matches: (job) => isIn(classic)(job) && job.State === 'Stopped',
	},
];

/** The workflow of a watcher: what reaches its last node would be sent to somebody. */
export function buildWatcher(
	{ name, folderId, event, filters, options }: Watcher,
	credential: CredentialReference,
): WorkflowDefinition {
	const trigger = {
		id: 'trigger',
		name: 'UiPath Orchestrator Trigger',
		type: 'n8n-nodes-uipath.uiPathOrchestratorTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {
			authentication: 'accessToken',
			event,
			folder: { __rl: true, mode: 'id', value: String(folderId) },
			filters,
			options,
			pollTimes: { item: [{ mode: 'everyMinute' }] },
		},
		credentials: { uiPathOrchestratorApi: credential },
	};
	const alert = {
		id: 'alert',
		name: ALERT,
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [240, 0],
		parameters: {},
	};
	return {
		name,
		nodes: [trigger, alert],
		connections: { [trigger.name]: { main: [[{ node: ALERT, type: 'main', index: 0 }]] } },
	};
}

/** Ids of the jobs that a watcher has to emit: those that ended since `since` (ms since 1970). */
export const expectedIds = ({ control }: Sandbox, watcher: Watcher, since: number): number[] =>
	control
		.jobs()
		.filter((job) => watcher.matches(job) && Date.parse(job.EndTime ?? '') >= since)
		.map(({ Id }) => Id);
