import type { INode, INodeType, Workflow } from 'n8n-workflow';

import { n8nWorkflow } from './host.mts';

/** Node and workflow for expressions that belong to none, as n8n uses for credentials. */
export const BLANK_NODE: INode = {
	id: 'blank',
	name: 'Blank',
	type: 'blank',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

export function createBlankWorkflow(): Workflow {
	const type: INodeType = {
		description: {
			displayName: 'Blank',
			name: 'blank',
			group: [],
			version: 1,
			description: '',
			defaults: {},
			inputs: [],
			outputs: [],
			properties: [],
		},
	};
	const nodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const nodes = [BLANK_NODE];
	return new n8nWorkflow.Workflow({ nodes, connections: {}, active: false, nodeTypes });
}
