import { waitForExecution } from '../host/n8n-executions.mts';
import { readString } from '../host/json.mts';
import type { N8nSession } from '../host/n8n-session.mts';
import { isPublished, listWorkflows, startWorkflow } from '../host/n8n-workflows.mts';
import { findTrigger, readExamples } from './examples.mts';

const TRIGGER = 'Run by hand';

/**
 * Runs every workflow of the demo once and prints what came out. One with a trigger has to be
 * published as well; its run is the trigger's test step, which does not wait for a poll.
 * @throws Error when an example is missing in n8n, not published, fails, or yields nothing
 */
export async function checkDemo(session: N8nSession): Promise<void> {
	const workflows = await listWorkflows(session);
	for (const example of await readExamples()) {
		const { name, nodes } = example;
		const workflow = workflows.find((candidate) => candidate.name === name);
		if (!workflow) throw new Error(`demo check: n8n has no workflow "${name}"`);
		const trigger = findTrigger(example);
		if (trigger && !(await isPublished(session, workflow.id))) {
			throw new Error(`demo check: "${name}" is not published`);
		}
		const start = trigger ? readString(trigger, 'name') : TRIGGER;
		const executionId = await startWorkflow(session, workflow.id, start);
		const execution = await waitForExecution(session, executionId);
		if (execution.status !== 'success') {
			throw new Error(
				`demo check: "${name}" ended with ${execution.status}: ${String(execution.error?.message)}`,
			);
		}
		const own = nodes.find(({ type }) => String(type).startsWith('n8n-nodes-uipath.'));
		const count = execution.itemsOf(readString(own, 'name')).length;
		if (count === 0) throw new Error(`demo check: "${name}" yielded no item`);
		console.log(`demo check: "${name}" succeeded with ${count} item(s)`);
	}
}
