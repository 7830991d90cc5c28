/** n8n's engine, loaded once per process and told where to keep its files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core reads these while it loads; without them it writes into the home folder and logs.
const userFolder = mkdtempSync(join(tmpdir(), 'n8n-engine-'));
process.once('exit', () => rmSync(userFolder, { recursive: true, force: true }));
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS = 'false';
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
// What n8n's protection of its own network refuses while a test switches it on; the sandboxes it allows.
process.env.N8N_SSRF_BLOCKED_HOSTNAMES = '*.blocked.test';
process.env.N8N_SSRF_BLOCKED_IP_RANGES = '192.0.2.0/24';

// `import` would give the ES module build of n8n-workflow, a second copy beside the CommonJS one
// that the engine and the package under test use, and `instanceof NodeApiError` would lie.
const require = createRequire(import.meta.url);
require('reflect-metadata');

/** The engine. */
export const core: typeof import('n8n-core') = require('n8n-core');

/** The copy of n8n-workflow that the engine uses. */
export const n8nWorkflow: typeof import('n8n-workflow') = require('n8n-workflow');

/** Where that copy lies. */
export const n8nWorkflowPath = createRequire(require.resolve('n8n-core')).resolve('n8n-workflow');

const requireFromCore = createRequire(require.resolve('n8n-core'));

/** The dependency container that the engine asks for its services. */
export const { Container }: typeof import('@n8n/di') = requireFromCore('@n8n/di');

/** Whether n8n keeps nodes from calling hosts of its own network. */
export function protectNetwork(isOn: boolean): void {
	const { SsrfProtectionConfig }: typeof import('@n8n/config') = requireFromCore('@n8n/config');
	Container.get(SsrfProtectionConfig).enabled = isOn;
}

type BinaryDataServiceClass = (typeof core)['BinaryDataService'];

/** The engine's logger class, by which the container knows it. */
export const { Logger }: { Logger: new () => ConstructorParameters<BinaryDataServiceClass>[2] } =
	requireFromCore('@n8n/backend-common');
