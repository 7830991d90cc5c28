import type { Locator, Page } from 'playwright-core';
import type { StoredCredential } from '../host/n8n-credentials.mts';
import type { N8nSession } from '../host/n8n-session.mts';
import { saveWorkflow, type Step } from './workflows.mts';

export const WIDTH = 1440;
const CANVAS_NODE = '[data-test-id="canvas-node"]';
/** In pixels. */
const PANEL_SHIFT = 380;

/** What a picture is taken from; each has a browser context of its own, so that none sees another's. */
export interface Studio {
	readonly session: N8nSession;
	readonly credential: StoredCredential;
	readonly page: Page;
}

/** Brings the editor to where the picture is, and returns the part of it that is to be seen. */
export type Take = (studio: Studio) => Promise<Page | Locator>;

/** Lets animations come to rest; the editor gives no sign of it. */
export const settle = async (page: Page) => await page.waitForTimeout(1500);

/** Opens the canvas of a new workflow in a window of the given height. */
export async function openCanvas(studio: Studio, name: string, steps: Step[], height: number) {
	const { page, session, credential } = studio;
	await page.setViewportSize({ width: WIDTH, height });
	await page.goto(await saveWorkflow(session, credential, name, steps));
	await page.locator(CANVAS_NODE).first().waitFor();
}

export async function closeToast(page: Page) {
	const toast = page.locator('.el-notification__closeBtn').first();
	await toast.click({ timeout: 5000 }).catch(() => undefined);
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

/** Opens the panel of a step in a workflow of its own. */
export async function openStep(studio: Studio, step: Step, height: number) {
	const { page } = studio;
	await openCanvas(studio, step.name, [step], height);
	await page.locator(`${CANVAS_NODE}[data-node-name="${step.name}"]`).dblclick();
	await page.locator('[data-test-id="ndv"]').waitFor();
	await settle(page);
	return page;
}

/** Opens the panel of a step, runs it, and waits until the output shows `result`. */
export async function runStep(studio: Studio, step: Step, height: number, result: string) {
	return await runOpenStep(await openStep(studio, step, height), result);
}

/** Shows the output as a tree, which has room for what a table puts off screen. */
export async function showTree(page: Page) {
	const output = page.locator('[data-test-id="output-panel"]');
	await output.locator('[data-test-id="radio-button-schema"]').click();
	await settle(page);
	return page;
}

/** Runs the step whose panel is open. */
export async function runOpenStep(page: Page, result: string) {
	await page.locator('[data-test-id="node-execute-button"]').click();
	await page.locator('[data-test-id="output-panel"]').getByText(result).first().waitFor();
	await closeToast(page);
	await dragPanelLeft(page);
	return page;
}
