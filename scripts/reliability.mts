/** Runs the whole table of faults and writes what came of it into docs/reliability.md. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT_DIR } from './host/paths.mts';

const JEST = join(PROJECT_DIR, 'node_modules', 'jest', 'bin', 'jest.js');

function runJest(paths: string[], environment: NodeJS.ProcessEnv = {}): void {
	const { status } = spawnSync(
		process.execPath,
		[JEST, '--selectProjects', 'engine', '--', ...paths],
		{ cwd: PROJECT_DIR, stdio: 'inherit', env: { ...process.env, ...environment } },
	);
	if (status !== 0) process.exit(status ?? 1);
}

// What an older run has left must not be counted.
rmSync(join(PROJECT_DIR, 'test-results', 'faults'), { recursive: true, force: true });
runJest(['test/faults/[^/]*.test.mts']);
runJest(['test/faults/document'], { WRITE_RELIABILITY: '1' });
