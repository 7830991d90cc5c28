import { type Sandbox, startSandbox } from '../../sandbox/src/index.mts';
import type { Teardown } from '../host/teardown.mts';

/** Where the demo's workflows work. */
export interface DemoTenant {
	/** One line for the person at the terminal. */
	readonly description: string;
	readonly tenantUrl: string;
	readonly bearerToken: string;
	/** Replaces the folder of the examples; undefined leaves it as it is. */
	readonly folderPath?: string | undefined;
	/** Set unless it is somebody's own tenant. */
	readonly sandbox?: Sandbox;
}

/** What almost every tenant has. */
const USUAL_FOLDER = 'Shared';

/**
 * The tenant of UIPATH_TENANT_URL and UIPATH_TOKEN (folder: UIPATH_FOLDER, a path) when both are
 * set, else a sandbox that `teardown` stops.
 * @throws Error when only one of the two is set
 */
export async function openDemoTenant(teardown: Teardown): Promise<DemoTenant> {
	const { UIPATH_TENANT_URL: tenantUrl, UIPATH_TOKEN: bearerToken, UIPATH_FOLDER } = process.env;
	if (tenantUrl && bearerToken) {
		const folderPath = UIPATH_FOLDER ?? USUAL_FOLDER;
		const description = `${tenantUrl}, folder ${folderPath} (UIPATH_FOLDER chooses another)`;
		return { description, tenantUrl, bearerToken, folderPath };
	}
	if (tenantUrl || bearerToken) {
		throw new Error(
			'Set both UIPATH_TENANT_URL and UIPATH_TOKEN, or none of them for the sandbox.',
		);
	}
	return await openSandboxTenant(teardown);
}

/** A sandbox with demo data on a port of its own; `teardown` stops it. */
export async function openSandboxTenant(teardown: Teardown): Promise<DemoTenant> {
	const sandbox = await startSandbox();
	teardown.add('stop the sandbox', async () => await sandbox.close());
	const description = `sandbox on this machine, ${sandbox.tenantUrl}`;
	return { description, tenantUrl: sandbox.tenantUrl, bearerToken: sandbox.token, sandbox };
}
