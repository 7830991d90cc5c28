/** Loads the package as n8n does at its start, once, in a process that has n8n's engine already. */
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { core } from '../../engine/harness/host.mts';
import { finish } from './child.mts';

export interface LoadResult {
	/** Reading, compiling and constructing all nodes and credentials, ms. */
	readonly ms: number;
	/** Files of the package that were loaded. */
	readonly files: number;
	/** Timers, sockets and file handles that exist afterwards and did not before. */
	readonly handles: number;
}

const packageDir = process.env.PACKAGE_DIR ?? resolve(import.meta.dirname, '..', '..', '..');
const { cache } = createRequire(import.meta.url);
const countHandles = () => process.getActiveResourcesInfo().length;
const countFiles = () =>
	Object.keys(cache).filter((file) => file.startsWith(resolve(packageDir, 'dist'))).length;

const handles = countHandles();
const begun = performance.now();
await new core.PackageDirectoryLoader(packageDir).loadAll();
const ms = performance.now() - begun;
finish({ ms, files: countFiles(), handles: countHandles() - handles } satisfies LoadResult);
