import type { INode, INodeType } from 'n8n-workflow';

const ENTRY_TYPE = 'harness.entry';

/** Precedes the node under test in every workflow. */
export const ENTRY_NODE: INode = {
	id: 'entry',
	name: 'Entry',
	type: ENTRY_TYPE,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const ENTRY: INodeType = {
	description: {
		displayName: 'Entry',
		name: 'entry',
		group: ['input'],
		version: 1,
		description: 'Hands its input on',
		defaults: {},
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

/** @returns the stand-in for whatever precedes the node under test, if `name` is its type */
export function findEntryType(name: string): INodeType | undefined {
	return name === ENTRY_TYPE ? ENTRY : undefined;
}
