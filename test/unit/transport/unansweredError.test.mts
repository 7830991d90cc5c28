import { NodeOperationError } from 'n8n-workflow';

import {
	toCancelledError,
	toUnansweredError,
} from '../../../nodes/UiPathOrchestrator/transport/unansweredError.ts';
import { createScope } from './scope.mts';

const signIn = (reason: string) =>
	toUnansweredError(createScope(), 'Get job 7', { kind: 'sign-in', reason });

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

test.each([
	['Blocked.', undefined, /^This comes from n8n itself/],
	['Blocked', 'Ask your administrator.', /^Ask your administrator\.$/],
])('a call that n8n does not make: %s', (reason, advice, description) => {
	const failed = { kind: 'refused', reason, advice } as const;
	expect(toUnansweredError(createScope(), 'Get job 7', failed)).toMatchObject({
		message: 'Get job 7: n8n did not make the request (Blocked)',
		description: expect.stringMatching(description),
		context: { itemIndex: 3 },
	});
});

test('a call that was stopped with the execution', () => {
	const error = toUnansweredError(createScope(), 'Get job 7', { kind: 'canceled' });
	expect(error.message).toBe('The execution was canceled');
});

test('n8n knows a cancelled execution by the word in the message', () => {
	const error = toCancelledError(createScope());
	expect(error.message).toContain('canceled');
	expect(error.context.itemIndex).toBe(3);
});
