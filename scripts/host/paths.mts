import { join, resolve } from 'node:path';
import { HOST, HOSTS } from './hosts.mts';

/** The n8n that the demo and the end-to-end tests run, unless `TEST_HOST` names another. */
export const N8N_VERSION: string = HOST.version;

export const PROJECT_DIR = resolve(import.meta.dirname, '..', '..');

const BASE_DIR = resolve(process.env.N8N_HOST_DIR ?? join(PROJECT_DIR, '.n8n-host'));

/**
 * Where that n8n lives between runs (about 3 GB). `N8N_HOST_DIR` points several clones at one
 * install; other versions than the default stand beside it, as `<folder>-<version>`.
 */
export const HOST_DIR = N8N_VERSION === HOSTS[0].version ? BASE_DIR : `${BASE_DIR}-${N8N_VERSION}`;

export const hostModulePath = (...segments: string[]) =>
	join(HOST_DIR, 'node_modules', ...segments);
