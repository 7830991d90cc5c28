// The scan that n8n runs on a published version, run on the working tree: its verdict decides.
// Provenance and repository are the only steps it cannot cover. n8n lets warnings pass; here they
// fail too. As in n8n's own run, eslint-disable comments do not count.
import { existsSync } from 'node:fs';
import {
	analyzePackage,
	buildScanConfig,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';

const LEGS = { source: SOURCE_FILE_PATTERNS, dist: ['dist/**/*.js', 'package.json'] };

/** Returns what the scanner keeps to itself when nothing is an error; undefined when there is nothing. */
async function findWarnings(patterns) {
	const eslint = new ESLint({
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await buildScanConfig(),
	});
	const results = await eslint.lintFiles(patterns);
	if (results.every(({ warningCount }) => warningCount === 0)) return undefined;
	const formatter = await eslint.loadFormatter('stylish');
	return await formatter.format(results);
}

/** Returns the findings of one leg as text, undefined when it is clean. */
async function findProblems(patterns) {
	const { passed, message = '', details = '' } = await analyzePackage(process.cwd(), patterns);
	if (!passed) return `${message}\n${details}`;
	// With nothing to lint the scanner says "passed", and a moved folder would go unseen.
	if (message) return message;
	return await findWarnings(patterns);
}

if (!existsSync('dist')) {
	console.error('scan: there is no dist folder; run `npm run build` first');
	process.exit(1);
}

const verdicts = [];
for (const [leg, patterns] of Object.entries(LEGS)) {
	const problems = await findProblems(patterns);
	verdicts.push(`${leg} ${problems ? 'FAILED' : 'clean'}`);
	if (!problems) continue;
	process.exitCode = 1;
	console.error(`${leg}: ${problems}`);
}
console.log(`scan: ${verdicts.join(', ')}`);
