import type { CredentialType } from '../transport/session';
import { showValue, toInputError } from './inputError';
import type { ItemOrigin } from './inputError';

/** @throws NodeOperationError when the parameter names neither kind of login */
export function readCredentialType(origin: ItemOrigin, raw: unknown): CredentialType {
	if (raw === 'accessToken') return 'uiPathOrchestratorApi';
	if (raw === 'oAuth2') return 'uiPathOrchestratorOAuth2Api';
	throw toInputError(
		origin,
		'Authentication',
		`is unknown: ${showValue(raw)}`,
		'Use accessToken or oAuth2.',
	);
}
