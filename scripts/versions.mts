/** Runs every operation against the sandbox in each API version and writes the table of products. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type SandboxOptions, startSandbox } from '../sandbox/src/index.mts';
import { Harness } from '../test/engine/harness/harness.mts';
import { type Case, CASES } from '../test/engine/versions/cases.mts';
import { PROJECT_DIR } from './host/paths.mts';

type Version = NonNullable<SandboxOptions['apiVersion']>;

const PAGE = join(PROJECT_DIR, 'docs', 'compatibility.md');
const GENERATED =
	/(?<=<!-- begin of the table of products -->\n)[^]*(?=<!-- end of the table of products -->)/;

/** Products by the API version that their answers carry. */
const PRODUCTS: ReadonlyArray<readonly [product: string, version: Version]> = [
	['2020.10', 11],
	['2021.10', 13],
	['2022.4, 2022.10', 15],
	['2023.4', 16],
	['2023.10, 2024.10, 2025.10', 17],
	['Automation Suite 2024.10', 18],
	['Automation Cloud', 20],
];

const harness = await Harness.load(PROJECT_DIR);

async function runCase({ operation, parameters }: Case, apiVersion: Version): Promise<string> {
	const sandbox = await startSandbox({ apiVersion, exportMs: 0, pendingMs: 0, runMs: 0 });
	try {
		const folder = { __rl: true, mode: 'id', value: '4711' };
		const { tenantUrl, token } = sandbox;
		const { status, error } = await harness.run({
			credentials: { uiPathOrchestratorApi: { tenantUrl, bearerToken: token } },
			parameters: { resource: 'job', operation, folder, ...parameters },
		});
		if (status === 'success') return 'yes';
		const why = /needs (?:Orchestrator|Automation)[^(]*\(API version (\d+)\)/.exec(
			`${error?.message} ${error?.description}`,
		);
		if (why === null) throw new Error(`${operation} on ${apiVersion}: ${error?.message}`);
		return `from ${why[1]} on`;
	} finally {
		await sandbox.close();
	}
}

const rows: string[] = [];
for (const [name, entry] of Object.entries(CASES)) {
	const cells: string[] = [];
	for (const [, version] of PRODUCTS) cells.push(await runCase(entry, version));
	rows.push(`| ${name} | ${cells.join(' | ')} |`);
}
const table = [
	`| | ${PRODUCTS.map(([product, version]) => `${product} (${version})`).join(' | ')} |`,
	`| --- |${' --- |'.repeat(PRODUCTS.length)}`,
	...rows,
].join('\n');
const page = await readFile(PAGE, 'utf8');
if (!GENERATED.test(page)) throw new Error(`${PAGE} has no place for the table`);
await writeFile(
	PAGE,
	page.replace(GENERATED, () => `\n${table}\n\n`),
);
console.log(table);
process.exit(0);
