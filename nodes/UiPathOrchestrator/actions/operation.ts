import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { runBounded } from '../helpers/runBounded';
import { refuseEmptyExpressions } from '../parameters/emptyExpression';
import type { ItemOrigin } from '../parameters/inputError';
import type { Effect } from '../transport/retry';
import type { Scope } from '../transport/session';
import type { Progress } from './attempts';
import { isWatch } from './job/watch';
import type { Settled, Watch } from './job/watch';

/** One input item on its way through an operation. */
export interface ItemCall {
	readonly context: IExecuteFunctions;
	readonly origin: ItemOrigin;
	readonly itemIndex: number;
	/** Fields of the operation; errors take their labels from them. */
	readonly fields: readonly INodeProperties[];
	/** Login and folder of this item. */
	readonly scope: Scope;
	/** What it has achieved in earlier tries of n8n. */
	readonly progress: Progress;
}

/** Items that change something are sent this many at a time. */
export const CONCURRENT_WRITES = 10;

/** What became of an input item: output, jobs to wait for, or a failure. */
export type Outcome = Settled | { readonly watch: Watch };

/** How items are run that an operation takes one by one. */
export interface Pace {
	/** Whether items are still begun after one has failed ("continue on fail"). */
	readonly keepsGoing: boolean;
}

/** Items of one operation that have been read and are carried out together. */
export interface Batch {
	readonly effect: Effect;
	/** Whether it finds out by itself, when n8n tries again, about work that is in doubt. */
	readonly settlesDoubts: boolean;
	/** @throws NodeOperationError for a field that cannot be used */
	add(call: ItemCall): void;
	/** @returns what became of each item, by item index; items that were not begun are missing */
	run(pace: Pace): Promise<Map<number, Outcome>>;
}

/** An operation whole: the fields that it shows and what it does with them. */
export interface Operation {
	readonly description: INodeProperties[];
	open(): Batch;
}

interface OperationParts<Input> {
	readonly description: INodeProperties[];
	/** `write` for an operation that changes something in Orchestrator. */
	readonly effect: Effect;
	/**
	 * Whether `run`, called again for an item of which it is not known whether the change was made, finds out.
	 * Otherwise the item is not run again: it fails at each try of n8n.
	 */
	readonly settlesDoubts?: boolean;
	/** Reads and checks the fields of an item; sends nothing. */
	read(call: ItemCall): Input;
	/** Carries out what was read: an outcome for each, in order; undefined when it was not begun. */
	run(inputs: readonly Input[], pace: Pace): Promise<ReadonlyArray<Outcome | undefined>>;
}

/**
 * Makes an operation of its two halves. They are apart so that bad input in any item is refused
 * before the first request, and so that items can share requests.
 */
export function defineOperation<Input>({
	description,
	effect,
	settlesDoubts = false,
	read,
	run,
}: OperationParts<Input>): Operation {
	return {
		description,
		open() {
			const inputs: Input[] = [];
			const indexes: number[] = [];
			return {
				effect,
				settlesDoubts,
				add(call) {
					inputs.push(read(call));
					indexes.push(call.itemIndex);
				},
				async run(pace) {
					const outcomes = await run(inputs, pace);
					const found = new Map<number, Outcome>();
					for (const [position, itemIndex] of indexes.entries()) {
						const outcome = outcomes[position];
						if (outcome !== undefined) found.set(itemIndex, outcome);
					}
					return found;
				},
			};
		},
	};
}

/**
 * The second half for operations of which Orchestrator takes one item a request: several items at
 * the same time, outcomes in order.
 */
export function runSideBySide<Input>(
	concurrency: number | ((inputs: readonly Input[]) => number),
	run: (input: Input) => Promise<INodeExecutionData[] | Watch>,
): OperationParts<Input>['run'] {
	return async (inputs, { keepsGoing }) => {
		let hasFailed = false;
		const most = typeof concurrency === 'number' ? concurrency : concurrency(inputs);
		return await runBounded(inputs, most, async (input): Promise<Outcome | undefined> => {
			if (hasFailed && !keepsGoing) return undefined;
			try {
				const result = await run(input);
				return isWatch(result) ? { watch: result } : { items: result };
			} catch (caught: unknown) {
				hasFailed = true;
				return { failure: caught };
			}
		});
	};
}

/**
 * Returns the value of a parameter, read in whatever way.
 *
 * @throws NodeOperationError when an expression in the parameter yields nothing
 */
export function checkParameter(call: ItemCall, name: string, value: unknown): unknown {
	const field = call.fields.find((candidate) => candidate.name === name);
	if (field !== undefined) refuseEmptyExpressions(call.origin, field, value);
	return value;
}

/**
 * Reads a parameter for the item; locators and collections come as they are.
 *
 * @throws NodeOperationError when an expression in it yields nothing
 */
export function readParameter(call: ItemCall, name: string): unknown {
	const value: unknown = call.context.getNodeParameter(name, call.itemIndex, undefined);
	return checkParameter(call, name, value);
}
