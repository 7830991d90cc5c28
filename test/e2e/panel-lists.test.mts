import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Page } from 'playwright-core';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { getContext } from './context.mts';
import { itShows, openWorkflow, useBrowser } from './editor.mts';
import {
	chooseFromList,
	chooseMode,
	fieldOf,
	itemsOfList,
	openList,
	openPanel,
} from './node-panel.mts';
import { searchList } from './node-panel.mts';

const NODE = 'Start process';
const finance = { __rl: true, mode: 'list', value: '4711', cachedResultName: 'Finance' };
const PROCESSES = 250;
const PAGE_SIZE = 50;

async function openStart(page: Page, folder: object = finance): Promise<void> {
	await openWorkflow(page, [{ name: NODE, parameters: { operation: 'start', folder } }]);
	await openPanel(page, NODE);
}

/** Processes "Process 001" to "Process 250" in the folder Finance, beside those of the demo data. */
function addManyProcesses() {
	const { control } = getContext().sandbox;
	control.addReleases(
		Array.from({ length: PROCESSES }, (_, index) => ({
			Id: 9000 + index,
			Key: `6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f${String(2000 + index)}`,
			Name: `Process ${String(index + 1).padStart(3, '0')}`,
			OrganizationUnitId: SEED.folders.finance,
		})),
	);
}

const readList = async (page: Page): Promise<string[]> => await itemsOfList(page).allInnerTexts();

/** Waits until the list has come to hold what the check wants. */
async function waitForList(page: Page, what: string, check: (rows: string[]) => boolean) {
	for (let tries = 0; tries < 40; tries++) {
		if (check(await readList(page))) return;
		await page.waitForTimeout(250);
	}
	assert.fail(`${what}; the list holds: ${(await readList(page)).join(' · ')}`);
}

describe('lists of the panel', () => {
	useBrowser();

	itShows('folders stand with their full path, and search finds parts of it', async (page) => {
		await openStart(page, { __rl: true, mode: 'list', value: '' });
		await openList(page, 'folder');
		await itemsOfList(page).getByText('Finanzen/Überweisungen', { exact: true }).waitFor();
		await searchList(page, 'über');
		await waitForList(
			page,
			'one folder matches',
			(rows) => rows.join() === 'Finanzen/Überweisungen',
		);
		const asked = getContext()
			.sandbox.requests.filter(({ path }) => path.endsWith('/odata/Folders'))
			.at(-1)?.query.$filter;
		assert.match(asked ?? '', /contains\(FullyQualifiedName,'über'\)/);
	});

	itShows('250 processes: pages come while scrolling, search asks the server', async (page) => {
		addManyProcesses();
		await openStart(page);
		await openList(page, 'process');
		await waitForList(page, 'the first page', (rows) => rows.length >= PAGE_SIZE);
		assert.ok((await readList(page)).length < PROCESSES, 'everything came at once');
		await itemsOfList(page).last().scrollIntoViewIfNeeded();
		await waitForList(page, 'the second page', (rows) => rows.length >= 2 * PAGE_SIZE);
		const rows = await readList(page);
		assert.equal(new Set(rows).size, rows.length, 'a row came twice');

		await searchList(page, 'process 249');
		await waitForList(page, 'one process', (found) => found.join() === 'Process 249 (1.0.7)');
		const asked = getContext().sandbox.requests.at(-1)?.query.$filter ?? '';
		assert.match(asked, /contains\(Name,'process 249'\)/);
	});

	itShows('a list that depends on the folder says to choose the folder first', async (page) => {
		await openStart(page, { __rl: true, mode: 'list', value: '' });
		await openList(page, 'process');
		await page.getByText("Choose a 'Folder' first").first().waitFor();
		assert.deepEqual(await readList(page), []);
	});

	itShows('a chosen process shows its name and links to Orchestrator', async (page) => {
		await openStart(page);
		await chooseFromList(page, 'process', 'ReportBuilder (1.0.7)');
		const input = fieldOf(page, 'process').locator('[data-test-id="rlc-input"]');
		assert.equal(await input.inputValue(), 'ReportBuilder (1.0.7)');
		await fieldOf(page, 'process').locator('[data-test-id="rlc-open-resource-link"]').waitFor();
	});
});

describe('modes of the panel', () => {
	useBrowser();

	const mistakes: Array<[field: string, mode: string, entry: string, text: string]> = [
		['folder', 'By ID', '47x', 'A folder ID is a whole number, such as 4711'],
		['folder', 'By Key', '4711', 'A key looks like'],
		['process', 'By Key', 'InvoiceProcessing', 'A process key looks like'],
	];
	for (const [field, mode, entry, text] of mistakes) {
		itShows(
			`"${entry}" as ${field} ${mode.toLowerCase()} shows what a right value is`,
			async (page) => {
				await openStart(page);
				await chooseMode(page, field, mode);
				const input = fieldOf(page, field).locator('[data-test-id="rlc-input"]');
				await input.fill(entry);
				await input.press('Tab');
				await fieldOf(page, field).locator('[data-test-id="parameter-issues"]').hover();
				await page.getByText(text).first().waitFor();
			},
		);
	}
});
