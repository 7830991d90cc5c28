import { answerJson, type Answer, type SandboxRequest } from './http.mts';
import type { Tenant } from './tenant.mts';

/** Placeholder of the blob host until exports and attachments exist. */
export function answerBlob(_tenant: Tenant, _request: SandboxRequest): Answer {
	return answerJson({ error: 'not found' }, 404);
}
