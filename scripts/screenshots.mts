// Takes the pictures of docs/images anew: the sandbox, a real n8n with the package installed from
// its tarball, and Chromium. Names of pictures as arguments take only those.
import { execFile } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { startSandbox } from '../sandbox/src/index.mts';
import { OWNER, startHost } from './host/host.mts';
import type { JsonObject } from './host/json.mts';
import { createCredential, type StoredCredential } from './host/n8n-credentials.mts';
import type { N8nSession } from './host/n8n-session.mts';
import { createWorkflow } from './host/n8n-workflows.mts';
import { PROJECT_DIR } from './host/paths.mts';
import { Teardown } from './host/teardown.mts';

const run = promisify(execFile);
const IMAGES_DIR = join(PROJECT_DIR, 'docs', 'images');
const LARGEST_IMAGE_BYTES = 150_000;
const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';
const BROWSER_FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];
/** The port of `npm run sandbox`, because one picture shows it. */
const SANDBOX_PORT = 8070;
const WIDTH = 1440;
const CANVAS_NODE = '[data-test-id="canvas-node"]';
const CREDENTIAL_DIALOG = '[data-test-id="editCredential-modal"]';
/** In pixels. */
const PANEL_SHIFT = 380;
const FINANCE = { __rl: true, mode: 'path', value: 'Finance' };

/** What a picture is taken from; each has a browser context of its own, so that none sees another's. */
interface Studio {
	readonly session: N8nSession;
	readonly credential: StoredCredential;
	readonly page: Page;
}

/** Brings the editor to where the picture is, and returns the part of it that is to be seen. */
type Take = (studio: Studio) => Promise<Page | Locator>;

interface Step {
	readonly name: string;
	readonly parameters: JsonObject;
}

const LIST_FAULTED: Step = {
	name: 'List faulted jobs',
	parameters: {
		operation: 'getAll',
		limit: 3,
		filters: {
			states: ['Faulted'],
			errorContains: 'sheet does not exist',
			createdAfter: '={{ $now.minus(7, "days") }}',
		},
		options: { sort: { by: { field: 'EndTime', direction: 'desc' } } },
	},
};
const RESTART: Step = {
	name: 'Restart each job',
	parameters: { operation: 'restart', job: { __rl: true, mode: 'id', value: '={{ $json.Id }}' } },
};
const START: Step = {
	name: 'Start process',
	parameters: {
		operation: 'start',
		process: { __rl: true, mode: 'name', value: 'InvoiceProcessing' },
		inputArguments: '{\n  "orderId": "PO-1001",\n  "amount": 129.5\n}',
		options: { reference: 'order-4711' },
	},
};
const START_UNKNOWN: Step = {
	name: 'Start process',
	parameters: {
		operation: 'start',
		process: { __rl: true, mode: 'name', value: 'InvoiceProcesing' },
	},
};

const TRIGGER = 'Run by hand';
const SPACING = 224;

