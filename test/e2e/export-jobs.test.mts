import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import axios from 'axios';
import { parse } from 'csv-parse/sync';
import { HOST } from '../../scripts/host/hosts.mts';
import { readPath, readString } from '../../scripts/host/json.mts';
import { downloadBinary } from '../../scripts/host/n8n-executions.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';
import { assertFolderHeader, assertItems, onlyRequestTo } from './assertions.mts';
import { getContext } from './context.mts';
import { locate, runNode } from './run-node.mts';

const EXPORT = 'POST /odata/Jobs/UiPath.Server.Configuration.OData.Export';
const folder = locate('id', SEED.folders.finance);

/** The one request to the storage host, which must not have seen the token. */
function onlyBlobRequest() {
	const { sandbox } = getContext();
	const [request, ...others] = sandbox.requests.filter(({ target }) => target === 'blob');
	assert.ok(request, 'nothing was asked of the storage host');
	assert.equal(others.length, 0);
	assert.equal(request.status, 200);
	assert.equal(request.headers.authorization, undefined);
	assert.ok(!JSON.stringify(request).includes(sandbox.token), 'the token reached the storage host');
	return request;
}

/** What the storage host gives for the same link, fetched without n8n. */
async function fetchOriginal(): Promise<Buffer> {
	const { path, rawQuery } = onlyBlobRequest();
	const { blobOrigin } = getContext().sandbox;
	const { data } = await axios.get<ArrayBuffer>(`${blobOrigin}${path}?${rawQuery}`, {
		responseType: 'arraybuffer',
	});
	return Buffer.from(data);
}

describe('exporting jobs in a real n8n', () => {
	beforeEach(() => {
		const { control } = getContext().sandbox;
		control.reset();
		control.setLimits({ exportMs: 200, exportFormat: 'csv' });
	});

	it('gives the file byte for byte, kept where this n8n keeps files', async () => {
		const parameters = { operation: 'export', folder, options: { fileName: 'faults.csv' } };
		const [item, ...others] = assertItems(await runNode({ parameters }));
		assert.ok(item);
		assert.equal(others.length, 0);
		assert.deepEqual(item.pairedItem, { item: 0 });
		assert.equal(readString(item.binary, 'data.fileName'), 'faults.csv');
		assert.equal(readString(item.binary, 'data.mimeType'), 'text/csv');
		const { query } = onlyRequestTo(EXPORT);
		assert.equal(query.$top, '1000');
		assert.equal(query.$expand, 'Robot,Machine,Release');
		assert.equal(query.$orderby, 'CreationTime desc');
		assertFolderHeader('x-uipath-organizationunitid', String(SEED.folders.finance));

		const store = String(readPath(item.binary, 'data.id') ?? '').split(':', 1)[0];
		assert.equal(store, HOST.binaryStore ?? '');
		const original = await fetchOriginal();
		const downloaded = await downloadBinary(getContext().session, item);
		assert.ok(original.length > 1_000);
		assert.ok(downloaded.equals(original), 'the file differs from the original');
	});

	it('gives the rows as items', async () => {
		const filters = { states: ['Faulted'] };
		const options = { output: 'items', limit: 7 };
		const parameters = { operation: 'export', folder, filters, options };
		const items = assertItems(await runNode({ parameters }));
		const original = await fetchOriginal();
		const rows: unknown = parse(original, { columns: true, bom: true });
		assert.equal(items.length, 7);
		assert.deepEqual(
			items.map(({ json }) => json),
			rows,
		);
		assert.equal(onlyRequestTo(EXPORT).query.$filter, "State eq 'Faulted'");
	});

	it('gives a ZIP archive as it is', async () => {
		getContext().sandbox.control.setLimits({ exportFormat: 'zip' });
		const [item] = assertItems(await runNode({ parameters: { operation: 'export', folder } }));
		assert.ok(item);
		assert.equal(readString(item.binary, 'data.mimeType'), 'application/zip');
		const downloaded = await downloadBinary(getContext().session, item);
		assert.ok(downloaded.equals(await fetchOriginal()));
	});

	it('says so when Orchestrator cannot write the export', async () => {
		getContext().sandbox.control.failExports();
		const { status, error } = await runNode({ parameters: { operation: 'export', folder } });
		assert.equal(status, 'error');

		assert.match(String(readPath(error, 'message')), /could not write export/);
	});
});
