import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Host, HOSTS } from './host/hosts.mts';
import { PROJECT_DIR } from './host/paths.mts';
import { Teardown } from './host/teardown.mts';
import { readHostResults } from './hosts/results.mts';
import { buildReport } from './hosts/table.mts';

const PAGE = join(PROJECT_DIR, 'docs', 'compatibility.md');
const GENERATED = /(?<=<!-- begin of what the run writes -->\n)[^]*(?=<!-- end of it -->)/;

/** The hosts whose id holds one of the words on the command line; all without words. */
function chooseHosts(words: readonly string[]): readonly Host[] {
	const chosen = HOSTS.filter(({ id }) => !words.length || words.some((word) => id.includes(word)));
	if (chosen.length > 0) return chosen;
	const known = HOSTS.map(({ id }) => id).join(', ');
	throw new Error(`No host matches: ${words.join(' ')}; known: ${known}`);
}

/** Runs all end-to-end tests on a host, which is installed first where it is missing. */
async function runTests(host: Host, teardown: Teardown): Promise<boolean> {
	const began = Date.now();
	console.log(`\n=== ${host.title}`);
	const runner = spawn(process.execPath, [join(PROJECT_DIR, 'scripts', 'e2e.mts')], {
		cwd: PROJECT_DIR,
		env: { ...process.env, TEST_HOST: host.id },
		stdio: 'inherit',
	});
	teardown.add('stop the tests', () => void runner.kill());
	const [code]: unknown[] = await once(runner, 'exit');
	console.log(`=== ${host.title}: ${Math.round((Date.now() - began) / 1000)} s`);
	return code === 0;
}

/** Prints what the newest runs came to, if any; writes it into the page when every host has had one. */
async function publishResults(): Promise<void> {
	const results = await readHostResults();
	if (results.size === 0) return;
	const report = buildReport(results);
	console.log(`\n${report}`);
	const missing = HOSTS.filter((host) => !results.has(host)).map(({ id }) => id);
	if (missing.length > 0) {
		console.log(`\n${PAGE} stays as it is: no whole run on ${missing.join(', ')}`);
		return;
	}
	const page = await readFile(PAGE, 'utf8');
	if (!GENERATED.test(page)) throw new Error(`${PAGE} has no place for the table`);
	await writeFile(
		PAGE,
		page.replace(GENERATED, () => `\n${report}\n\n`),
	);
}

const teardown = new Teardown();
teardown.onInterrupt();
try {
	const failed: string[] = [];
	for (const host of chooseHosts(process.argv.slice(2))) {
		if (!(await runTests(host, teardown))) failed.push(host.title);
	}
	await publishResults();
	if (failed.length > 0) throw new Error(`Failed on: ${failed.join('; ')}`);
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
} finally {
	await teardown.run();
}
