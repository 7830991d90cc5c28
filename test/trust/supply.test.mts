/** What is shipped brings nobody else's code, and what it is made with is pinned. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROJECT_DIR = resolve(__dirname, '../..');

type Json = Record<string, unknown>;
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null;
const readText = (...path: string[]) => readFileSync(join(PROJECT_DIR, ...path), 'utf8');
function readRecord(text: string): Json {
	const value: unknown = JSON.parse(text);
	if (isRecord(value)) return value;
	throw new TypeError('Not a JSON object');
}

const withoutComments = (code: string) => code.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');

describe('the tarball that npm would publish', () => {
	let folder: string;
	let files: string[];
	const read = (file: string) => readFileSync(join(folder, 'package', file), 'utf8');

	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'supply-'));
		const run = (command: string, ...args: string[]) =>
			execFileSync(command, args, { cwd: PROJECT_DIR, stdio: ['ignore', 'pipe', 'ignore'] });
		run('npm', 'pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
		const [tarball = ''] = readdirSync(folder);
		run('tar', '-xzf', join(folder, tarball), '-C', folder);
		files = readdirSync(join(folder, 'package'), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name).slice(join(folder, 'package/').length));
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('asks npm for nothing: no dependency of any kind but the host as a peer', () => {
		const manifest = readRecord(read('package.json'));
		const kinds = Object.keys(manifest).filter((key) => /dependenc/i.test(key));
		expect(kinds.filter((kind) => !['devDependencies', 'peerDependencies'].includes(kind))).toEqual(
			[],
		);
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		expect(manifest).not.toHaveProperty('overrides');
		expect(manifest).not.toHaveProperty('resolutions');
	});

	it('runs nothing when it is installed', () => {
		const { scripts } = readRecord(read('package.json'));
		const lifecycle = /^(?:pre|post)?(?:install|prepare|publish|uninstall)$|^prepare$/;
		expect(
			Object.keys(isRecord(scripts) ? scripts : {}).filter((name) => lifecycle.test(name)),
		).toEqual([]);
		expect(files.filter((file) => file.endsWith('.node') || file === 'binding.gyp')).toEqual([]);
	});

	it('holds the built package and its papers, nothing else', () => {
		const expected = /^(?:dist\/.+|index\.js|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
		expect(files.filter((file) => !expected.test(file))).toEqual([]);
		expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
	});

	it("loads only itself, n8n-workflow and Node's own crypto", () => {
		const scripts = files.filter((file) => file.endsWith('.js'));
		expect(scripts.length).toBeGreaterThan(50);
		const loaded = scripts.flatMap((file) =>
			[
				...withoutComments(read(file)).matchAll(
					/\b(?:require|import)\(\s*([^)]*)\)|\bfrom\s+(["'][^"']+["'])/g,
				),
			].map(([, called, imported]) => `${called ?? imported}`),
		);
		expect(loaded.length).toBeGreaterThan(100);
		expect(
			loaded.filter((name) => !/^["'](?:\.{1,2}\/.*|n8n-workflow|node:crypto)["']$/.test(name)),
		).toEqual([]);
	});
});

describe('the development dependencies', () => {
	const { packages, lockfileVersion } = readRecord(readText('package-lock.json'));
	const entries = Object.entries(isRecord(packages) ? packages : {}).filter(
		(entry): entry is [string, Json] => isRecord(entry[1]),
	);
	const installed = entries.filter(([path, { link }]) => path.includes('node_modules/') && !link);

	it('are all in the lockfile with an exact version and a SHA-512 of their content', () => {
		expect(lockfileVersion).toBe(3);
		expect(installed.length).toBeGreaterThan(500);
		const loose = installed.filter(
			([, { version, integrity }]) =>
				!/^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(String(version)) ||
				!/^sha512-[A-Za-z0-9+/]{86}==$/.test(String(integrity)),
		);
		expect(loose.map(([path]) => path)).toEqual([]);
	});

	it('come from the registry alone: no repository, no archive, no folder but the sandbox', () => {
		const elsewhere = entries.filter(([, { resolved, link }]) => resolved !== undefined && !link);
		expect(elsewhere.map(([path, { resolved }]) => [path, resolved])).toEqual([]);
		const links = entries.filter(([, { link }]) => link === true);
		expect(links.map(([, { resolved }]) => resolved)).toEqual(['sandbox']);
	});

	it('are what package.json asks for', () => {
		const manifest = readRecord(readText('package.json'));
		const root = entries.find(([path]) => path === '')?.[1];
		expect(root?.devDependencies).toEqual(manifest.devDependencies);
	});

	it('run no install script that is not on the list', () => {
		const { allowScripts } = readRecord(readText('package.json'));
		const listed = Object.entries(isRecord(allowScripts) ? allowScripts : {});
		const withScript = installed
			.filter(([, { hasInstallScript }]) => hasInstallScript === true)
			.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
		const unlisted = withScript.filter((name) => !listed.some(([known]) => known === name));
		expect(unlisted).toEqual([]);
		expect(listed.filter(([, isAllowed]) => isAllowed === true)).toEqual([['node', true]]);
	});
});

describe('the workflows on GitHub', () => {
	const workflows = readdirSync(join(PROJECT_DIR, '.github/workflows')).map(
		(name) => [name, readText('.github/workflows', name)] as const,
	);

	it.each(workflows)('%s begins with read access only and keeps no secret', (_name, text) => {
		expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
		expect(text).not.toMatch(
			/\bsecrets\.|secrets: inherit|pull_request_target|workflow_run|write-all/,
		);
	});

	it.each(workflows)('%s names every action by its commit', (_name, text) => {
		const used = [...text.matchAll(/uses: (.+)$/gm)].map(([, action]) => String(action));
		const pinned =
			/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$|^\.\/\.github\/workflows\/ci\.yml$/;
		expect(used.length).toBeGreaterThan(0);
		expect(used.filter((action) => !pinned.test(action))).toEqual([]);
	});

	it.each(workflows)('%s leaves no login in a checkout', (_name, text) => {
		const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
		expect(count(/persist-credentials: false/g)).toBe(count(/actions\/checkout@/g));
	});

	it('publish.yml: one job may ask for the right to publish, and it runs no code of the project', () => {
		const text = readText('.github/workflows/publish.yml');
		const rights = [...text.matchAll(/^ +([\w-]+): write$/gm)].map(([, right]) => right);
		expect(rights).toEqual(['id-token']);
		const job = text.slice(text.indexOf('\n  publish:\n'));
		expect(job).toContain('id-token: write');
		const commands = [...job.matchAll(/run: (.+)$/gm)].map(([, command]) => command);
		expect(commands).toEqual([
			'npm publish ./n8n-nodes-uipath-*.tgz --provenance --access public --ignore-scripts',
		]);
		expect(job).not.toContain('actions/checkout');
	});
});
