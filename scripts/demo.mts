import { parseArgs } from 'node:util';
import { checkDemo } from './demo/check.mts';
import { findTrigger, prepareExample, readExamples } from './demo/examples.mts';
import { faultNowAndThen } from './demo/faults.mts';
import { openDemoTenant, openSandboxTenant } from './demo/tenant.mts';
import { OWNER, startHost } from './host/host.mts';
import { createCredential } from './host/n8n-credentials.mts';
import { createWorkflow, publishWorkflow } from './host/n8n-workflows.mts';
import { Teardown } from './host/teardown.mts';

const N8N_USUAL_PORT = 5678;

const { values: flags } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const teardown = new Teardown();
// Ctrl-C is how a demo ends, not a failure; a check that is interrupted has not passed.
teardown.onInterrupt(flags.check ? undefined : 0);

const report = (step: string) => console.log(`• ${step} …`);

async function startDemo() {
	// The check runs every workflow, and one of them starts a process: never on a real tenant.
	const tenant = flags.check ? await openSandboxTenant(teardown) : await openDemoTenant(teardown);
	const firstPort = Number(process.env.DEMO_PORT ?? N8N_USUAL_PORT);
	const session = await startHost(teardown, report, { firstPort });
	const credential = await createCredential(session, {
		type: 'uiPathOrchestratorApi',
		name: 'UiPath Orchestrator demo',
		data: { tenantUrl: tenant.tenantUrl, bearerToken: tenant.bearerToken },
	});
	const examples = await readExamples();
	for (const example of examples) {
		const prepared = prepareExample(example, credential, tenant.folderPath);
		const workflowId = await createWorkflow(session, prepared);
		if (findTrigger(example)) await publishWorkflow(session, workflowId);
	}
	if (tenant.sandbox) faultNowAndThen(tenant.sandbox, teardown);
	const lines = [
		`n8n        ${session.url}/home/workflows`,
		`Sign in    ${OWNER.email}  /  ${OWNER.password}`,
		`Tenant     ${tenant.description}`,
		`Workflows  ${examples.map(({ name }) => name).join(' · ')}`,
		tenant.sandbox
			? 'A job faults every 45 seconds: watch the executions of the workflow with the trigger.'
			: 'The workflow with the trigger is published: it runs when a job faults.',
	];
	console.log(`\n${lines.join('\n')}\n`);
	return session;
}

try {
	const session = await startDemo();
	if (flags.check) {
		await checkDemo(session);
		await teardown.run();
	} else {
		console.log('Ctrl-C stops everything and removes its data.');
		// With a tenant of one's own there is no sandbox that keeps this process alive.
		setInterval(() => undefined, 2 ** 30);
	}
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	await teardown.run();
	process.exit(1);
}
