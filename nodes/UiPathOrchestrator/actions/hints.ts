import type { IExecuteFunctions } from 'n8n-workflow';

/** Hints that a run of the node has shown. */
const shown = new WeakMap<IExecuteFunctions, Set<string>>();

/** Shows a sentence above the output of the node, once a run; older hosts cannot, and show none. */
export function addHint(context: IExecuteFunctions, message: string): void {
	const { addExecutionHints } = context as Partial<Pick<IExecuteFunctions, 'addExecutionHints'>>;
	const earlier = shown.get(context) ?? new Set();
	shown.set(context, earlier);
	if (earlier.has(message)) return;
	earlier.add(message);
	addExecutionHints?.call(context, { message, location: 'outputPane' });
}