/** Saves a workflow of a manual trigger and these steps in a row; returns the address of its canvas. */
async function saveWorkflow({ session, credential }: Studio, name: string, steps: Step[]) {
	const trigger = { name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1 };
	const own = steps.map((step) => ({
		name: step.name,
		type: 'n8n-nodes-uipath.uiPathOrchestrator',
		typeVersion: 1,
		parameters: { resource: 'job', folder: FINANCE, ...step.parameters },
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
	}));
	const nodes = [{ ...trigger, parameters: {} }, ...own].map((node, index) => ({
		...node,
		id: `00000000-0000-4000-8000-00000000000${index}`,
		position: [index * SPACING, 0],
	}));
	const links = nodes
		.slice(1)
		.map((node, index) => [
			nodes[index]?.name ?? '',
			{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
		]);
	const id = await createWorkflow(session, { name, nodes, connections: Object.fromEntries(links) });
	return `${session.url}/workflow/${id}`;
}

/** Lets animations come to rest; the editor gives no sign of it. */
const settle = async (page: Page) => await page.waitForTimeout(1500);

/** Opens the canvas of a new workflow in a window of the given height. */
async function openCanvas(studio: Studio, name: string, steps: Step[], height: number) {
	const { page } = studio;
	await page.setViewportSize({ width: WIDTH, height });
	await page.goto(await saveWorkflow(studio, name, steps));
	await page.locator(CANVAS_NODE).first().waitFor();
}

async function closeToast(page: Page) {
	await page.locator('.el-notification__closeBtn').first().click();
	await settle(page);
}

/** Gives most of the panel to the output: the input of these pictures is empty. */
async function dragPanelLeft(page: Page) {
	const handle = await page.locator('[data-test-id="panel-drag-button"]').boundingBox();
	if (!handle) throw new Error('The panel has no handle');
	const y = handle.y + handle.height / 2;
	await page.mouse.move(handle.x + handle.width / 2, y);
	await page.mouse.down();
	await page.mouse.move(handle.x - PANEL_SHIFT, y, { steps: 10 });
	await page.mouse.up();
	await settle(page);
}

/** Opens the panel of a step, runs it, and waits until the output shows `result`. */
async function runStep(studio: Studio, step: Step, height: number, result: string) {
	const { page } = studio;
	await openCanvas(studio, step.name, [step], height);
	await page.locator(`${CANVAS_NODE}[data-node-name="${step.name}"]`).dblclick();
	await page.locator('[data-test-id="node-execute-button"]').click();
	await page.locator('[data-test-id="output-panel"]').getByText(result).first().waitFor();
	await closeToast(page);
	await dragPanelLeft(page);
	return page;
}

async function takeCanvas(studio: Studio) {
	const { page } = studio;
	await openCanvas(studio, 'Restart faulted jobs', [LIST_FAULTED, RESTART], 860);
	await page.locator('[data-test-id="execute-workflow-button"]').first().click();
	await closeToast(page);
	await page.locator('[data-test-id="logs-overview-header"]').click();
	await page.locator('[data-test-id="logs-overview-body"]').getByText(LIST_FAULTED.name).click();
	await page.locator('[data-test-id="zoom-to-fit"]').click();
	await settle(page);
	return page;
}

async function takeNodeCreator(studio: Studio) {
	const { page } = studio;
	await openCanvas(studio, 'New workflow', [], 760);
	await page.locator('[data-test-id="node-creator-plus-button"]').click();
	await page.getByPlaceholder('Search nodes').fill('uipath');
	await page.getByText('UiPath Orchestrator').first().click();
	await page.getByText('Get many jobs').waitFor();
	await settle(page);
	return page;
}

async function takeAccessToken({ session, credential, page }: Studio) {
	await page.setViewportSize({ width: WIDTH, height: 900 });
	await page.goto(`${session.url}/home/credentials/${credential.id}`);
	await page.getByText('Connection tested successfully').waitFor();
	await settle(page);
	return page.locator(CREDENTIAL_DIALOG);
}

/** Shows a credential before it is saved, so that it can have the address of a real tenant. */
async function takeExternalApplication({ session, page }: Studio) {
	await page.setViewportSize({ width: WIDTH, height: 1500 });
	await page.goto(`${session.url}/home/credentials/create`);
	await page.getByPlaceholder('Search for app').fill('uipath');
	await page.getByText('UiPath Orchestrator OAuth2 API').first().click();
	await page.getByText('Continue').click();
	const fill = async (name: string, value: string) =>
		await page.locator(`[data-test-id="parameter-input-${name}"] input`).fill(value);
	await fill('clientId', '0d1f2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a4b');
	await fill('clientSecret', 'not a secret, only for the picture');
	await fill('tenantUrl', 'https://cloud.uipath.com/acme/production');
	await settle(page);
	return page.locator(CREDENTIAL_DIALOG);
}

const PICTURES: Readonly<Record<string, Take>> = {
	canvas: takeCanvas,
	'get-many': async (studio) => await runStep(studio, LIST_FAULTED, 1230, '3 items'),
	start: async (studio) => await runStep(studio, START, 1000, '1 item'),
	error: async (studio) => await runStep(studio, START_UNKNOWN, 860, 'does not exist'),
	'node-creator': takeNodeCreator,
	'access-token': takeAccessToken,
	'external-application': takeExternalApplication,
};

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
	const browser = await chromium.launch({ executablePath: BROWSER, args: BROWSER_FLAGS });
	teardown.add('close the browser', async () => await browser.close());
	return { session, credential, browser };
}

async function signIn(browser: Browser, { url }: N8nSession): Promise<Page> {
	const context = await browser.newContext({ colorScheme: 'light' });
	const { email: emailOrLdapLoginId, password } = OWNER;
	await context.request.post(`${url}/rest/login`, { data: { emailOrLdapLoginId, password } });
	return await context.newPage();
}

const teardown = new Teardown();
teardown.onInterrupt();
try {
	const wanted = process.argv.slice(2);
	const { browser, session, credential } = await startEditor(teardown);
	await mkdir(IMAGES_DIR, { recursive: true });
	for (const [name, take] of Object.entries(PICTURES)) {
		if (wanted.length > 0 && !wanted.includes(name)) continue;
		const page = await signIn(browser, session);
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
