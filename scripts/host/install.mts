import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runNpm } from '../run-npm.mjs';
import { readString } from './json.mts';
import { HOST_DIR, hostModulePath, N8N_VERSION } from './paths.mts';

/**
 * n8n up to 2.33 names this one by an address outside of the registry, which not every network
 * reaches; no test reads a spreadsheet.
 */
const OVERRIDES = { xlsx: '0.18.5' };
const VERSIONS_WITH_OVERRIDES: ReadonlySet<string> = new Set(['2.33.7', '1.123.81']);

const SQLITE_BINDING = hostModulePath('sqlite3', 'build', 'Release', 'node_sqlite3.node');

function readInstalledVersion(): string | undefined {
	try {
		const manifest: unknown = JSON.parse(
			readFileSync(hostModulePath('n8n', 'package.json'), 'utf8'),
		);
		return readString(manifest, 'version');
	} catch {
		return undefined;
	}
}

/** npm writes its hidden lockfile last; without it an earlier install was interrupted. */
const isInstalled = () =>
	readInstalledVersion() === N8N_VERSION && existsSync(hostModulePath('.package-lock.json'));

/**
 * Installs the n8n of this run into the host folder unless it is there; about five minutes, 2.9 GB.
 *
 * Install scripts stay off but for sqlite3, n8n's database driver: what else has one ships
 * prebuilt binaries or serves features that are not used here.
 * @throws Error when npm fails.
 */
export async function ensureHostInstalled(): Promise<void> {
	if (!isInstalled()) {
		console.error(`Installing n8n ${N8N_VERSION} into ${HOST_DIR} (once; about five minutes).`);
		await mkdir(HOST_DIR, { recursive: true });
		const manifest = {
			name: 'n8n-host',
			private: true,
			dependencies: { n8n: N8N_VERSION },
			allowScripts: { sqlite3: true },
			...(VERSIONS_WITH_OVERRIDES.has(N8N_VERSION) ? { overrides: OVERRIDES } : {}),
		};
		await writeFile(join(HOST_DIR, 'package.json'), JSON.stringify(manifest, null, 2));
		await runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], HOST_DIR);
	}
	if (!existsSync(SQLITE_BINDING)) await runNpm(['rebuild', 'sqlite3'], HOST_DIR);
	if (!existsSync(SQLITE_BINDING)) {
		throw new Error(`npm rebuilt sqlite3, and yet ${SQLITE_BINDING} is missing`);
	}
}
