import { join, resolve } from 'node:path';

/** The n8n that the demo and the end-to-end tests run; moving it is a change of its own. */
export const N8N_VERSION = '2.41.1';

export const PROJECT_DIR = resolve(import.meta.dirname, '..', '..');

/**
 * Where the pinned n8n lives between runs (2.9 GB). `N8N_HOST_DIR` points several clones at one
 * install.
 */
export const HOST_DIR = resolve(process.env.N8N_HOST_DIR ?? join(PROJECT_DIR, '.n8n-host'));

export const hostModulePath = (...segments: string[]) =>
	join(HOST_DIR, 'node_modules', ...segments);
