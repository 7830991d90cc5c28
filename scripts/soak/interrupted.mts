import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parse } from 'flatted';
import { readPath } from '../host/json.mts';

/**
 * Ids of the jobs, by workflow id, that a trigger handed over to executions which then died with n8n.
 * n8n has them, in executions that it marks as crashed; to run those again is up to people.
 */
export function readInterrupted(userFolder: string): Map<string, Set<number>> {
	const file = join(userFolder, '.n8n', 'database.sqlite');
	const database = new DatabaseSync(file, { readOnly: true });
	try {
		const rows = database
			.prepare(
				`SELECT e.workflowId, d.data FROM execution_entity e
				JOIN execution_data d ON d.executionId = e.id WHERE e.status = 'crashed'`,
			)
			.all();
		const idsByWorkflow = new Map<string, Set<number>>();
		for (const { workflowId, data } of rows) {
			const items = readPath(parse(String(data)), 'executionData.nodeExecutionStack.0.data.main.0');
			const ids = idsByWorkflow.get(String(workflowId)) ?? new Set();
			for (const item of Array.isArray(items) ? items : [])
				ids.add(Number(readPath(item, 'json.Id')));
			idsByWorkflow.set(String(workflowId), ids);
		}
		return idsByWorkflow;
	} finally {
		database.close();
	}
}
