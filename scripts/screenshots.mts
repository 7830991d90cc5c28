// Takes the pictures of docs/images anew: the sandbox, a real n8n with the package installed from
// its tarball, and Chromium. Names of pictures as arguments take only those.
import { execFile } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox } from '../sandbox/src/index.mts';
import { launchBrowser, signIn } from './host/browser.mts';
import { startHost } from './host/host.mts';
import { createCredential } from './host/n8n-credentials.mts';
import { PROJECT_DIR } from './host/paths.mts';
import { Teardown } from './host/teardown.mts';
import { PICTURES } from './screenshots/pictures.mts';

const run = promisify(execFile);
const IMAGES_DIR = join(PROJECT_DIR, 'docs', 'images');
const LARGEST_IMAGE_BYTES = 150_000;
/** The port of `npm run sandbox`, because one picture shows it. */
const SANDBOX_PORT = 8070;
/** Reduces the colours, which makes a screenshot about a third of its size. */
async function optimise(file: string) {
	await run('pngquant', ['--force', '--output', file, '--speed', '1', '--strip', '128', file]);
	const { size } = await stat(file);
	if (size > LARGEST_IMAGE_BYTES) throw new Error(`${file} has ${size} bytes`);
	return size;
}

async function startEditor(teardown: Teardown) {
	const sandbox = await startSandbox({ port: SANDBOX_PORT });
	teardown.add('stop the sandbox', async () => await sandbox.close());
	const session = await startHost(teardown, (step) => console.log(`• ${step} …`));
	const credential = await createCredential(session, {
		type: 'uiPathOrchestratorApi',
		name: 'UiPath Orchestrator',
		data: { tenantUrl: sandbox.tenantUrl, bearerToken: sandbox.token },
	});
	return { session, credential, browser: await launchBrowser(teardown) };
}

const teardown = new Teardown();
teardown.onInterrupt();
try {
	const wanted = process.argv.slice(2);
	const { browser, session, credential } = await startEditor(teardown);
	await mkdir(IMAGES_DIR, { recursive: true });
	for (const [name, take] of Object.entries(PICTURES)) {
		if (wanted.length > 0 && !wanted.includes(name)) continue;
		const page = await (await signIn(browser, session)).newPage();
		const path = join(IMAGES_DIR, `${name}.png`);
		const seen = await take({ session, credential, page });
		await seen.screenshot({ path });
		await page.context().close();
		console.log(`${name}: ${await optimise(path)} bytes`);
	}
} catch (error) {
	console.error(error);
	process.exitCode = 1;
} finally {
	await teardown.run();
}
