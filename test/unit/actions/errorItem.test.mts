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
		expect(toErrorItem(error, 3)).toEqual({
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
		[new Error('Plain'), 'Plain', undefined],
		[new Error(''), 'The operation did not succeed', undefined],
		['text', 'text', undefined],
		[undefined, 'undefined', undefined],
		[null, 'null', undefined],
	])('makes an item of %s', (caught, error, message) => {
		expect(toErrorItem(caught, 0).json).toEqual({
			error,
			...(message === undefined ? {} : { message }),
			details: { itemIndex: 0 },
		});
	});

	test('keeps to the keys that n8n sends to the error output', () => {
		const item = toErrorItem(new Error('Plain'), 1);
		expect(Object.keys(item).sort()).toEqual(['json', 'pairedItem']);
		expect(['error', 'message', 'details']).toEqual(expect.arrayContaining(Object.keys(item.json)));
	});
});
