import { describe } from 'node:test';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { itShows, openWorkflow, useBrowser } from './editor.mts';
import { fieldOf, openPanel } from './node-panel.mts';

const NODE = 'Start invoices';
const { folders, releases } = SEED;

describe('the node as a tool in the editor', () => {
	useBrowser();

	itShows('lets the model define a single argument of the form', async (page) => {
		const parameters = {
			operation: 'start',
			folder: { __rl: true, mode: 'id', value: String(folders.finance) },
			process: { __rl: true, mode: 'key', value: releases.invoiceProcessing.key },
		};
		await openWorkflow(page, [{ name: NODE, parameters, type: 'uiPathOrchestratorTool' }]);
		await openPanel(page, NODE);
		await fieldOf(page, 'orderId').locator('[data-test-id="from-ai-override-button"]').click();
		await page.getByText('Defined automatically by the').waitFor();
	});
});
