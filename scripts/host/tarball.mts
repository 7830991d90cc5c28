import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type JsonObject, readArray, readObject, readString } from './json.mts';
import { PROJECT_DIR } from './paths.mts';

const run = promisify(execFile);
const isWindows = process.platform === 'win32';

const N8N_INSTALL_ARGUMENTS = [
	'install',
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

/** Builds `dist`; rejects with the compiler's words when it does not build. */
export async function buildPackage(): Promise<void> {
	await run('npm', ['run', 'build'], { cwd: PROJECT_DIR, shell: isWindows });
}

/** Packs the project as npm would publish it; returns the tarball's path inside `outputDir`. */
export async function packPackage(outputDir: string): Promise<string> {
	const { stdout } = await run(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', outputDir],
		{ cwd: PROJECT_DIR, shell: isWindows },
	);
	const report: unknown = JSON.parse(stdout);
	return join(outputDir, readString(report, '0.filename'));
}

async function readManifest(directory: string) {
	const manifest: unknown = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
	return { name: readString(manifest, 'name'), manifest: readObject({ manifest }, 'manifest') };
}

const writeManifest = async (directory: string, manifest: object) =>
	await writeFile(join(directory, 'package.json'), JSON.stringify(manifest, null, 2));

/** n8n skips files that are not there in silence; a build that ran meanwhile leaves such a tarball. */
function assertEntryPoints(manifest: JsonObject, packageDir: string) {
	const paths = ['n8n.nodes', 'n8n.credentials'].flatMap((list) => readArray(manifest, list));
	const missing = paths.map(String).filter((path) => !existsSync(join(packageDir, path)));
	if (missing.length > 0) throw new Error(`The tarball lacks ${missing.join(', ')}; build again`);
}

/**
 * Installs a tarball of this project the way n8n's community package service installs one from the
 * registry: unpack, drop dev, peer and optional dependencies from the manifest, `npm install` with
 * scripts off, enter it in the folder's own manifest. As the package has no dependencies this needs
 * no network. Source: `downloadPackage` in n8n 2.41.1.
 * @param userFolder what n8n gets as N8N_USER_FOLDER
 */
export async function installTarball(tarball: string, userFolder: string): Promise<void> {
	const { name } = await readManifest(PROJECT_DIR);
	const nodesDir = join(userFolder, '.n8n', 'nodes');
	const packageDir = join(nodesDir, 'node_modules', name);
	await mkdir(packageDir, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', packageDir, '--strip-components=1']);

	const { manifest } = await readManifest(packageDir);
	assertEntryPoints(manifest, packageDir);
	const { devDependencies, peerDependencies, optionalDependencies, ...installed } = manifest;
	await writeManifest(packageDir, installed);
	await run('npm', N8N_INSTALL_ARGUMENTS, { cwd: packageDir, shell: isWindows });

	const version = readString(manifest, 'version');
	await writeManifest(nodesDir, {
		name: 'installed-nodes',
		private: true,
		dependencies: { [name]: version },
	});
}
