import { HOST } from './hosts.mts';
import { ensureHostInstalled } from './install.mts';
import { type N8nOptions, startN8n } from './n8n-server.mts';
import { N8nSession, type Owner } from './n8n-session.mts';
import { buildPackage, installTarball, packPackage } from './tarball.mts';
import { openQueueHost } from './queue-host.mts';
import type { Teardown } from './teardown.mts';
import { createTempFolder } from './temp-folder.mts';

export { createTempFolder };

/** Sign-in of every n8n started here. It listens on 127.0.0.1 only and lives as long as the script. */
export const OWNER: Owner = { email: 'demo@example.com', password: 'Orchestrator-1' };

export interface HostOptions extends N8nOptions {
	/** Where n8n keeps all its data; a throw-away folder by default. */
	readonly userFolder?: string;
}

/**
 * Starts the n8n of this run with the present state of this package installed from its tarball and an
 * owner signed in. Everything but the install of n8n itself is gone after `teardown`.
 * @param report is told about each step before it begins
 */
export async function startHost(
	teardown: Teardown,
	report: (step: string) => void,
	options: HostOptions = {},
): Promise<N8nSession> {
	await ensureHostInstalled();
	const userFolder = options.userFolder ?? (await createTempFolder(teardown));
	report('Building and packing the package');
	await buildPackage();
	const tarball = await packPackage(userFolder);
	report(`Starting ${HOST.title}`);
	if (HOST.mode === 'queue') {
		const { main } = await openQueueHost(tarball, userFolder, teardown, options);
		return await N8nSession.setUpOwner(main.url, OWNER);
	}
	await installTarball(tarball, userFolder);
	const { url } = await startN8n(userFolder, teardown, options);
	return await N8nSession.setUpOwner(url, OWNER);
}
