import { waitForExecution } from '../host/n8n-executions.mts';
import { readString } from '../host/json.mts';
import type { N8nSession } from '../host/n8n-session.mts';
import { listWorkflows, startWorkflow } from '../host/n8n-workflows.mts';
import { readExamples } from './examples.mts';

const TRIGGER = 'Run by hand';

/**
 * Runs every workflow of the demo once and prints what came out.
 * @throws Error when an example is missing in n8n, fails, or yields nothing
 */
export async function checkDemo(session: N8nSession): Promise<void> {
	const workflows = await listWorkflows(session);
	for (const { name, nodes } of await readExamples()) {
		const workflow = workflows.find((candidate) => candidate.name === name);
		if (!workflow) throw new Error(`demo check: n8n has no workflow "${name}"`);
		const executionId = await startWorkflow(session, workflow.id, TRIGGER);
		const execution = await waitForExecution(session, executionId);
		if (execution.status !== 'success') {
			throw new Error(
				`demo check: "${name}" ended with ${execution.status}: ${String(execution.error?.message)}`,
			);
		}
		const own = nodes.find(({ type }) => type === 'n8n-nodes-uipath.uiPathOrchestrator');
		const count = execution.itemsOf(readString(own, 'name')).length;
		if (count === 0) throw new Error(`demo check: "${name}" yielded no item`);
		console.log(`demo check: "${name}" succeeded with ${count} item(s)`);
	}
}
