import type { ICredentialTestRequest, INode, INodeType } from 'n8n-workflow';

import { createAdditionalData } from './additional-data.mts';
import type { MemoryCredentials } from './credentials.mts';
import { core, n8nWorkflow } from './host.mts';

export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

/**
 * Makes the request in a credential's `test` and judges it by its rules, step for step as n8n's
 * server does (CredentialsTester of n8n 2.41): a throw-away declarative node whose only property
 * routes the request.
 */
export async function runCredentialTest(
	store: MemoryCredentials,
	type: string,
): Promise<CredentialTestResult> {
	const { test } = store.findType(type);
	if (!test) return { status: 'Error', message: 'No testing function found for this credential.' };
	try {
		const response = await requestTest(store, type, test);
		return judgeAnswer(test, response?.[0]?.[0]?.json);
	} catch (error) {
		return judgeFailure(test, error);
	}
}

async function requestTest(store: MemoryCredentials, type: string, test: ICredentialTestRequest) {
	const nodeType: INodeType = {
		description: {
			displayName: 'No Operation',
			name: 'noOp',
			group: ['organization'],
			version: 1,
			description: '',
			defaults: { name: 'No Operation' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: type, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request: test.request },
					default: '',
				},
			],
		},
	};
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type]: { id: type, name: type } },
	};
	const nodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new n8nWorkflow.Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes,
	});
	const additionalData = createAdditionalData(store);
	const stored = store.data[type] ?? {};
	const decrypted = store.applyDefaults(additionalData, type, stored, 'internal');
	const context = new core.ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		n8nWorkflow.createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const credential = { id: type, name: type, type, data: decrypted };
	return await new core.RoutingNode(context, nodeType, credential).runNode();
}

function judgeAnswer({ rules = [] }: ICredentialTestRequest, body: unknown): CredentialTestResult {
	for (const rule of rules) {
		if (rule.type !== 'responseSuccessBody') continue;
		if (readPath(body, rule.properties.key) === rule.properties.value) {
			return { status: 'Error', message: rule.properties.message };
		}
	}
	return { status: 'OK', message: 'Connection successful!' };
}

function judgeFailure(
	{ rules = [] }: ICredentialTestRequest,
	error: unknown,
): CredentialTestResult {
	const status = readPath(error, 'cause.response.status');
	if (typeof status === 'number') {
		for (const rule of rules) {
			if (rule.type === 'responseCode' && rule.properties.value === status) {
				return { status: 'Error', message: rule.properties.message };
			}
		}
		const text = readPath(error, 'cause.response.statusText');
		return {
			status: 'Error',
			message: typeof text === 'string' && text ? text : `Received HTTP status code: ${status}`,
		};
	}
	const code = readPath(error, 'cause.code');
	if (code) return { status: 'Error', message: String(code) };
	return { status: 'Error', message: error instanceof Error ? error.message : String(error) };
}

/** Reads `a.b.c`; undefined where the way ends. */
function readPath(value: unknown, path: string): unknown {
	let current = value;
	for (const key of path.split('.')) {
		if (typeof current !== 'object' || current === null) return undefined;
		current = Reflect.get(current, key);
	}
	return current;
}
