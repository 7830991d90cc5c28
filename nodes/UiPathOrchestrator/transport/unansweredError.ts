import type { NodeOperationError } from 'n8n-workflow';

import { toOperationError } from '../helpers/operationError';
import type { UnmadeCall } from './failedCall';
import type { Scope, Session } from './session';

const SIGN_IN_STEPS: ReadonlyArray<readonly [RegExp, string]> = [
	[
		/invalid_scope|scope/i,
		"Compare 'Scope' in the credential with the application scopes of the external application (user scopes do not count here).",
	],
	[
		/invalid_client|unauthorized_client/i,
		"Check 'Client ID' and 'Client Secret' in the credential; the external application has to be confidential.",
	],
];

/** Whose work ends: a scope, or what of it is known. */
interface Cancelled {
	readonly session: Pick<Session, 'context'>;
	readonly itemIndex?: number | undefined;
}

/** n8n marks a run as canceled, not failed, by looking for that word in the message. */
const CANCELED = 'The execution was canceled';

export function toCancelledError({ session, itemIndex }: Cancelled): NodeOperationError {
	const error = toOperationError(session.context.getNode(), CANCELED, {
		level: 'warning',
		itemIndex,
	});
	// The one message that may hold the word.
	error.message = CANCELED;
	return error;
}

/** @param reason in the words of OAuth 2.0, as far as the identity server has used them */
function toSignInError({ session, itemIndex }: Scope, reason: string): NodeOperationError {
	const step = SIGN_IN_STEPS.find(([pattern]) => pattern.test(reason))?.[1];
	const error = toOperationError(
		session.context.getNode(),
		`Sign in to UiPath: the identity server gave no token (${reason})`,
		{
			description:
				step ??
				"Check 'Client ID', 'Client Secret', 'Scope' and the tenant URL (or 'Token URL') in the credential.",
			itemIndex,
		},
	);
	error.context.data = { signIn: reason };
	return error;
}

/**
 * The error for a call that was never answered: no token, stopped with the execution, or not made by n8n.
 *
 * @param purpose what the call was for, as the beginning of the message
 */
export function toUnansweredError(
	scope: Scope,
	purpose: string,
	failed: UnmadeCall,
): NodeOperationError {
	if (failed.kind === 'canceled') return toCancelledError(scope);
	if (failed.kind === 'sign-in') return toSignInError(scope, failed.reason);
	return toOperationError(
		scope.session.context.getNode(),
		`${purpose}: n8n did not make the request (${failed.reason.replace(/\.$/, '')})`,
		{
			description: failed.advice ?? 'This comes from n8n itself, not from UiPath.',
			itemIndex: scope.itemIndex,
		},
	);
}
