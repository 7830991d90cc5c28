import { NodeOperationError } from 'n8n-workflow';

import type { ItemOrigin } from '../../nodes/UiPathOrchestrator/parameters/inputError.ts';

/** The fourth item of some node: an index other than 0 shows that it is passed on. */
export const origin: ItemOrigin = {
	node: {
		id: '1',
		name: 'UiPath Orchestrator',
		type: 'uiPathOrchestrator',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	},
	itemIndex: 3,
};

/** Expects that a value is refused with an error that names the field and the item and says what to do. */
export function expectRefusal(read: () => unknown, field: string, problem: RegExp | string): void {
	let caught: unknown;
	try {
		const result = read();
		throw new Error(`nothing was refused; the result is ${JSON.stringify(result)}`);
	} catch (thrown: unknown) {
		caught = thrown;
	}
	expect(caught).toBeInstanceOf(NodeOperationError);
	if (!(caught instanceof NodeOperationError)) return;
	expect(caught.message).toMatch(problem);
	expect(caught.message.startsWith(`'${field}' `)).toBe(true);
	expect(caught.message).toContain('(item 3)');
	expect(caught.context.itemIndex).toBe(3);
	expect(caught.description).toMatch(/^[A-Z].*\.$/su);
}
