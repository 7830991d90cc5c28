import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type {
	ICredentialType,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { getEngine } from '../engine/globals.mts';
import { listValues } from '../support/properties.mts';

/** Names of all nodes of the package, without its prefix. */
export function listNodes(): string[] {
	return Object.keys(getEngine().harness.loader.nodeTypes);
}

/** @returns a node as n8n's own loader sees it; the action node when no name is given. */
export function loadNode(name = 'uiPathOrchestrator'): INodeType {
	const { harness } = getEngine();
	return harness.nodeTypes.getByNameAndVersion(`${harness.loader.packageName}.${name}`, 1);
}

export function loadDescription(name?: string): INodeTypeDescription {
	return loadNode(name).description;
}

export function loadCredential(name: string): ICredentialType {
	return getEngine().harness.loader.getCredential(name).type;
}

/** Fields of the node by name; several may share one, each shown elsewhere. */
export function findProperties(name: string): INodeProperties[] {
	return loadDescription().properties.filter((property) => property.name === name);
}

/** Every resource and operation that the editor offers. */
export function listOperations(): Array<{ resource: string; operation: string }> {
	const resources = findProperties('resource').flatMap(listValues).map(String);
	return resources.flatMap((resource) =>
		findProperties('operation')
			.filter((property) => property.displayOptions?.show?.resource?.includes(resource))
			.flatMap(listValues)
			.map((operation) => ({ resource, operation: String(operation) })),
	);
}

/** Files of the built package below dist/, with forward slashes. */
export function listBuiltFiles(): string[] {
	const dist = join(getEngine().packageDir, 'dist');
	return readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((file) =>
		file.replaceAll('\\', '/'),
	);
}

export function readJson(file: string): unknown {
	return JSON.parse(readFileSync(join(getEngine().packageDir, file), 'utf8'));
}
