/** Carries out the example of CONTRIBUTING.md in a copy of the project, as a newcomer would. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PROJECT = resolve(__dirname, '../..');
const COPIED = [
	'credentials',
	'gulpfile.js',
	'index.js',
	'jest.config.cjs',
	'nodes',
	'package.json',
	'sandbox',
	'scripts',
	'test',
	'tsconfig.json',
];

/** Code of the page that says where it belongs: `new=<file>`, or `into=<file> before="<line>"`. */
const STEP = /^```\w+ (?:new=(\S+)|into=(\S+) before(-last)?="([^\n]+)")\n([^]*?\n)```$/gm;

let copy: string;

beforeAll(() => {
	copy = mkdtempSync(join(tmpdir(), 'n8n-nodes-uipath-'));
	for (const name of COPIED) {
		cpSync(join(PROJECT, name), join(copy, name), {
			recursive: true,
			filter: (file) => !file.includes('node_modules'),
		});
	}
	symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
	symlinkSync(join(PROJECT, 'sandbox', 'node_modules'), join(copy, 'sandbox', 'node_modules'));
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

function insert(file: string, line: string, isLast: boolean, code: string): void {
	const text = readFileSync(join(copy, file), 'utf8');
	const mark = `\n${line}\n`;
	const at = isLast ? text.lastIndexOf(mark) : text.indexOf(mark);
	if (at < 0) throw new Error(`${file} has no line ${line}`);
	writeFileSync(join(copy, file), `${text.slice(0, at + 1)}${code}${text.slice(at + 1)}`);
}

function carryOut(page: string): number {
	let steps = 0;
	for (const [, created, changed, last, line, code = ''] of page.matchAll(STEP)) {
		steps += 1;
		if (created !== undefined) writeFileSync(join(copy, created), code);
		else insert(changed ?? '', line ?? '', last !== undefined, code);
	}
	return steps;
}

it('the example builds, and all tests that it is held to pass', () => {
	expect(carryOut(readFileSync(join(PROJECT, 'CONTRIBUTING.md'), 'utf8'))).toBe(10);
	const run = (file: string, ...options: string[]) =>
		execFileSync(process.execPath, [join(copy, 'node_modules', file), ...options], {
			cwd: copy,
			encoding: 'utf8',
			stdio: 'pipe',
			env: { ...process.env, JEST_WORKER_ID: undefined },
		});
	run('gulp/bin/gulp.js', 'build');
	const tests = ['contract', 'consistency', 'fields/fields', 'schemas'].map(
		(name) => `/${name}.test`,
	);
	const named = 'validate|has a row for every field|stand beside the nodes|operations of';
	run('jest/bin/jest.js', ...tests, '--selectProjects', 'engine', '-t', named);
}, 180_000);
