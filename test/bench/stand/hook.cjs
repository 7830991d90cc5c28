'use strict';

/**
 * An external hook of n8n (EXTERNAL_HOOK_FILES): writes what each execution took as a line of JSON to
 * the file in BENCH_RESULTS. The executions themselves are not saved, because writing thousands of
 * items to the database would disturb the next measurement.
 */
const { appendFileSync } = require('node:fs');

/** Number of items, their distinct Ids, and the time as n8n shows it below a node. */
function describeRun([task]) {
	const items = task.data?.main?.[0] ?? [];
	return {
		ms: task.executionTime,
		items: items.length,
		ids: new Set(items.map(({ json }) => json.Id)).size,
		failed: items.filter(({ json }) => json.error !== undefined).length,
	};
}

async function reportExecution(run, _workflow, executionId) {
	const { runData = {}, error } = run.data?.resultData ?? {};
	const nodes = Object.fromEntries(
		Object.entries(runData).map(([name, tasks]) => [name, describeRun(tasks)]),
	);
	const line = { executionId, status: run.status, error: error?.message, nodes };
	appendFileSync(process.env.BENCH_RESULTS, `${JSON.stringify(line)}\n`);
}

module.exports = { workflow: { postExecute: [reportExecution] } };
