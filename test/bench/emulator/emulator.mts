import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SandboxOptions } from '../../../sandbox/src/options.mts';
import type { Calls, Command } from './calls.mts';

/** Where the sandbox listens. */
export interface Address {
	readonly tenantUrl: string;
	readonly orchestratorUrl: string;
	readonly origin: string;
	readonly token: string;
	/** The sandbox's levers over HTTP, see `sandbox/README.md`. */
	readonly controlUrl: string;
}

/** A sandbox in another process. */
export interface Emulator {
	readonly address: Address;
	/** Pulls one of the levers in `calls.mts`. */
	call<Name extends keyof Calls>(
		name: Name,
		...args: Parameters<Calls[Name]>
	): Promise<ReturnType<Calls[Name]>>;
	/** May be called again. */
	close(): Promise<void>;
}

interface Reply {
	readonly id: number;
	readonly result?: unknown;
	readonly error?: string;
}

/** Starts a sandbox in a process of its own, which ends with this one at the latest. */
export async function startEmulator(options: SandboxOptions): Promise<Emulator> {
	const child = fork(join(import.meta.dirname, 'process.mts'), [JSON.stringify(options)]);
	const waiting = new Map<number, (reply: Reply) => void>();
	let calls = 0;
	child.on('message', (reply: Reply) => {
		waiting.get(reply.id)?.(reply);
		waiting.delete(reply.id);
	});
	child.once('exit', (code) => {
		const error = `The sandbox ended (${code})`;
		for (const [id, settle] of waiting) settle({ id, error });
	});
	const receive = async (id: number): Promise<unknown> => {
		const reply = await new Promise<Reply>((resolve) => waiting.set(id, resolve));
		if (reply.error !== undefined) throw new Error(reply.error);
		return reply.result;
	};
	const address = (await receive(0)) as Address;
	return {
		address,
		async call(name, ...args) {
			const id = (calls += 1);
			const command = { id, name, args: args as never[] } satisfies Command;
			child.send(command);
			// Both ends are this folder's, and `calls.mts` types what is sent.
			return (await receive(id)) as never;
		},
		async close() {
			if (!child.connected) return;
			const exited = once(child, 'exit');
			child.disconnect();
			await exited;
		},
	};
}
