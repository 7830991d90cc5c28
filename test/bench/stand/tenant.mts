import { SEED } from '../../../sandbox/src/seed/ids.mts';
import type { SandboxOptions } from '../../../sandbox/src/options.mts';
import { readString } from '../../../scripts/host/json.mts';
import type { N8nSession } from '../../../scripts/host/n8n-session.mts';
import type { Teardown } from '../../../scripts/host/teardown.mts';
import { type Emulator, startEmulator } from '../emulator/emulator.mts';
import type { Peer } from './peer.mts';

export const FOLDER_ID = SEED.folders.finance;

/** Of the tenant's quotas, only the row about the rate limit is to feel anything. */
const NO_LIMIT = 1_000_000_000;

interface CredentialReference {
	readonly id: string;
	readonly name: string;
}

/** A sandbox, and the logins to it that are saved in n8n. */
export interface Tenant {
	readonly emulator: Emulator;
	readonly own: CredentialReference;
	readonly http: CredentialReference;
	readonly peer?: CredentialReference;
}

/** Starts a sandbox without jobs; `teardown` ends it. */
export async function openEmulator(
	teardown: Teardown,
	options: SandboxOptions = {},
): Promise<Emulator> {
	const emulator = await startEmulator({
		listCallsPerMinute: NO_LIMIT,
		exportsPerDay: NO_LIMIT,
		...options,
	});
	teardown.add('stop a sandbox', async () => await emulator.close());
	await emulator.call('clearJobs');
	return emulator;
}

/** Saves what each contender needs to sign in. */
export async function openTenant(
	session: N8nSession,
	emulator: Emulator,
	peer?: Peer,
): Promise<Tenant> {
	const { tenantUrl, token } = emulator.address;
	const save = async (name: string, type: string, data: object) => {
		const saved = await session.post('/rest/credentials', { name, type, data });
		return { id: readString(saved, 'id'), name };
	};
	return {
		emulator,
		own: await save('own', 'uiPathOrchestratorApi', {
			tenantUrl,
			bearerToken: token,
			ignoreSSLIssues: true,
		}),
		http: await save('http', 'httpHeaderAuth', {
			name: 'Authorization',
			value: `Bearer ${token}`,
		}),
		...(peer && { peer: await save('peer', peer.credential.type, peer.credential.data) }),
	};
}
