import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe } from 'node:test';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { createCredential } from '../../scripts/host/n8n-credentials.mts';
import { onlyRequestTo } from './assertions.mts';
import { getContext } from './context.mts';
import { itShows, useBrowser } from './editor.mts';
import {
	addManualTrigger,
	chooseCredential,
	chooseFromList,
	fieldOf,
	outputOf,
	runNode,
	searchNodes,
} from './node-panel.mts';

const START = 'POST /odata/Jobs/UiPath.Server.Configuration.OData.StartJobs';

describe('starting a process in the editor, from an empty canvas', () => {
	useBrowser();

	itShows('picks, fills in, waits and shows the output arguments', async (page) => {
		const { session, accessToken } = getContext();
		// One of several, so that it has to be chosen.
		const credential = { ...accessToken, name: `Chosen ${randomUUID()}` };
		await createCredential(session, credential);
		await page.goto(`${session.url}/workflow/new`);
		await addManualTrigger(page);
		const creator = await searchNodes(page, 'uipath');
		await creator.getByText('UiPath Orchestrator').first().click();
		await creator.getByText('Start job', { exact: true }).click();

		await chooseCredential(page, credential.name);
		await chooseFromList(page, 'folder', 'Finance');
		await chooseFromList(page, 'process', 'InvoiceProcessing (1.0.7)');

		await fieldOf(page, 'orderId').getByRole('textbox').fill('0042');
		await fieldOf(page, 'amount').getByRole('textbox').fill('9007199254740993');
		await fieldOf(page, 'maxInvoices').locator('input').fill('3');
		await fieldOf(page, 'waitForCompletion').locator('.el-switch').click();
		await runNode(page);

		const output = outputOf(page);
		await output.getByText('1 item').waitFor();
		await output.locator('[data-test-id="radio-button-table"]').click();
		await output.getByText('Successful', { exact: true }).waitFor();
		await output.getByText('invoicesProcessed').waitFor();

		const { body, headers } = onlyRequestTo(START);
		const { startInfo } = JSON.parse(body);
		assert.equal(startInfo.ReleaseKey, SEED.releases.invoiceProcessing.key);
		assert.equal(
			startInfo.InputArguments,
			'{"orderId":"0042","amount":9007199254740993,"maxInvoices":3}',
			'only what was filled in, digit by digit',
		);
		assert.equal(headers['x-uipath-organizationunitid'], String(SEED.folders.finance));
	});
});
