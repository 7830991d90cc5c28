'use strict';

/** Transforms TypeScript (.ts and .mts) to CommonJS, so that jest needs no experimental ESM mode. */
const transform = {
	'\\.m?ts$': [
		'@swc/jest',
		{ jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
	],
};
const common = {
	transform,
	moduleFileExtensions: ['mts', 'ts', 'mjs', 'cjs', 'js', 'json'],
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.n8n-host', '<rootDir>/test-results'],
};

module.exports = {
	// The engine tests wait on timers much of the time: two workers pay even on two cores.
	maxWorkers: 2,
	// Properties with thousands of cases take their time on a busy machine; none waits for it in vain.
	testTimeout: 60_000,
	projects: [
		{ ...common, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.mts'] },
		{
			...common,
			displayName: 'engine',
			testMatch: ['<rootDir>/test/{description,engine,faults,property,trust}/**/*.test.mts'],
			testEnvironment: '<rootDir>/test/engine/environment.cjs',
			setupFilesAfterEnv: ['<rootDir>/test/engine/setup.mts'],
		},
		{ ...common, displayName: 'sandbox', testMatch: ['<rootDir>/sandbox/test/**/*.test.mts'] },
	],
};
