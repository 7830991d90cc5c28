import type { JsonObject } from '../host/json.mts';
import type { WorkflowDefinition } from '../host/n8n-workflows.mts';

/** Last node of both workflows: what reaches it would be sent to somebody. */
export const ALERT = 'Alert';

/** Minutes that both workflows look back. */
export const LOOK_BACK_MINUTES = 10;
const PAGE = 1000;
/** What an item of the trigger is made of; the HTTP workflow asks for the same, to compare fairly. */
const COLUMNS =
	'Id,Key,State,ReleaseName,HostMachineName,SourceType,CreationTime,StartTime,EndTime,Info,OrganizationUnitId';

export interface CredentialReference {
	readonly id: string;
	readonly name: string;
}

/** Chains nodes (name, type and what they need) from left to right. */
function chain(name: string, nodes: readonly JsonObject[]): WorkflowDefinition {
	const names = nodes.map((node) => String(node.name));
	const links = names.slice(0, -1).map((from, index) => {
		const next = { node: names[index + 1], type: 'main', index: 0 };
		return [from, { main: [[next]] }] as const;
	});
	return {
		name,
		nodes: nodes.map((node, index) => ({
			id: `node-${index}`,
			position: [index * 240, 0],
			...node,
		})),
		connections: Object.fromEntries(links),
	};
}

const alert = { name: ALERT, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };

/** This package's trigger with its defaults. */
export function buildTriggerWorkflow(
	credential: CredentialReference,
	folderId: number,
): WorkflowDefinition {
	const trigger = {
		name: 'UiPath Orchestrator Trigger',
		type: 'n8n-nodes-uipath.uiPathOrchestratorTrigger',
		typeVersion: 1,
		parameters: {
			authentication: 'accessToken',
			event: 'jobFaulted',
			folder: { __rl: true, mode: 'id', value: String(folderId) },
			filters: {},
			options: { lookBack: LOOK_BACK_MINUTES },
			pollTimes: { item: [{ mode: 'everyMinute' }] },
		},
		credentials: { uiPathOrchestratorApi: credential },
	};
	return chain('Trigger', [trigger, alert]);
}

/**
 * What is built without this package: every minute, ask for the faults of the last ten minutes and
 * drop those that an earlier run has had. Paged and sorted, so that a burst is read whole.
 */
export function buildHttpWorkflow(
	credential: CredentialReference,
	folderId: number,
	orchestratorUrl: string,
): WorkflowDefinition {
	const since = `{{ $now.minus({ minutes: ${LOOK_BACK_MINUTES} }).toUTC().toISO() }}`;
	const query = {
		$filter: `=State eq 'Faulted' and EndTime ge ${since}`,
		$orderby: 'EndTime asc,Id asc',
		$top: String(PAGE),
		$select: COLUMNS,
	};
	const pagination = {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: {
			parameters: [{ type: 'qs', name: '$skip', value: `={{ $pageCount * ${PAGE} }}` }],
		},
		paginationCompleteWhen: 'other',
		completeExpression: `={{ $response.body.value.length < ${PAGE} }}`,
	};
	const schedule = {
		name: 'Every minute',
		type: 'n8n-nodes-base.scheduleTrigger',
		typeVersion: 1.3,
		parameters: { rule: { interval: [{ field: 'minutes', minutesInterval: 1 }] } },
	};
	const request = {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.3,
		parameters: {
			url: `${orchestratorUrl}/odata/Jobs`,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpHeaderAuth',
			sendQuery: true,
			queryParameters: {
				parameters: Object.entries(query).map(([name, value]) => ({ name, value })),
			},
			sendHeaders: true,
			headerParameters: {
				parameters: [{ name: 'X-UIPATH-OrganizationUnitId', value: String(folderId) }],
			},
			options: { pagination: { pagination } },
		},
		credentials: { httpHeaderAuth: credential },
	};
	const split = {
		name: 'Split Out',
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'value' },
	};
	const dedupe = {
		name: 'Remove Duplicates',
		type: 'n8n-nodes-base.removeDuplicates',
		typeVersion: 2,
		parameters: {
			operation: 'removeItemsSeenInPreviousExecutions',
			logic: 'removeItemsWithAlreadySeenKeyValues',
			dedupeValue: '={{ $json.Id }}',
			options: { scope: 'node', historySize: 10_000 },
		},
	};
	return chain('HTTP Request', [schedule, request, split, dedupe, alert]);
}
