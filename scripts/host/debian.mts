import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The newest, where several versions stand side by side. */
const findProgram = (pattern: string) => globSync(pattern).toSorted().at(-1);

/**
 * Finds a program that a Debian package brings; installs the package where it is missing.
 * @param pattern where the program is; a star stands for a version
 * @throws Error with what to install when that cannot be done here
 */
export async function ensureProgram(pattern: string, packageName: string): Promise<string> {
	const found = findProgram(pattern);
	if (found) return found;
	if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
		throw new Error(`${pattern} is missing: install ${packageName}`);
	}
	console.error(`Installing ${packageName} (once).`);
	await run('apt-get', ['update', '-qq']);
	const options = ['-y', '-qq', '--no-install-recommends'];
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await run('apt-get', ['install', ...options, packageName], { env });
	const installed = findProgram(pattern);
	if (installed) return installed;
	throw new Error(`${packageName} is installed, and yet ${pattern} is missing`);
}

export interface SystemUser {
	readonly uid: number;
	readonly gid: number;
}

async function readId(flag: '-u' | '-g', name: string): Promise<number> {
	const { stdout } = await run('id', [flag, name]);
	return Number(stdout);
}

/** The ids of a user of this system; rejects when there is none of that name. */
export async function findUser(name: string): Promise<SystemUser> {
	return { uid: await readId('-u', name), gid: await readId('-g', name) };
}
