import { type Cost, readCost } from './cost.mts';
import { type Deliveries, readDeliveries } from './deliveries.mts';
import type { FaultLedger } from './faults.mts';
import type { HostMode } from './modes.mts';
import type { Contender, ContenderName, Stand } from './stand.mts';
import { BEFORE_ACTIVATION } from './story.mts';

/** What became of the faults of one step. */
export interface StepTally {
	readonly step: string;
	readonly made: number;
	readonly lost: number;
	/** Deliveries beyond the first of each job. */
	readonly doubled: number;
}

/** What one workflow did with all the faults of a run. */
export interface Tally {
	readonly mode: HostMode;
	readonly contender: ContenderName;
	readonly steps: readonly StepTally[];
	readonly made: number;
	readonly lost: number;
	readonly doubled: number;
	/** Jobs that had faulted before the workflow was published, and came all the same. */
	readonly old: number;
	readonly executions: number;
	readonly failed: number;
	readonly cost: Cost;
}

function tallyStep(step: string, ids: readonly number[], { timesById }: Deliveries): StepTally {
	const times = ids.map((id) => timesById.get(id) ?? 0);
	return {
		step,
		made: ids.length,
		lost: times.filter((count) => count === 0).length,
		doubled: times.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
	};
}

const total = (steps: readonly StepTally[], key: 'made' | 'lost' | 'doubled') =>
	steps.reduce((sum, step) => sum + step[key], 0);

/** Compares what was made with what n8n's executions of one workflow hold. */
export async function tallyContender(
	stand: Stand,
	contender: Contender,
	faults: FaultLedger,
): Promise<Tally> {
	const deliveries = await readDeliveries(stand.session, contender.workflowId);
	const all = [...faults.steps()];
	const steps = all
		.filter(([step]) => step !== BEFORE_ACTIVATION)
		.map(([step, ids]) => tallyStep(step, ids, deliveries));
	const counted = new Set(
		all.flatMap(([step, ids]) => (step === BEFORE_ACTIVATION ? [] : [...ids])),
	);
	const old = [...deliveries.timesById.keys()].filter((id) => !counted.has(id)).length;
	return {
		mode: stand.mode,
		contender: contender.name,
		steps,
		made: total(steps, 'made'),
		lost: total(steps, 'lost'),
		doubled: total(steps, 'doubled'),
		old,
		executions: deliveries.executions,
		failed: deliveries.failed,
		cost: readCost(stand, contender),
	};
}
