import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { testCredential } from '../../scripts/host/n8n-credentials.mts';
import { toNeedles } from '../../scripts/secrets/encodings.mts';
import { describeScan, type RemainsScan, scanRemains } from '../../scripts/secrets/remains.mts';
import { search } from '../../scripts/secrets/search.mts';
import { readStoredCredentials } from '../../scripts/secrets/stored-credentials.mts';
import { getContext } from './context.mts';
import { MarkedRuns, startRedirector } from './marked-runs.mts';

const TYPES = ['uiPathOrchestratorApi', 'uiPathOrchestratorOAuth2Api'] as const;
const folder = process.env.E2E_N8N_FOLDER ?? '';

// The last file of the suite: what is searched is what all files have left in n8n.
describe('secrets in what n8n keeps and logs', () => {
	const marked = new MarkedRuns();
	let scan: RemainsScan;

	before(async () => {
		assert.notEqual(folder, '', 'E2E_N8N_FOLDER names no folder');
		await marked.runAll();
	});

	for (const type of TYPES) {
		it(`stay out of every verdict of the test button of ${type}`, async () => {
			const { session, sandbox } = getContext();
			const redirector = await startRedirector(`${sandbox.origin}/elsewhere`);
			const tenants = [
				sandbox.tenantUrl,
				`${sandbox.origin}/no/tenant`,
				`${redirector.origin}/acme/prod`,
				'http://127.0.0.1:9/acme/prod',
				sandbox.tenantUrl.replace('http:', 'https:'),
				sandbox.tenantUrl.replace('http://', `http://user:${marked.wrongToken}@`),
			];
			const verdicts: string[] = [];
			for (const tenantUrl of tenants) {
				for (const login of ['right', 'wrong'] as const) {
					const credential = await marked.saveCredential(type, tenantUrl, login);
					const { status, message } = await testCredential(session, credential);
					verdicts.push(`${status}: ${message}`);
				}
			}
			redirector.close();
			assert.match(verdicts[0] ?? '', /^OK/);
			for (const verdict of verdicts.slice(1)) assert.match(verdict, /^Error: .+/);
			const needles = toNeedles(marked.secrets());
			const found = verdicts.flatMap((verdict) => search(verdict, Buffer.from(verdict), needles));
			assert.deepEqual(found, []);
		});
	}

	it('are in no table, no file and no line of the log, in no encoding', () => {
		scan = scanRemains(folder, marked.secrets());
		console.log(describeScan(scan));
		assert.deepEqual(scan.findings, []);
	});

	it('were looked for where they could have been', (test) => {
		assert.ok(readFileSync(join(folder, 'n8n.log'), 'utf8').includes('debug'), 'no debug lines');
		assert.ok(scan.files.files.some((file) => file.endsWith('.log')));
		const secrets = marked.secrets().map(({ name }) => name);
		for (const name of ['OAuth2 access token', 'signature of a download']) {
			assert.ok(secrets.includes(name), `the sandbox issued no ${name}`);
		}
		if (!scan.database) return test.skip('this host keeps its data in no SQLite file');
		assert.ok(scan.database.executions >= 15, `${scan.database.executions} executions`);
	});

	it('are in the credentials, encrypted', (test) => {
		if (!scan.database) return test.skip('this host keeps its data in no SQLite file');
		const credentials = readStoredCredentials(folder);
		const holds = (secret: string) =>
			credentials.some(({ decrypted }) => decrypted.includes(secret));
		for (const { name, value, kind } of marked.secrets()) {
			const isStored =
				kind === 'login' && !name.startsWith('signature') && !/limited|expired/.test(name);
			if (isStored) assert.ok(holds(value), `no credential holds the ${name}`);
		}
	});
});
