// What a person does in n8n's editor, by the words and places that a person goes by.
import type { Locator, Page } from 'playwright-core';

const byTestId = (scope: Page | Locator, id: string) => scope.locator(`[data-test-id="${id}"]`);

/** The column of the panel with the results of a run. */
export const outputOf = (page: Page): Locator => byTestId(page, 'output-panel');

/** The part of the panel that belongs to a parameter: label, field and what stands below. */
export const fieldOf = (page: Page, parameter: string): Locator =>
	byTestId(page, `parameter-input-${parameter}`);

export const itemsOfList = (page: Page): Locator =>
	byTestId(page, 'rlc-item').filter({ visible: true });

/** Opens the panel with every node that can be added, and searches it. */
export async function searchNodes(page: Page, text: string): Promise<Locator> {
	await byTestId(page, 'node-creator-plus-button').click();
	await byTestId(page, 'node-creator-search-bar').fill(text);
	return byTestId(page, 'node-creator');
}

/** Adds the trigger for runs by hand to an empty workflow. */
export async function addManualTrigger(page: Page): Promise<void> {
	await byTestId(page, 'canvas-add-button').click();
	await byTestId(page, 'node-creator-search-bar').fill('manual');
	// Its name differs between versions of n8n.
	const name = /^(Trigger manually|Manual Trigger)$/;
	await byTestId(page, 'node-creator').getByText(name).first().click();
	await byTestId(page, 'canvas-node').first().waitFor();
	await page.keyboard.press('Escape');
}

export async function openPanel(page: Page, nodeName: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${nodeName}"]`).dblclick();
	await byTestId(page, 'ndv').waitFor();
}

/** Chooses from a plain list of options. */
export async function chooseOption(page: Page, parameter: string, label: string): Promise<void> {
	await fieldOf(page, parameter).click();
	await page.getByRole('option').filter({ hasText: label, visible: true }).first().click();
}

export async function chooseCredential(page: Page, name: string): Promise<void> {
	await byTestId(page, 'node-credentials-select').click();
	await page
		.locator('.el-select-dropdown__item')
		.filter({ hasText: name, visible: true })
		.first()
		.click();
}

/** Opens the list of a resource locator. */
export async function openList(page: Page, parameter: string): Promise<void> {
	await byTestId(fieldOf(page, parameter), 'rlc-input').click();
}

export async function searchList(page: Page, text: string): Promise<void> {
	await byTestId(page, 'rlc-search').filter({ visible: true }).fill(text);
}

/** Opens the list of a resource locator and takes the entry with exactly this text. */
export async function chooseFromList(page: Page, parameter: string, text: string): Promise<void> {
	await openList(page, parameter);
	await itemsOfList(page).getByText(text, { exact: true }).click();
}

/** Switches a resource locator to another mode, such as "By ID". */
export async function chooseMode(page: Page, parameter: string, mode: string): Promise<void> {
	await byTestId(fieldOf(page, parameter), 'rlc-mode-selector').click();
	await page.getByRole('option', { name: mode }).filter({ visible: true }).click();
}

/** Runs the open node by its button and waits for items or an error. */
export async function runNode(page: Page): Promise<void> {
	await byTestId(page, 'node-execute-button').click();
	await outputOf(page)
		.locator(
			'[data-test-id="ndv-items-count"], [data-test-id="node-error-view"], [class*="errorDisplay"]',
		)
		.first()
		.waitFor({ timeout: 45_000 });
}
