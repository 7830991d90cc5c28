import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { toErrorItem } from '../../../nodes/UiPathOrchestrator/actions/errorItem.ts';
import { origin } from '../origin.mts';

describe('toErrorItem', () => {
	test('says what the error says', () => {
		const error = new NodeApiError(
			origin.node,
			{},
			{ message: 'Get job 7: gone', description: 'Check the ID.', httpCode: '404' },
		);
		error.context.data = {
			errorCode: 1002,
			traceId: '00-ab',
			nothing: undefined,
		};
		expect(toErrorItem(error, 3, origin.node)).toEqual({
			json: {
				error: 'Get job 7: gone',
				message: 'Check the ID.',
				details: { errorCode: 1002, traceId: '00-ab', httpCode: '404', itemIndex: 3 },
			},
			pairedItem: { item: 3 },
		});
	});

	test.each([
		[
			new NodeOperationError(origin.node, 'Wrong', { description: 'Correct it.' }),
			'Wrong',
			'Correct it.',
		],
		[new Error('Plain'), 'Plain', 'Plain'],
		[new Error(''), 'The operation did not succeed', 'The operation did not succeed'],
		['text', 'text', 'text'],
		[undefined, 'undefined', 'undefined'],
		[null, 'null', 'null'],
	])('makes an item of %s', (caught, error, message) => {
		const details = { itemIndex: 0 };
		expect(toErrorItem(caught, 0, origin.node).json).toEqual({ error, message, details });
	});

	test('keeps to the keys that n8n sends to the error output', () => {
		const node = { ...origin.node, onError: 'continueErrorOutput' as const };
		const item = toErrorItem(new Error('Plain'), 1, node);
		expect(item).toEqual({
			json: { error: 'Plain', message: 'Plain', details: { itemIndex: 1 } },
			pairedItem: { item: 1 },
		});
	});
});
