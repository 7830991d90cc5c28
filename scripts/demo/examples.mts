import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../host/json.mts';
import type { StoredCredential } from '../host/n8n-credentials.mts';
import { toWorkflowDefinition, type WorkflowDefinition } from '../host/n8n-workflows.mts';
import { PROJECT_DIR } from '../host/paths.mts';

const EXAMPLES_DIR = join(PROJECT_DIR, 'examples');
const OWN_NODE_TYPE = /^n8n-nodes-uipath\./;

/** Reads every workflow in `examples/`, in the order of the file names. */
export async function readExamples(): Promise<WorkflowDefinition[]> {
	const files = (await readdir(EXAMPLES_DIR)).filter((name) => name.endsWith('.json')).sort();
	return await Promise.all(
		files.map(async (file) => {
			const content: unknown = JSON.parse(await readFile(join(EXAMPLES_DIR, file), 'utf8'));
			return toWorkflowDefinition(content);
		}),
	);
}

/** The node by which an example starts by itself once it is published; undefined for those run by hand. */
export function findTrigger({ nodes }: WorkflowDefinition): JsonObject | undefined {
	return nodes.find(({ type }) => type === 'n8n-nodes-uipath.uiPathOrchestratorTrigger');
}

/**
 * Makes an example ready to run: this package's nodes get the credential and, if one is given, the
 * folder path. The other nodes stay as they are.
 */
export function prepareExample(
	example: WorkflowDefinition,
	credential: StoredCredential,
	folderPath: string | undefined,
): WorkflowDefinition {
	const prepareNode = (node: JsonObject): JsonObject => {
		if (typeof node.type !== 'string' || !OWN_NODE_TYPE.test(node.type)) return node;
		const parameters = isObject(node.parameters) ? node.parameters : {};
		const folder = { __rl: true, mode: 'path', value: folderPath };
		return {
			...node,
			parameters: folderPath ? { ...parameters, folder } : parameters,
			credentials: { [credential.type]: { id: credential.id, name: credential.name } },
		};
	};
	return { ...example, nodes: example.nodes.map(prepareNode) };
}
