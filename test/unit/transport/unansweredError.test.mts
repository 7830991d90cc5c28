import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import {
	toCancelledError,
	toUnansweredError,
} from '../../../nodes/UiPathOrchestrator/transport/unansweredError.ts';
import { origin } from '../origin.mts';
import { createScope } from './scope.mts';

const signIn = (reason: string) => toUnansweredError(createScope(), { kind: 'sign-in', reason });

describe('a failed sign-in', () => {
	test.each([
		['invalid_scope', /Compare 'Scope'/],
		['The scope is missing', /Compare 'Scope'/],
		['invalid_client: Unknown', /'Client ID' and 'Client Secret'/],
		['unauthorized_client', /'Client ID' and 'Client Secret'/],
		['connect ECONNREFUSED', /'Token URL'/],
	])('%s', (reason, nextStep) => {
		const error = signIn(reason);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: `Sign in to UiPath: the identity server gave no token (${reason})`,
			description: expect.stringMatching(nextStep),
			context: { itemIndex: 3 },
		});
	});
});

describe('another failure', () => {
	test('of n8n gets the item that it belongs to', () => {
		const caught = new NodeApiError(origin.node, {}, { message: 'No' });
		expect(toUnansweredError(createScope(), { kind: 'other', caught })).toBe(caught);
		expect(caught.context.itemIndex).toBe(3);
	});

	test.each([new Error('no'), 'text', undefined])('is passed on: %s', (caught) => {
		expect(toUnansweredError(createScope(), { kind: 'other', caught })).toBe(caught);
	});
});

test('n8n knows a cancelled execution by the word in the message', () => {
	const error = toCancelledError(createScope());
	expect(error.message).toContain('canceled');
	expect(error.context.itemIndex).toBe(3);
});
