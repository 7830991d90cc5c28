'use strict';

const { rm } = require('node:fs/promises');
const { promisify } = require('node:util');
const execFile = promisify(require('node:child_process').execFile);
const { dest, parallel, series, src } = require('gulp');

const clean = () => rm('dist', { recursive: true, force: true });

/** Type checks and compiles what is shipped: credentials and nodes. */
async function compile() {
	try {
		await execFile(process.execPath, [require.resolve('typescript/bin/tsc'), '--project', 'tsconfig.json']);
	} catch (error) {
		throw new Error(`tsc found mistakes:\n${error.stdout}`);
	}
}

/** n8n reads icons and codex files from beside the compiled node. */
const copyAssets = () =>
	src(['nodes/**/*.{svg,node.json}', 'nodes/**/__schema__/**/*.json', 'credentials/**/*.svg'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));

exports.build = series(clean, parallel(compile, copyAssets));
exports.default = exports.build;
