import { waitForExecution } from '../host/n8n-executions.mts';
import { readArray, readString } from '../host/json.mts';
import type { N8nSession } from '../host/n8n-session.mts';
import { ALERT } from './contenders.mts';

const PAGE = 100;

/** What a published workflow did, by n8n's own record. */
export interface Deliveries {
	readonly executions: number;
	/** Executions that ended in an error; a failed poll is one. */
	readonly failed: number;
	/** How often each job came out of the workflow, by job id. */
	readonly timesById: ReadonlyMap<number, number>;
}

/** Ids of every execution of a workflow that n8n keeps. */
async function listExecutionIds(session: N8nSession, workflowId: string): Promise<string[]> {
	const ids: string[] = [];
	for (;;) {
		const last = ids.at(-1);
		const page = await session.get('/rest/executions', {
			filter: JSON.stringify({ workflowId }),
			limit: String(PAGE),
			...(last === undefined ? {} : { lastId: last }),
		});
		const rows = readArray(page, 'results').map((row) => readString(row, 'id'));
		ids.push(...rows);
		if (rows.length < PAGE) return ids;
	}
}

/** Reads all executions of a workflow and counts the jobs that reached its last node. */
export async function readDeliveries(session: N8nSession, workflowId: string): Promise<Deliveries> {
	const ids = await listExecutionIds(session, workflowId);
	const timesById = new Map<number, number>();
	let failed = 0;
	for (const id of ids) {
		const execution = await waitForExecution(session, id);
		if (execution.status !== 'success') failed++;
		const items = execution.hasRun(ALERT) ? execution.itemsOf(ALERT) : [];
		for (const { json } of items) {
			const jobId = Number(json.Id);
			timesById.set(jobId, (timesById.get(jobId) ?? 0) + 1);
		}
	}
	return { executions: ids.length, failed, timesById };
}
