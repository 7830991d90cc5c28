/** The same work as four nodes: the raw floor, this package's, HTTP Request, another package's. */
import type { JsonObject } from '../../../scripts/host/json.mts';
import type { FloorWork } from '../floor/floor.mts';
import type { NodeDefinition } from './stand.mts';
import { FOLDER_ID, type Tenant } from './tenant.mts';

const PAGE = 1000;

export function buildFloor({ emulator }: Tenant, work: FloorWork): NodeDefinition {
	const login = { token: emulator.address.token, folderId: FOLDER_ID };
	return {
		type: 'CUSTOM.rawFloor',
		typeVersion: 1,
		parameters: { work: JSON.stringify(work), login: JSON.stringify(login) },
	};
}

/** This package's node, in the folder of the bench. */
export function buildOwn(
	{ own }: Tenant,
	operation: string,
	parameters: JsonObject,
): NodeDefinition {
	return {
		type: 'n8n-nodes-uipath.uiPathOrchestrator',
		typeVersion: 1,
		parameters: {
			authentication: 'accessToken',
			resource: 'job',
			operation,
			folder: { __rl: true, mode: 'id', value: String(FOLDER_ID) },
			...parameters,
		},
		credentials: { uiPathOrchestratorApi: own },
	};
}

export interface HttpCall {
	readonly method?: 'GET' | 'POST';
	readonly url: string;
	readonly query?: Readonly<Record<string, string>>;
	/** JSON, or an expression that makes it. */
	readonly body?: string;
	readonly options?: JsonObject;
}

/** n8n's HTTP Request node, set up as well as its fields allow. */
export function buildHttp(
	{ http }: Tenant,
	{ method = 'GET', url, query, body, options = {} }: HttpCall,
): NodeDefinition {
	const list = (values: Readonly<Record<string, string>>) => ({
		parameters: Object.entries(values).map(([name, value]) => ({ name, value })),
	});
	return {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.3,
		parameters: {
			method,
			url,
			authentication: 'genericCredentialType',
			genericAuthType: 'httpHeaderAuth',
			...(query && { sendQuery: true, queryParameters: list(query) }),
			sendHeaders: true,
			headerParameters: list({ 'X-UIPATH-OrganizationUnitId': String(FOLDER_ID) }),
			...(body !== undefined && { sendBody: true, specifyBody: 'json', jsonBody: body }),
			options: { allowUnauthorizedCerts: true, ...options },
		},
		credentials: { httpHeaderAuth: http },
	};
}

/** The node's built-in pagination: pages by number, until one is not full. */
export const PAGINATION = {
	pagination: {
		pagination: {
			paginationMode: 'updateAParameterInEachRequest',
			parameters: {
				parameters: [{ type: 'qs', name: '$skip', value: `={{ $pageCount * ${PAGE} }}` }],
			},
			paginationCompleteWhen: 'other',
			completeExpression: `={{ $response.body.value.length < ${PAGE} }}`,
		},
	},
};

/** The node's built-in batching with the numbers that it proposes: 50 calls, then a second's pause. */
export const BATCHING = { batching: { batch: { batchSize: 50, batchInterval: 1000 } } };
