import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Teardown } from './teardown.mts';

/** A throw-away folder; `teardown` removes it. */
export async function createTempFolder(teardown: Teardown): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-uipath-'));
	teardown.add(`remove ${folder}`, async () => {
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	});
	return folder;
}
