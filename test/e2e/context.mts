import type { Sandbox } from '../../sandbox/src/index.mts';
import type { StoredCredential } from '../../scripts/host/n8n-credentials.mts';
import type { N8nSession } from '../../scripts/host/n8n-session.mts';

/** One n8n and one sandbox serve the whole run; `setup.mts` has both ready before any test. */
export interface E2eContext {
	readonly session: N8nSession;
	readonly sandbox: Sandbox;
	/** Access token with every scope. */
	readonly accessToken: StoredCredential;
	/** External application with every application scope. */
	readonly oAuth2: StoredCredential;
}

let current: E2eContext | undefined;

export function setContext(context: E2eContext): void {
	current = context;
}

/** @throws Error when the tests are run by anything but `npm run test:e2e` */
export function getContext(): E2eContext {
	if (!current) throw new Error('These tests need a running n8n: start them with npm run test:e2e');
	return current;
}
