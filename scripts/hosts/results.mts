import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HOST, HOSTS, type Host } from '../host/hosts.mts';
import { isObject, readArray, readPath, readString } from '../host/json.mts';
import { PROJECT_DIR } from '../host/paths.mts';

/** What one outermost `describe` of the end-to-end tests came to. */
export interface TestGroup {
	readonly name: string;
	readonly tests: number;
	readonly passed: number;
	/** Tests that were left out because the host cannot have them. */
	readonly absent: ReadonlyArray<{ readonly name: string; readonly reason: string }>;
	/** What the tests reported beside pass and fail. */
	readonly notes: readonly string[];
}

/** A whole run of the end-to-end tests on one host. */
export interface HostResult {
	/** ISO day. */
	readonly day: string;
	readonly groups: readonly TestGroup[];
}

const resultFile = (host: Host) => join(PROJECT_DIR, 'test-results', 'hosts', `${host.id}.json`);

/** Forgets the result of an earlier run on this process's host. */
export async function dropHostResult(): Promise<void> {
	await rm(resultFile(HOST), { force: true });
}

/**
 * Keeps what a whole run on this process's host came to; `E2E_WHOLE` tells it from a part of one.
 * At once, because the test runner ends the process as soon as the last test is over.
 */
export function saveHostResult(groups: readonly TestGroup[]): void {
	if (process.env.E2E_WHOLE !== 'yes') return;
	const result: HostResult = { day: new Date().toISOString().slice(0, 10), groups };
	mkdirSync(dirname(resultFile(HOST)), { recursive: true });
	writeFileSync(resultFile(HOST), JSON.stringify(result, null, 2));
}

function toGroup(value: unknown): TestGroup {
	return {
		name: readString(value, 'name'),
		tests: Number(readPath(value, 'tests')),
		passed: Number(readPath(value, 'passed')),
		absent: readArray(value, 'absent')
			.filter(isObject)
			.map((one) => ({ name: readString(one, 'name'), reason: readString(one, 'reason') })),
		notes: readArray(value, 'notes').map(String),
	};
}

/** The newest whole run on each host that has had one. */
export async function readHostResults(): Promise<Map<Host, HostResult>> {
	const results = new Map<Host, HostResult>();
	for (const host of HOSTS.filter((one) => existsSync(resultFile(one)))) {
		const saved: unknown = JSON.parse(await readFile(resultFile(host), 'utf8'));
		const groups = readArray(saved, 'groups').map(toGroup);
		results.set(host, { day: readString(saved, 'day'), groups });
	}
	return results;
}
