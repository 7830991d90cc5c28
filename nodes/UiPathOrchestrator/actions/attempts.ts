import { randomUUID } from 'node:crypto';

import type { IExecuteData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { passOn } from '../helpers/passOn';
import { isInDoubt } from '../transport/doubt';

/**
 * With "Retry On Fail", n8n runs the whole node again when one item has failed (read in n8n-core 1.122
 * and 2.41): in the same process, with the same input. What an item has achieved is kept here, so that a
 * later try does not do it again.
 */

/** One input item of one run of the node; all tries of that run share it. */
export interface Progress {
	/** Twelve characters (62 bits) that no other item of any run has. */
	readonly mark: string;
	/** Stands for the run: the same object for all of its items and tries. */
	readonly run: object;
}

/** Digits and small letters, since databases compare text without regard to case. */
const MARK_BASE = 36;
const MARK_LENGTH = 12;

function createMark(): string {
	const random = BigInt(`0x${randomUUID().replaceAll('-', '')}`);
	return (random % BigInt(MARK_BASE) ** BigInt(MARK_LENGTH))
		.toString(MARK_BASE)
		.padStart(MARK_LENGTH, '0');
}

export const createProgress = (run: object = {}): Progress => ({ mark: createMark(), run });

/** What an item has come to for good: its output, or a failure that leaves in doubt what was done. */
export type End = { readonly items: INodeExecutionData[] } | { readonly failure: unknown };

/** What the input items of one run of the node have achieved. */
export class Run {
	private readonly items = new Map<number, Progress>();
	private readonly ends = new Map<number, End>();

	progressOf(itemIndex: number): Progress {
		const progress = this.items.get(itemIndex) ?? createProgress(this);
		this.items.set(itemIndex, progress);
		return progress;
	}

	/** @returns what an earlier try has brought the item to; undefined when it has to be run */
	recall(itemIndex: number): End | undefined {
		return this.ends.get(itemIndex);
	}

	keep(itemIndex: number, end: End): void {
		this.ends.set(itemIndex, end);
	}
}

/**
 * Runs that n8n may try again; also those that succeeded, since n8n takes an output whose first item has a
 * field `error` for a failure. They go when n8n drops the data of the run, so that none is kept for long.
 */
const runs = new WeakMap<object, Run>();

/**
 * An object that n8n makes once for a run of the node and hands to each of its tries. Ids would not do: a
 * tool gets another run index at each try, and a restored database counts executions anew.
 */
function findIdentity(context: IExecuteFunctions): object | undefined {
	const data: Partial<IExecuteData> | undefined = context.getExecuteData();
	if (data?.node?.id === context.getNode().id) return data;
	// A tool of an agent: the data are the agent's. Each call has arguments of its own, and its tries share them.
	return context.getInputData()[0]?.json;
}

/** The run that this try belongs to: a new one unless "Retry On Fail" is on and there was a try before. */
export function openRun(context: IExecuteFunctions): Run {
	const identity = context.getNode().retryOnFail === true ? findIdentity(context) : undefined;
	if (identity === undefined) return new Run();
	const run = runs.get(identity) ?? new Run();
	runs.set(identity, run);
	return run;
}

type StepEnd<Result> = { readonly result: Result } | { readonly failure: unknown };

/** A part of an item's work that changes something in Orchestrator. */
export interface Step<Result> {
	/**
	 * Does the work, unless a try before has done it: then it gives the result of that one.
	 *
	 * @param recover called in place of `work` when a try before has left it open whether it was done, with
	 * the failure that said so. Without it, that failure is thrown again.
	 */
	run(
		progress: Progress,
		work: () => Promise<Result>,
		recover?: (failure: unknown) => Promise<Result>,
	): Promise<Result>;
}

export function createStep<Result>(): Step<Result> {
	const ends = new WeakMap<Progress, StepEnd<Result>>();
	return {
		async run(progress, work, recover = async (failure) => await Promise.reject(failure)) {
			const end = ends.get(progress);
			if (end !== undefined && 'result' in end) return end.result;
			try {
				const result = end === undefined ? await work() : await recover(end.failure);
				ends.set(progress, { result });
				return result;
			} catch (caught: unknown) {
				if (end === undefined && isInDoubt(caught)) ends.set(progress, { failure: caught });
				throw passOn(caught);
			}
		},
	};
}
