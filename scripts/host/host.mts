import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureHostInstalled } from './install.mts';
import { type N8nOptions, startN8n } from './n8n-server.mts';
import { N8nSession, type Owner } from './n8n-session.mts';
import { buildPackage, installTarball, packPackage } from './tarball.mts';
import type { Teardown } from './teardown.mts';

/** Sign-in of every n8n started here. It listens on 127.0.0.1 only and lives as long as the script. */
export const OWNER: Owner = { email: 'demo@example.com', password: 'Orchestrator-1' };

/** A throw-away folder; `teardown` removes it. */
export async function createTempFolder(teardown: Teardown): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-uipath-'));
	teardown.add(`remove ${folder}`, async () => {
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	});
	return folder;
}

export interface HostOptions extends N8nOptions {
	/** Where n8n keeps all its data; a throw-away folder by default. */
	readonly userFolder?: string;
}

/**
 * Starts the pinned n8n with the present state of this package installed from its tarball and an
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
	await installTarball(await packPackage(userFolder), userFolder);
	report('Starting n8n');
	const { url } = await startN8n(userFolder, teardown, options);
	return await N8nSession.setUpOwner(url, OWNER);
}
