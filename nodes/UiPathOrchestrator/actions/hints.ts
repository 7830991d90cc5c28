import type { IExecuteFunctions } from 'n8n-workflow';

/** Shows a sentence above the output of the node; older hosts cannot, and show none. */
export function addHint(context: IExecuteFunctions, message: string): void {
	const { addExecutionHints } = context as Partial<Pick<IExecuteFunctions, 'addExecutionHints'>>;
	addExecutionHints?.call(context, { message, location: 'outputPane' });
}
