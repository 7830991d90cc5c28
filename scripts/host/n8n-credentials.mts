import { type JsonObject, readString } from './json.mts';
import type { N8nSession } from './n8n-session.mts';

export type CredentialType = 'uiPathOrchestratorApi' | 'uiPathOrchestratorOAuth2Api';

export interface Credential {
	readonly type: CredentialType;
	readonly name: string;
	readonly data: JsonObject;
}

export interface StoredCredential extends Credential {
	readonly id: string;
}

export interface CredentialVerdict {
	/** "OK" or "Error". */
	readonly status: string;
	readonly message: string;
}

/** Saves a credential as the editor's dialog does. */
export async function createCredential(
	session: N8nSession,
	credential: Credential,
): Promise<StoredCredential> {
	const saved = await session.post('/rest/credentials', credential);
	return { ...credential, id: readString(saved, 'id') };
}

/** Presses the dialog's test button for a saved credential. */
export async function testCredential(
	session: N8nSession,
	credentials: StoredCredential,
): Promise<CredentialVerdict> {
	const verdict = await session.post('/rest/credentials/test', { credentials });
	return { status: readString(verdict, 'status'), message: readString(verdict, 'message') };
}
