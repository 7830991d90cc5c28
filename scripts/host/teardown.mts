import { constants } from 'node:os';

const PARENT_CHECK_MS = 1000;

type Step = { name: string; undo: () => Promise<void> | void };

/**
 * What has to be undone at the end, in reverse order of how it was set up. Runs once, on `run` or
 * on an interrupt, whichever comes first; a step that fails is reported and does not keep the
 * others from running.
 */
export class Teardown {
	readonly #steps: Step[] = [];
	#running: Promise<void> | undefined;

	add(name: string, undo: Step['undo']): void {
		this.#steps.push({ name, undo });
	}

	async run(): Promise<void> {
		this.#running ??= this.#undoAll();
		await this.#running;
	}

	async #undoAll() {
		for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
			try {
				await step.undo();
			} catch (error) {
				console.error(`Could not undo "${step.name}":`, error);
				process.exitCode = 1;
			}
		}
	}

	/**
	 * Undoes everything and ends the process on Ctrl-C, SIGTERM, SIGHUP and when the process that
	 * started this one is gone. A second Ctrl-C meanwhile changes nothing: the steps have their own
	 * time limits.
	 * @param exitCode what to exit with; by default the shell's 128 + signal number
	 */
	onInterrupt(exitCode?: number): void {
		const end = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => {
			void this.run().then(() => process.exit(exitCode ?? 128 + constants.signals[signal]));
		};
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => end(signal));
		}
		// npm passes SIGTERM on to a shell, which dies of it without a word to what it started.
		const startedBy = process.ppid;
		setInterval(() => {
			if (process.ppid !== startedBy) end('SIGHUP');
		}, PARENT_CHECK_MS).unref();
	}
}
