import type { Sandbox } from '../../sandbox/src/index.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';

const RUN_MS = 45_000;
const INFO = [
	'System.TimeoutException: The invoice page did not answer within 30 seconds.',
	'   at InvoiceProcessing.ReadInvoice(String number) in ReadInvoice.xaml:line 41',
	'   at UiPath.Executor.WorkflowRuntime.Run(JobData job)',
].join('\r\n');

export interface FaultOptions {
	/** All of them get the very same end time, to the last of its seven digits. */
	readonly atOnce?: boolean;
	/** The row can be read only this much after the job ended. */
	readonly visibleAfterMs?: number;
}

/** The faults that were made, by the step that made them. */
export class FaultLedger {
	readonly #sandbox: Sandbox;
	readonly #idsByStep = new Map<string, number[]>();
	#made = 0;

	constructor(sandbox: Sandbox) {
		this.#sandbox = sandbox;
	}

	/** Lets jobs end as Faulted now, by the sandbox's clock. */
	add(step: string, count: number, { atOnce = false, visibleAfterMs }: FaultOptions = {}): void {
		const now = Date.parse(this.#sandbox.control.now());
		const jobs = Array.from({ length: count }, () => {
			// Orchestrator's seven digits; those behind the third are what a rounded cursor would lose.
			const ticks = String(atOnce ? 4567 : this.#made++ % 10_000).padStart(4, '0');
			return {
				State: 'Faulted' as const,
				ReleaseKey: SEED.releases.reportBuilder.key,
				CreationTime: new Date(now - RUN_MS - 500).toISOString(),
				StartTime: new Date(now - RUN_MS).toISOString(),
				EndTime: new Date(now).toISOString().replace('Z', `${ticks}Z`),
				HostMachineName: 'ROBOT-01',
				Info: INFO,
				...(visibleAfterMs === undefined
					? {}
					: { visibleAt: new Date(now + visibleAfterMs).toISOString() }),
			};
		});
		const ids = this.#sandbox.control.addJobs(jobs).map(({ Id }) => Id);
		this.#idsByStep.set(step, [...(this.#idsByStep.get(step) ?? []), ...ids]);
	}

	/** Ids by step, in the order in which the steps came. */
	steps(): ReadonlyMap<string, readonly number[]> {
		return this.#idsByStep;
	}
}
