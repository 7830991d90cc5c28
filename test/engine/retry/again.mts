/** Runs of the node with n8n's Retry On Fail, and what they left in Orchestrator. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { SEED } from '../../../sandbox/src/index.mts';
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import type { NodeSetup } from '../harness/harness.mts';
import type { RunSettings } from '../harness/run.mts';
import { apiRequests, describeRequest, jobNode } from '../sandbox.mts';

export const ON_ERROR = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;
export const PLACES = ['first', 'in the middle', 'last'] as const;

/** Three items: two good ones and a bad one at its place. */
export function placeBad(
	place: (typeof PLACES)[number],
	good: readonly [object, object],
	bad: object,
): INodeExecutionData[] {
	const rest = good.map((json) => ({ json: { ...json } }));
	rest.splice(PLACES.indexOf(place), 0, { json: { ...bad } });
	return rest;
}

export const RELEASES = {
	good: SEED.releases.invoiceProcessing.key,
	faults: SEED.releases.reportBuilder.key,
	missing: '00000000-0000-4000-8000-000000000000',
};

/** Runs an operation with Retry On Fail, three tries unless said otherwise. */
export async function runAgain(
	sandbox: Sandbox,
	operation: string,
	parameters: INodeParameters,
	more: RunSettings & Partial<NodeSetup> & { items?: INodeExecutionData[] } = {},
) {
	const { items, onError, nodeId, maxTries = 3, ...settings } = more;
	const setup = { onError, nodeId, retryOnFail: true, maxTries };
	const node = jobNode(sandbox, operation, parameters, setup);
	return await getEngine().harness.run(node, items, settings);
}

/** Requests that end so, in order. */
export const listCalls = (sandbox: Sandbox, ending: string) =>
	apiRequests(sandbox)
		.map((request) => describeRequest(sandbox, request))
		.filter(({ path }) => path.endsWith(ending));
