/** Runs an operation of the node against a stand. */
import type { INodeExecutionData } from 'n8n-workflow';

import { getEngine } from '../engine/globals.mts';
import type { NodeSetup } from '../engine/harness/node-setup.mts';
import type { RunSettings } from '../engine/harness/run.mts';
import type { Stand } from './stand.mts';

export type RunMore = Pick<RunSettings, 'cancelOn'>;

/** What came of running an operation once. */
export interface Attempt {
	status: 'success' | 'error' | 'canceled' | string;
	error?: { name: string; message: string; description: string } | undefined;
	/** What identifies the output, in order: ids, sizes of files, rows. */
	output: unknown[];
	durationMs: number;
}

export async function runNode(
	{ login, credentials }: Stand,
	setup: NodeSetup,
	more: RunMore = {},
): Promise<Attempt> {
	const parameters = {
		...setup.parameters,
		...(login === 'oAuth2' ? { authentication: 'oAuth2' } : {}),
	};
	const node = { ...setup, credentials, parameters };
	const { status, error, outputs, durationMs } = await getEngine().harness.run(node, undefined, {
		binaryOnDisk: true,
		...more,
	});
	return {
		status,
		error: error && {
			name: error.name,
			message: error.message,
			description: String(error.description ?? ''),
		},
		output: (outputs[0] ?? []).map(identify),
		durationMs,
	};
}

/** The id of a job; the size of an export's file, whose id is new each time; a row of an export. */
function identify({ json, binary }: INodeExecutionData): unknown {
	if (binary?.data !== undefined) return binary.data.bytes;
	return json.Key === undefined ? json : json.Id;
}
