import { SEED } from '../src/index.mts';
import { bearer, firstOf, idsOf, inFolder, ODATA, startCaller, type Caller } from './helpers.mts';

const { folders, paths, folderKeys } = SEED;
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller();
});
beforeEach(() => caller.sandbox.control.reset());

test('11: 1101 without a folder, 1100 for an unknown one', async () => {
	const none = await caller.get('/odata/Robots');
	expect([none.status, none.data.errorCode]).toEqual([400, 1101]);
	const { id } = SEED.releases.transfer;
	expect((await caller.get(`/odata/Releases(${id})`)).data.errorCode).toBe(1101);
	const unknown = await caller.get('/odata/Jobs', {}, inFolder(1));
	expect([unknown.status, unknown.data.errorCode]).toEqual([400, 1100]);
	const foreign = await caller.get(
		`/odata/Jobs(${SEED.jobs.successful})`,
		{},
		inFolder(folders.transfers),
	);
	expect([foreign.status, foreign.data.errorCode]).toEqual([404, 1002]);
});

test('11: a job is read by id without a folder too, if its folder is visible', async () => {
	const path = `/odata/Jobs(${SEED.jobs.successful})`;
	expect((await caller.get(path)).data.Id).toBe(SEED.jobs.successful);
	const token = caller.sandbox.control.addToken({ folderIds: [folders.transfers] });
	const hidden = await caller.get(path, {}, bearer(token));
	expect([hidden.status, hidden.data.errorCode]).toEqual([404, 1002]);
});

test('11: an invisible folder is an unknown one', async () => {
	const token = caller.sandbox.control.addToken({ folderIds: [folders.transfers] });
	const headers = { ...bearer(token), ...inFolder(folders.finance) };
	expect((await caller.get('/odata/Jobs', {}, headers)).data.errorCode).toBe(1100);
	const all = await caller.get('/odata/Jobs', { $select: 'Id,OrganizationUnitId' }, bearer(token));
	const seen = new Set(all.data.value.map((row) => row.OrganizationUnitId));
	expect(seen).toEqual(new Set([folders.transfers]));
});

test('12: without a folder the list is that of all folders; on standalone 1101', async () => {
	const all = await caller.get('/odata/Jobs', { $select: 'OrganizationUnitId' });
	expect(new Set(all.data.value.map((row) => row.OrganizationUnitId)).size).toBeGreaterThan(3);
	const standalone = await startCaller({ edition: 'standalone' });
	const refused = await standalone.get('/odata/Jobs');
	expect([refused.status, refused.data.errorCode]).toEqual([400, 1101]);
});

test('13: a folder by id, key, path and encoded path', async () => {
	const encoded = Buffer.from(paths.transfers, 'utf16le').toString('base64');
	const upper = Buffer.from(paths.transfers.toUpperCase(), 'utf16le').toString('base64');
	const query = { $top: '1', $select: 'OrganizationUnitId' };
	for (const headers of [
		inFolder(folders.transfers),
		{ 'X-UIPATH-FolderKey': folderKeys.transfers },
		{ 'X-UIPATH-FolderPath-Encoded': encoded },
		{ 'X-UIPATH-FolderPath-Encoded': upper },
	]) {
		const reply = await caller.get('/odata/Jobs', query, headers);
		expect(firstOf(reply)).toEqual({ OrganizationUnitId: folders.transfers });
	}
	const byPath = { 'X-UIPATH-FolderPath': 'finance/INVOICES' };
	const invoices = await caller.get('/odata/Jobs', query, byPath);
	expect(firstOf(invoices)).toEqual({ OrganizationUnitId: folders.invoices });
	const utf8 = Buffer.from(paths.transfers, 'utf8').toString('base64');
	const wrong = await caller.get('/odata/Jobs', query, { 'X-UIPATH-FolderPath-Encoded': utf8 });
	expect(wrong.data.errorCode).toBe(1100);
});

test('13: two selectors are refused', async () => {
	const headers = { ...inFolder(folders.finance), 'X-UIPATH-FolderPath': paths.finance };
	expect((await caller.get('/odata/Jobs', {}, headers)).status).toBe(400);
});

test('by key a job is found in any folder', async () => {
	const { Key } = caller.sandbox.control.getJob(SEED.jobs.successful) ?? {};
	const path = `/odata/Jobs/${ODATA}.GetByKey(identifier=${Key})`;
	const found = await caller.get(path);
	expect(found.data).toMatchObject({
		Id: SEED.jobs.successful,
		InputArguments: '{"orderId":"A-17"}',
	});
	expect((await caller.get(path, {}, inFolder(folders.transfers))).status).toBe(404);
});

test('41: folders are listed, filtered and read, but not those below a workspace', async () => {
	const all = await caller.get('/odata/Folders', { $orderby: 'FullyQualifiedName' });
	expect(idsOf(all)).toContain(folders.personal);
	expect(idsOf(all)).not.toContain(folders.personalChild);
	expect((await caller.get(`/odata/Folders(${folders.personalChild})`)).status).toBe(404);
	const $filter = `FullyQualifiedName eq '${paths.personal.replaceAll("'", "''")}'`;
	expect(idsOf(await caller.get('/odata/Folders', { $filter }))).toEqual([folders.personal]);
	const search = await caller.get('/odata/Folders', { $filter: "contains(DisplayName,'überw')" });
	expect(idsOf(search)).toEqual([folders.transfers]);
	const one = await caller.get(`/odata/Folders(${folders.invoices})`);
	expect(one.data).toMatchObject({
		FullyQualifiedName: paths.invoices,
		ParentId: folders.finance,
	});
	const byKey = await caller.get(
		`/odata/Folders/${ODATA}.GetByKey(identifier=${folderKeys.invoices})`,
	);
	expect(byKey.data.Id).toBe(folders.invoices);
});
