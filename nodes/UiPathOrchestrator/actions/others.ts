import type { Outcome } from './operation';

/**
 * What a user has to know who runs the workflow again after the error of an item: how many others have
 * changed something in Orchestrator.
 *
 * @param outcomes what is known of all items now
 * @param changing what the items that change something had begun: a wait stands for jobs that were started
 */
export function describeOthers(
	failed: number,
	outcomes: ReadonlyMap<number, Outcome>,
	changing: ReadonlyMap<number, Outcome>,
): string | undefined {
	const others = [...changing.keys()].filter((itemIndex) => itemIndex !== failed);
	const isDone = (itemIndex: number) => 'items' in (outcomes.get(itemIndex) ?? {});
	const hasBegun = (itemIndex: number) => 'watch' in (changing.get(itemIndex) ?? {});
	const done = others.filter(isDone).length;
	const begun = others.filter((itemIndex) => hasBegun(itemIndex) && !isDone(itemIndex)).length;
	const parts = [
		...(done > 0 ? [`${done} had been carried out`] : []),
		...(begun > 0 ? [`${begun} had been started`] : []),
	];
	if (parts.length === 0) return undefined;
	return `Of the other items, ${parts.join(' and ')} when this one failed; to get their results too, set 'On Error' of the node to continue.`;
}
