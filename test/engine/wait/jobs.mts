/** Jobs that tests wait for. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { SEED } from '../../../sandbox/src/index.mts';
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import type { NodeSetup } from '../harness/harness.mts';
import type { RunSettings } from '../harness/run.mts';
import { apiRequests, describeRequest, FINANCE, jobNode, locate } from '../sandbox.mts';

export const PROCESSES = {
	succeeds: locate('key', SEED.releases.invoiceProcessing.key),
	faults: locate('key', SEED.releases.reportBuilder.key),
	suspends: locate('key', SEED.releases.approval.key),
	hangs: locate('key', SEED.releases.hanging.key),
	hasLargeOutput: locate('key', SEED.releases.largeOutput.key),
};

/** Runs an operation of the job resource, once for each item. */
export async function run(
	sandbox: Sandbox,
	operation: string,
	parameters: INodeParameters,
	more: RunSettings & Pick<NodeSetup, 'onError'> & { items?: INodeExecutionData[] } = {},
) {
	const { items, onError, ...settings } = more;
	const node = jobNode(sandbox, operation, parameters, onError === undefined ? {} : { onError });
	return await getEngine().harness.run(node, items, settings);
}

/** Starts one job per item and waits for it. */
export const startAndWait = async (
	sandbox: Sandbox,
	process: INodeParameters,
	parameters: INodeParameters = {},
	more: Parameters<typeof run>[3] = {},
) => await run(sandbox, 'start', { process, waitForCompletion: true, ...parameters }, more);

/** So many input items, each with its number. */
export const numberItems = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, n) => ({ json: { n } }));

/** Requests in order, in short: what was asked of Orchestrator. */
export const listRequests = (sandbox: Sandbox) =>
	apiRequests(sandbox).map((request) => {
		const { method, path, query, body } = describeRequest(sandbox, request);
		return { method, path, query, body, at: request.at };
	});

/** Lists of jobs count against the 100 a minute that the whole tenant has. */
export const listLooks = (sandbox: Sandbox) =>
	listRequests(sandbox).filter(({ method, path }) => method === 'GET' && path === '/odata/Jobs');

/** Single reads do not. */
export const singleLooks = (sandbox: Sandbox) =>
	listRequests(sandbox).filter(
		({ path, query }) =>
			/^\/odata\/Jobs\(\d+\)$/.test(path) && query.$select === 'Id,Key,State,StartTime',
	);

/** Adds a job in a state that it stays in. @returns its ID as text */
export function addJob(sandbox: Sandbox, Id: number, more: object = {}): string {
	sandbox.control.addJobs([{ Id, OrganizationUnitId: FINANCE, State: 'Successful', ...more }]);
	return String(Id);
}
