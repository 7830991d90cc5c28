import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';

import { getEngine } from '../engine/globals.mts';
import { listBuiltFiles, listNodes, readJson } from './package.mts';

const built = listBuiltFiles().map((file) => `dist/${file}`);
const nodeFiles = built.filter((file) => file.endsWith('.node.js')).sort();
const credentialFiles = built.filter((file) => file.endsWith('.credentials.js')).sort();

describe('files of the built package', () => {
	it('registers every node and credential, and nothing else', () => {
		expect(readJson('package.json')).toMatchObject({
			name: 'n8n-nodes-uipath',
			n8n: {
				nodes: nodeFiles,
				credentials: credentialFiles,
			},
		});
	});

	it.each(nodeFiles)('%s has a codex file that names this package and node', (file) => {
		const name = posix.basename(file, '.node.js').replace(/^U/, 'u');
		expect(listNodes()).toContain(name);
		expect(readJson(file.replace(/\.js$/, '.json'))).toMatchObject({
			node: `n8n-nodes-uipath.${name}`,
			nodeVersion: '1.0',
			codexVersion: '1.0',
			categories: expect.arrayContaining([expect.any(String)]),
			resources: { primaryDocumentation: [{ url: expect.stringMatching(/^https:\/\//) }] },
		});
	});

	it.each([...nodeFiles, ...credentialFiles])('%s has an icon for each theme', (file) => {
		const { light, dark } = readIcons(file);
		expect(light).not.toBe(dark);
		for (const icon of [light, dark]) {
			const path = posix.join(posix.dirname(file), icon.replace(/^file:/, ''));
			expect([path, existsSync(join(getEngine().packageDir, path))]).toEqual([path, true]);
		}
	});

	it('holds no tests and nothing of the sandbox', () => {
		expect(listBuiltFiles().filter((file) => /\.test\.|sandbox|harness/i.test(file))).toEqual([]);
	});
});

/** The icon names as written; n8n's loader replaces them by URLs. */
function readIcons(file: string): { light: string; dark: string } {
	const module = getEngine().requireBuilt(file.replace('dist/', ''));
	for (const member of Object.values(module ?? {})) {
		const instance: unknown = typeof member === 'function' ? Reflect.construct(member, []) : member;
		const icon = findIcon(instance);
		if (icon) return icon;
	}
	throw new Error(`${file} exports no class with an icon for each theme`);
}

function findIcon(instance: unknown): { light: string; dark: string } | undefined {
	if (typeof instance !== 'object' || instance === null) return undefined;
	if ('description' in instance && typeof instance.description === 'object') {
		return findIcon(instance.description);
	}
	const icon = 'icon' in instance ? instance.icon : undefined;
	if (typeof icon !== 'object' || icon === null) return undefined;
	return 'light' in icon && 'dark' in icon
		? { light: String(icon.light), dark: String(icon.dark) }
		: undefined;
}
