import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { nodeOfError } from '../helpers/nodeOfError';
import { toOperationError } from '../helpers/operationError';
import type { FailedCall } from './failedCall';
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
export function toCancelledError({ session, itemIndex }: Cancelled): NodeOperationError {
	return toOperationError(session.context.getNode(), 'The execution was canceled', {
		level: 'warning',
		itemIndex,
	});
}

/** The error for a call that never reached Orchestrator: no token, or stopped by n8n itself. */
export function toUnansweredError(
	scope: Scope,
	failed: Exclude<FailedCall, { kind: 'answer' }>,
): unknown {
	const { itemIndex, session } = scope;
	if (failed.kind === 'other') {
		if (failed.caught instanceof NodeApiError) {
			if (itemIndex !== undefined) failed.caught.context.itemIndex = itemIndex;
			Object.assign(failed.caught, { node: nodeOfError(session.context.getNode()) });
		}
		return failed.caught;
	}
	const step = SIGN_IN_STEPS.find(([pattern]) => pattern.test(failed.reason))?.[1];
	return toOperationError(
		session.context.getNode(),
		`Sign in to UiPath: the identity server gave no token (${failed.reason})`,
		{
			description:
				step ??
				"Check 'Client ID', 'Client Secret', 'Scope' and the tenant URL (or 'Token URL') in the credential.",
			itemIndex,
		},
	);
}
