import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser, signIn, type Theme } from '../../scripts/host/browser.mts';
import type { JsonObject } from '../../scripts/host/json.mts';
import { createWorkflow } from '../../scripts/host/n8n-workflows.mts';
import { PROJECT_DIR } from '../../scripts/host/paths.mts';
import { getContext } from './context.mts';

const RESULTS_DIR = join(PROJECT_DIR, 'test-results', 'e2e');
/** For what the editor does within a moment; runs of a node have their own limit. */
const ACTION_TIMEOUT_MS = 30_000;

let browser: Browser | undefined;
const contexts = new Map<Theme, BrowserContext>();

/** Gives the tests of the block one browser; called once in it, outside of any test. */
export function useBrowser(): void {
	const undo: Array<() => Promise<void> | void> = [];
	before(async () => {
		browser = await launchBrowser({ add: (_name, step) => undo.push(step) });
	});
	after(async () => {
		contexts.clear();
		for (const step of undo) await step();
	});
}

/** Tests of a theme share a window, so that the editor is loaded once and comes from the cache then. */
async function openWindow(theme: Theme): Promise<BrowserContext> {
	assert.ok(browser, 'useBrowser() is missing');
	const context = contexts.get(theme) ?? (await signIn(browser, getContext().session, theme));
	if (!contexts.has(theme)) await context.tracing.start({ snapshots: true });
	contexts.set(theme, context);
	context.setDefaultTimeout(ACTION_TIMEOUT_MS);
	return context;
}

/** Screenshot and trace (`npx playwright-core show-trace`) of a page where a test failed. */
async function saveEvidence(context: BrowserContext, page: Page, name: string): Promise<string> {
	await mkdir(RESULTS_DIR, { recursive: true });
	const base = join(RESULTS_DIR, name.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 80));
	await page.screenshot({ path: `${base}.png` });
	await context.tracing.stopChunk({ path: `${base}.zip` });
	return `${base}.png, ${base}.zip`;
}

/** A test on a page of its own, signed in; what failed is kept as a screenshot and a trace. */
export function itShows(
	name: string,
	run: (page: Page) => Promise<void>,
	{ theme = 'light' }: { theme?: Theme } = {},
): void {
	it(name, async (test) => {
		getContext().sandbox.control.reset();
		const context = await openWindow(theme);
		await context.tracing.startChunk();
		const page = await context.newPage();
		try {
			await run(page);
			await context.tracing.stopChunk();
		} catch (error) {
			test.diagnostic(`kept: ${await saveEvidence(context, page, name)}`);
			throw error;
		} finally {
			await page.close();
		}
	});
}

const TRIGGER_NAME = 'Run by hand';

/** Opens the canvas of a workflow that holds a trigger and, behind it, nodes of this package. */
export async function openWorkflow(
	page: Page,
	nodes: ReadonlyArray<{ name: string; parameters: JsonObject; type?: string }>,
): Promise<void> {
	const { session, accessToken } = getContext();
	const { type: credentialType, id, name: credentialName } = accessToken;
	const own = nodes.map(({ name, parameters, type = 'uiPathOrchestrator' }, index) => ({
		id: name,
		name,
		type: `n8n-nodes-uipath.${type}`,
		typeVersion: 1,
		position: [240 * (index + 1), 0],
		parameters,
		credentials: { [credentialType]: { id, name: credentialName } },
	}));
	const trigger = {
		id: 'trigger',
		name: TRIGGER_NAME,
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const row = [TRIGGER_NAME, ...own.map(({ name }) => name)];
	const links = row
		.slice(1)
		.map((node, index) => [row[index], { main: [[{ node, type: 'main', index: 0 }]] }]);
	const workflowId = await createWorkflow(session, {
		name: 'e2e editor',
		nodes: [trigger, ...own],
		connections: Object.fromEntries(links),
	});
	await page.goto(`${session.url}/workflow/${workflowId}`);
	await page.locator('[data-test-id="canvas-node"]').first().waitFor();
}
