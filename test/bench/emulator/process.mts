/**
 * A sandbox in a process of its own, so that the load of answering is not the node's. Started by
 * `emulator.mts`, it is told what to do over IPC and ends with its parent.
 */
import { startSandbox } from '../../../sandbox/src/index.mts';
import type { SandboxOptions } from '../../../sandbox/src/options.mts';
import { createCalls, type Command } from './calls.mts';

const options = JSON.parse(process.argv[2] ?? '{}') as SandboxOptions;
const sandbox = await startSandbox(options);
const { tenantUrl, orchestratorUrl, origin, token, controlUrl } = sandbox;
const calls = createCalls(sandbox);

process.on('message', (command: Command) => {
	const run = calls[command.name] as (...args: unknown[]) => unknown;
	try {
		process.send?.({ id: command.id, result: run(...command.args) });
	} catch (error) {
		process.send?.({ id: command.id, error: error instanceof Error ? error.message : error });
	}
});
process.on('disconnect', () => process.exit());
process.send?.({ id: 0, result: { tenantUrl, orchestratorUrl, origin, token, controlUrl } });
