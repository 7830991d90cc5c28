import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createTempFolder, startHost } from './host/host.mts';
import { HOST } from './host/hosts.mts';
import { PROJECT_DIR } from './host/paths.mts';
import { Teardown } from './host/teardown.mts';
import { dropHostResult } from './hosts/results.mts';

const E2E_DIR = join(PROJECT_DIR, 'test', 'e2e');

/** One process for all files, because they share one sandbox, one n8n and its rate of work. */
const RUNNER_ARGUMENTS = [
	'--test',
	'--test-isolation=none',
	'--test-timeout=120000',
	// The sandbox would keep the process alive when the last test is over.
	'--test-force-exit',
	`--import=${join(E2E_DIR, 'setup.mts')}`,
	`--test-reporter=${join(E2E_DIR, 'reporter.mts')}`,
	'--test-reporter-destination=stdout',
];

/** Files that start an n8n of their own, of a kind that this host is not. */
const FOREIGN_FILES: ReadonlySet<string> = new Set(
	HOST.mode === 'queue' ? ['trigger.test.mts'] : ['queue.test.mts'],
);

/** The test files whose name holds one of the words on the command line; all without words. */
async function findTestFiles(words: string[]): Promise<string[]> {
	const files = (await readdir(E2E_DIR)).filter(
		(name) => name.endsWith('.test.mts') && !FOREIGN_FILES.has(name),
	);
	const wanted = files.filter((name) => !words.length || words.some((word) => name.includes(word)));
	// Without files Node would look for tests itself, and "none found" is a success to it.
	if (wanted.length === 0) throw new Error(`No e2e test file matches: ${words.join(' ')}`);
	// Node runs files in the order of their names; the name of what-is-left.test.mts makes it the last,
	// since it searches what all others leave behind.
	return wanted.sort().map((name) => join(E2E_DIR, name));
}

/** Runs the files against the n8n at `url` with its data in `folder`; returns the exit code. */
async function runTests(
	teardown: Teardown,
	url: string,
	folder: string,
	files: string[],
): Promise<number> {
	const runner = spawn(process.execPath, [...RUNNER_ARGUMENTS, ...files], {
		cwd: PROJECT_DIR,
		env: { ...process.env, E2E_N8N_URL: url, E2E_N8N_FOLDER: folder },
		stdio: 'inherit',
	});
	teardown.add('stop the tests', () => void runner.kill());
	const [code]: unknown[] = await once(runner, 'exit');
	return typeof code === 'number' ? code : 1;
}

const teardown = new Teardown();
teardown.onInterrupt();
try {
	const words = process.argv.slice(2);
	const files = await findTestFiles(words);
	await dropHostResult();
	// The tests save what a whole run came to.
	process.env.E2E_WHOLE = words.length > 0 ? 'no' : 'yes';
	const userFolder = await createTempFolder(teardown);
	const report = (step: string) => console.log(`• ${step} …`);
	// At debug level, because what is logged there is searched for secrets as well.
	const settings = { N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console,file' };
	const session = await startHost(teardown, report, { userFolder, settings });
	process.exitCode = await runTests(teardown, session.url, userFolder, files);
} catch (error) {
	console.error(error instanceof Error ? error.stack : error);
	process.exitCode = 1;
} finally {
	await teardown.run();
}
