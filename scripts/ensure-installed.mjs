// Runs on whatever Node the machine has, before anything is installed: no imports but Node's own,
// no syntax newer than Node 20.
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runNpm } from './run-npm.mjs';

const PROJECT_DIR = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES_DIR = join(PROJECT_DIR, 'node_modules');
/** A placeholder or a half-finished download is far below this; the real binary is over 100 MB. */
const SMALLEST_NODE_BINARY_BYTES = 1_000_000;

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The Node 24 binary that the `node` package brings, as npm scripts see it on their PATH. */
export const NODE_BINARY = join(
	MODULES_DIR,
	'node',
	'bin',
	process.platform === 'win32' ? 'node.exe' : 'node',
);

/** npm writes node_modules/.package-lock.json last, so after a broken install it is absent. */
function readInstalledPackages() {
	try {
		return readJson(join(MODULES_DIR, '.package-lock.json')).packages;
	} catch {
		return undefined;
	}
}

function hasNodeBinary() {
	const stats = statSync(NODE_BINARY, { throwIfNoEntry: false });
	return stats !== undefined && stats.size > SMALLEST_NODE_BINARY_BYTES;
}

/** Says why an install is needed, or returns undefined when node_modules is what the lockfile asks for. */
function findReasonToInstall() {
	const installed = readInstalledPackages();
	if (!installed) return 'node_modules is missing or incomplete';
	const wanted = readJson(join(PROJECT_DIR, 'package-lock.json')).packages;
	for (const [path, entry] of Object.entries(wanted)) {
		if (!path.includes('node_modules/') || entry.link) continue;
		const found = installed[path];
		// Optional packages for other platforms are in the lockfile and rightly not on disk.
		if (!found && (entry.optional || entry.devOptional)) continue;
		if (found?.version !== entry.version) return `${path} is not at version ${entry.version}`;
	}
	if (!hasNodeBinary()) return 'the Node 24 binary is missing';
	return undefined;
}

const INSTALL_FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund'];

/**
 * Brings node_modules to what package-lock.json asks for; does nothing when it is there already.
 *
 * `npm install --no-save` keeps to the lockfile as `npm ci` does, but does not refuse one that lacks
 * optional binaries of other platforms.
 *
 * Install scripts stay off, then only the `node` package's own is run: it fetches the Node binary.
 * npm 10 does not know `allowScripts`, and would compile isolated-vm and trip over a linter plugin
 * whose preinstall refuses every package manager but pnpm.
 */
export async function ensureInstalled() {
	const reason = findReasonToInstall();
	if (!reason) return;
	console.error(`Installing development dependencies (${reason}); this takes a minute or two.`);
	await runNpm(['install', '--no-save', ...INSTALL_FLAGS], PROJECT_DIR);
	await runNpm(['rebuild', 'node'], PROJECT_DIR);
	const remaining = findReasonToInstall();
	if (remaining) throw new Error(`The install finished, and yet ${remaining}.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	try {
		await ensureInstalled();
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
