import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { assertFolderHeader, assertItems, onlyRequestTo } from './assertions.mts';
import { getContext } from './context.mts';
import { locate, runNode } from './run-node.mts';

const { folders, folderKeys, jobs, paths } = SEED;
const finance = locate('id', folders.finance);

describe('reading jobs in a real n8n', () => {
	beforeEach(() => getContext().sandbox.control.reset());

	it('lists the faulted jobs of a folder', async () => {
		const parameters = { operation: 'getAll', folder: finance, filters: { states: ['Faulted'] } };
		const items = assertItems(await runNode({ parameters: { ...parameters, limit: 5 } }));
		assert.equal(items.length, 5);
		for (const { json, pairedItem } of items) {
			assert.equal(json.State, 'Faulted');
			assert.deepEqual(pairedItem, { item: 0 });
		}
		const { query, headers } = onlyRequestTo('GET /odata/Jobs');
		assert.equal(query.$filter, "State eq 'Faulted'");
		assert.match(headers['user-agent'] ?? '', /^n8n-nodes-uipath/);
		assertFolderHeader('x-uipath-organizationunitid', String(folders.finance));
	});

	it('returns all jobs of the folder, each once', async () => {
		const { sandbox } = getContext();
		const parameters = { operation: 'getAll', folder: finance, returnAll: true };
		const items = assertItems(await runNode({ parameters }));
		const expected = sandbox.control
			.jobs()
			.filter(({ OrganizationUnitId }) => OrganizationUnitId === folders.finance);
		assert.deepEqual(
			items.map(({ json }) => json.Id).toSorted(),
			expected.map(({ Id }) => Id).toSorted(),
		);
	});

	it('names a folder by key', async () => {
		const folder = locate('key', folderKeys.invoices);
		assertItems(await runNode({ parameters: { operation: 'getAll', folder, limit: 1 } }));
		assertFolderHeader('x-uipath-folderkey', folderKeys.invoices);
	});

	it('names a folder by a path outside ASCII', async () => {
		const folder = locate('path', paths.transfers);
		const items = assertItems(
			await runNode({ parameters: { operation: 'getAll', folder, limit: 1 } }),
		);
		assert.equal(items.length, 1);
		const encoded = Buffer.from(paths.transfers, 'utf16le').toString('base64');
		assertFolderHeader('x-uipath-folderpath-encoded', encoded);
	});

	it('gets a job by id, its arguments parsed', async () => {
		const job = locate('id', jobs.successful);
		const [item] = assertItems(
			await runNode({ parameters: { operation: 'get', folder: finance, job } }),
		);
		assert.equal(item?.json.Id, jobs.successful);
		assert.deepEqual(item?.json.InputArguments, { orderId: 'A-17' });
		assert.deepEqual(item?.json.OutputArguments, { invoicesProcessed: 3, status: 'done' });
		assertFolderHeader('x-uipath-organizationunitid', String(folders.finance));
	});

	it('gets a job by key', async () => {
		const { sandbox } = getContext();
		const key = sandbox.control.getJob(jobs.faultedWithStackTrace)?.Key ?? '';
		const job = locate('key', key);
		const [item] = assertItems(
			await runNode({ parameters: { operation: 'get', folder: finance, job } }),
		);
		assert.equal(item?.json.Id, jobs.faultedWithStackTrace);
		assert.equal(item?.json.State, 'Faulted');
		assertFolderHeader('x-uipath-organizationunitid', String(folders.finance));
	});

	it('keeps arguments with numbers above 2^53 as text', async () => {
		const job = locate('id', jobs.bigNumber);
		const [item] = assertItems(
			await runNode({ parameters: { operation: 'get', folder: finance, job } }),
		);
		assert.match(String(item?.json.OutputArguments), /9007199254740993/);
	});
});
