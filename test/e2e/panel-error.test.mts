import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { itShows, openWorkflow, useBrowser } from './editor.mts';
import { openPanel, outputOf, runNode } from './node-panel.mts';

const folder = { __rl: true, mode: 'path', value: 'Finance' };
const process = { __rl: true, mode: 'name', value: 'InvoiceProcesing' };

describe('a failed run in the editor', () => {
	useBrowser();

	itShows('shows message, error code, trace ID and the next step', async (page) => {
		const parameters = { operation: 'start', folder, process };
		await openWorkflow(page, [{ name: 'Start process', parameters }]);
		await openPanel(page, 'Start process');
		await runNode(page);
		const shown = await outputOf(page).innerText();
		assert.match(shown, /Start process 'InvoiceProcesing': The process does not exist/);
		assert.match(shown, /error code 1002 \(ItemNotFound\)/);
		assert.match(shown, /trace ID 00-[0-9a-f]{32}/i);
		assert.match(shown, /Check the ID, key or name, and that 'Folder'/);
	});
});
