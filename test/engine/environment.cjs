'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');
const { TestEnvironment } = require('jest-environment-node');

const projectDir = path.resolve(__dirname, '../..');

/**
 * Runs test files in jest's sandbox but n8n's engine, the package under test and the emulator
 * outside of it: loaded by Node itself, once per worker instead of once per test file.
 * Tests reach them through `globals.mts`. Objects cross realms, so in tests `toEqual` works on
 * them and `toStrictEqual` and `instanceof` do not.
 */
class EngineEnvironment extends TestEnvironment {
	async setup() {
		await super.setup();
		const [{ Harness }, { startSandbox }] = await Promise.all([
			import('./harness/harness.mts'),
			import('../../sandbox/src/index.mts'),
		]);
		const packageDir = process.env.PACKAGE_DIR ?? projectDir;
		if (!existsSync(path.join(packageDir, 'dist'))) {
			throw new Error(`There is no built package in ${packageDir}: run "npm run build" first.`);
		}
		this.global.engine = {
			harness: await loadOnce(Harness, packageDir),
			startSandbox,
			packageDir,
			requireBuilt: (file) => require(path.join(packageDir, 'dist', file)),
		};
	}
}

const documentFile = path.resolve(projectDir, '../shared/orchestrator-openapi-20.0.json');
// Once, although each worker loads this file.
if (process.env.JEST_WORKER_ID === '1' && !existsSync(documentFile)) {
	process.stderr.write(
		`Requests are not checked against UiPath's API document: no ${documentFile}\n`,
	);
}

let loading;

function loadOnce(Harness, packageDir) {
	loading ??= Harness.load(packageDir);
	return loading;
}

module.exports = EngineEnvironment;
