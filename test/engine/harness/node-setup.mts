import type { INode, INodeParameters } from 'n8n-workflow';

import { type CredentialData, MemoryCredentials } from './credentials.mts';

/** A node as a user would set it up. `type` without the package prefix. */
export interface NodeSetup {
	parameters: INodeParameters;
	/** Data by credential type; kept across runs when stored with `Harness.storeCredentials`. */
	credentials: CredentialData | MemoryCredentials;
	type?: string;
	/** Tells triggers apart; one polls at a time. */
	nodeId?: string;
	onError?: INode['onError'];
	retryOnFail?: boolean;
	/** How often n8n runs the node in all with `retryOnFail`; 2 to 5. */
	maxTries?: number;
}

/** The node as a saved workflow holds it. */
export function toNode(
	packageName: string,
	{ parameters, credentials, type, nodeId = 'node', onError, retryOnFail, maxTries = 2 }: NodeSetup,
): INode {
	const idOf = (name: string) =>
		credentials instanceof MemoryCredentials ? credentials.idOf(name) : name;
	const stored = credentials instanceof MemoryCredentials ? credentials.data : credentials;
	return {
		id: nodeId,
		name: 'UiPath',
		type: `${packageName}.${type ?? 'uiPathOrchestrator'}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: structuredClone(parameters),
		// Without an id n8n-core refuses to store an OAuth2 token.
		credentials: Object.fromEntries(
			Object.keys(stored).map((name) => [name, { id: idOf(name), name }]),
		),
		...(onError && { onError }),
		...(retryOnFail && { retryOnFail, maxTries, waitBetweenTries: 1 }),
	};
}
