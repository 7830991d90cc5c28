/**
 * A measurement in a process of its own, with n8n's engine and nothing else in it: for memory and for
 * time spans of which a whole n8n would blur the edges.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Address } from '../emulator/emulator.mts';

/** Runs `<name>.mts` of this folder with garbage collection at hand. @returns what it reports */
export async function runChild<Result>(name: string, args: object): Promise<Result> {
	const file = join(import.meta.dirname, `${name}.mts`);
	const child = fork(file, {
		execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
	});
	// Not on the command line, which has no room for 20,000 ids.
	child.send(args);
	let result: Result | undefined;
	child.on('message', (message) => {
		// Both ends are this folder's; the caller names the type that the child reports.
		result = message as Result;
	});
	const [code]: unknown[] = await once(child, 'exit');
	if (code !== 0 || result === undefined) throw new Error(`${name} ended with code ${code}`);
	return result;
}

/** In a child: what it was asked for. */
export async function readArguments<Arguments>(): Promise<Arguments> {
	const [args]: unknown[] = await once(process, 'message');
	return args as Arguments;
}

/** In a child: reports and ends. */
export function finish(result: object): void {
	process.send?.(result, () => process.exit());
}

/** Where a child finds the sandbox and, if it is not the project itself, the package to load. */
export interface ChildArguments {
	readonly address: Address;
}
