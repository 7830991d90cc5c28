import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { getContext } from './context.mts';
import { itShows, openWorkflow, useBrowser } from './editor.mts';
import { searchNodes } from './node-panel.mts';

const ACTIONS = [
	'Export jobs',
	'Get job',
	'Get many jobs',
	'Restart job',
	'Resume job',
	'Start job',
	'Stop jobs',
	'Wait for completion of jobs',
];
const EVENTS = [
	'On job completed',
	'On job faulted',
	'On job finished',
	'On job stopped',
	'On job suspended',
];

async function search(page: Page, text: string): Promise<Locator> {
	await openWorkflow(page, []);
	return await searchNodes(page, text);
}

describe('the panel with nodes to add', () => {
	useBrowser();

	for (const word of ['uipath', 'rpa', 'robot', 'orchestrator']) {
		itShows(`finds the package under "${word}"`, async (page) => {
			const creator = await search(page, word);
			await creator.getByText('UiPath Orchestrator', { exact: true }).first().waitFor();
		});
	}

	itShows('offers each operation as an action and each event of the trigger', async (page) => {
		const creator = await search(page, 'uipath');
		await creator.getByText('UiPath Orchestrator', { exact: true }).first().click();
		await creator.getByText(`Actions (${ACTIONS.length})`).waitFor();
		for (const action of ACTIONS) await creator.getByText(action, { exact: true }).waitFor();
		await creator.getByText(`Triggers (${EVENTS.length})`).click();
		for (const event of EVENTS) await creator.getByText(event, { exact: true }).waitFor();
	});

	itShows('offers the events where a workflow has no trigger yet', async (page) => {
		await page.goto(`${getContext().session.url}/workflow/new`);
		await page.locator('[data-test-id="canvas-add-button"]').click();
		await page.locator('[data-test-id="node-creator-search-bar"]').fill('robot');
		const creator = page.locator('[data-test-id="node-creator"]');
		await creator.getByText('UiPath Orchestrator', { exact: true }).first().click();
		await creator.getByText('On job faulted').waitFor();
	});
});

describe('icons on the canvas', () => {
	useBrowser();

	const themes = [
		['light', 'uiPathOrchestrator.svg'],
		['dark', 'uiPathOrchestrator.dark.svg'],
	] as const;
	for (const [theme, file] of themes) {
		itShows(
			`are those for a ${theme} background, on both nodes`,
			async (page) => {
				await openWorkflow(page, [
					{ name: 'List', parameters: { operation: 'getAll' } },
					{ name: 'Watch', parameters: {}, type: 'uiPathOrchestratorTrigger' },
				]);
				for (const name of ['List', 'Watch']) {
					const icon = page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"] img`);
					await icon.waitFor();
					const { source, width, height } = await icon.evaluate((image: HTMLImageElement) => ({
						source: image.src,
						width: image.complete ? image.naturalWidth : 0,
						height: image.getBoundingClientRect().height,
					}));
					assert.equal(source.split('/').at(-1), file, name);
					assert.ok(width > 0, `${name}: the picture did not load`);
					assert.ok(height >= 20, `${name}: the picture is ${height} pixels high`);
				}
			},
			{ theme },
		);
	}
});
