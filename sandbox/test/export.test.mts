import { parse } from 'csv-parse/sync';
import { SEED } from '../src/index.mts';
import { bearer, inFolder, ODATA, startCaller, textOf, type Caller } from './helpers.mts';

const finance = inFolder(SEED.folders.finance);
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller();
});
beforeEach(() => {
	caller.sandbox.control.reset();
	caller.sandbox.control.setLimits({ exportFormat: 'csv', exportBytes: undefined });
});

const request = (query = '') =>
	caller.post(`/odata/Jobs/${ODATA}.Export${query}`, undefined, finance);
const poll = (id: number) => caller.get(`/odata/Exports(${id})`);
const link = (id: number) => caller.get(`/odata/Exports(${id})/${ODATA}.GetDownloadLink`);

type Access = { Uri: string; Verb: string; RequiresAuth: boolean; Headers: { Keys: string[] } };

async function finish(query = ''): Promise<{ access: Access; size: unknown }> {
	const { Id } = (await request(query)).data;
	caller.sandbox.control.advanceClock(1_000);
	const { Size } = (await poll(Id)).data;
	return { access: (await link(Id)).data as unknown as Access, size: Size };
}

test('33: New, InProgress, Completed with its size', async () => {
	const created = await request();
	expect(created.data).toMatchObject({ Type: 'Jobs', Status: 'New', ExecutedAt: null, Size: null });
	expect(created.data.RequestedAt).toMatch(/\.\d{7}Z$/);
	const { Id } = created.data;
	expect((await link(Id)).status).toBe(400);
	caller.sandbox.control.advanceClock(500);
	expect((await poll(Id)).data.Status).toBe('InProgress');
	caller.sandbox.control.advanceClock(500);
	const done = (await poll(Id)).data;
	expect(done.Status).toBe('Completed');
	expect(done.RequestedAt).not.toMatch(/\.\d{4,}Z$/);
	const access = (await link(Id)).data as unknown as Access;
	const bytes = await (await fetch(access.Uri)).arrayBuffer();
	expect(done.Size).toBe(bytes.byteLength);
	expect((await poll(Id + 1)).status).toBe(404);
});

test('33: the 101st export of a UTC day is refused, the next day is a new one', async () => {
	for (let index = 0; index < 100; index += 1) expect((await request('?$top=1')).status).toBe(200);
	const refused = await request();
	expect([refused.status, refused.data.errorCode]).toEqual([409, 4502]);
	expect(refused.data.message).toContain('ExportTenantDailyLimitReached');
	caller.sandbox.control.setLimits({ exportQuotaStatus: 429 });
	expect((await request()).status).toBe(429);
	caller.sandbox.control.setLimits({ exportQuotaStatus: 409 });
	caller.sandbox.control.advanceClock(24 * 3_600_000);
	expect((await request()).status).toBe(200);
});

test('links point where the blob host is said to be', async () => {
	const { blobOrigin } = caller.sandbox;
	caller.sandbox.control.setBlobOrigin('http://proxy.test:1234');
	const { access } = await finish();
	caller.sandbox.control.setBlobOrigin(blobOrigin);
	const { host, pathname, search } = new URL(access.Uri);
	expect(host).toBe('proxy.test:1234');
	// The signature does not cover the host.
	expect((await fetch(blobOrigin + pathname + search)).status).toBe(200);
});

test.each(['csv', 'zip'] as const)('a %s file is cut and damaged too', async (exportFormat) => {
	caller.sandbox.control.setLimits({ exportFormat, exportBytes: 200_000 });
	const { access, size } = await finish();
	const bytes = async () => Buffer.from(await (await fetch(access.Uri)).arrayBuffer());
	const whole = await bytes();
	caller.sandbox.control.injectFault({ route: 'GET /exports/', action: 'truncate' });
	expect((await bytes()).length).toBe(Math.floor(Number(size) / 2));
	caller.sandbox.control.injectFault({ route: 'GET /exports/', action: 'damage' });
	const damaged = await bytes();
	expect(damaged.length).toBe(whole.length);
	expect([...damaged].filter((byte, at) => byte !== whole[at])).toHaveLength(1);
});

test('a failed export has no file', async () => {
	caller.sandbox.control.failExports();
	const { Id } = (await request()).data;
	caller.sandbox.control.advanceClock(1_000);
	expect((await poll(Id)).data).toMatchObject({ Status: 'Failed', Size: null });
	expect((await link(Id)).status).toBe(400);
});

test('34: the link goes to another origin, with headers as two lists', async () => {
	const { access } = await finish();
	expect(new URL(access.Uri).origin).toBe(caller.sandbox.blobOrigin);
	expect(caller.sandbox.blobOrigin).not.toBe(caller.sandbox.origin);
	expect(access).toMatchObject({ Verb: 'GET', RequiresAuth: false });
	expect(access.Headers).toEqual({ Keys: [], Values: [] });
});

test('34: the blob host refuses a bearer, a wrong signature and an old link', async () => {
	const { access } = await finish();
	const headers = { authorization: `Bearer ${caller.sandbox.token}` };
	expect((await fetch(access.Uri, { headers })).status).toBe(400);
	const wrong = await fetch(access.Uri.replace(/sig=./, 'sig=_'));
	expect(wrong.status).toBe(403);
	expect(await wrong.text()).toContain('<Code>AuthenticationFailed</Code>');
	expect((await fetch(access.Uri)).status).toBe(200);
	caller.sandbox.control.advanceClock(300_001);
	expect((await fetch(access.Uri)).status).toBe(403);
	const blobs = caller.sandbox.requests.filter(({ target }) => target === 'blob');
	expect(blobs.map(({ status }) => status)).toEqual([400, 403, 200, 403]);
});

test('the file is CSV with line breaks in fields; filter, order and $top apply', async () => {
	const filter = encodeURIComponent("ReleaseName eq 'ReportBuilder'");
	const query = `?$filter=${filter}&$top=5&$orderby=CreationTime%20desc&$expand=Robot`;
	const { access } = await finish(query);
	const rows: Array<Record<string, string>> = parse(await (await fetch(access.Uri)).text(), {
		columns: true,
	});
	expect(rows).toHaveLength(5);
	expect(rows[0]?.Info).toContain('\r\n');
	expect(rows[0]?.Robot).toBe('finance-unattended');
	expect(rows[0]?.Machine).toBe('');
	const times = rows.map((row) => Date.parse(row.Created ?? ''));
	expect(times).toEqual([...times].sort((a, b) => b - a));
	expect((await request('?$top=1001')).status).toBe(400);
	expect((await request('?$expand=Nope')).status).toBe(400);
});

test('as ZIP', async () => {
	caller.sandbox.control.setLimits({ exportFormat: 'zip' });
	const { access, size } = await finish();
	const file = await fetch(access.Uri);
	expect(file.headers.get('content-type')).toBe('application/zip');
	const bytes = Buffer.from(await file.arrayBuffer());
	expect(bytes.subarray(0, 2).toString()).toBe('PK');
	expect(bytes).toHaveLength(Number(size));
});

test('a huge file is streamed with its length announced', async () => {
	caller.sandbox.control.setLimits({ exportBytes: 20_000_000 });
	const { access, size } = await finish();
	expect(Number(size)).toBeGreaterThanOrEqual(20_000_000);
	const file = await fetch(access.Uri);
	expect(file.headers.get('content-length')).toBe(String(size));
	expect((await file.arrayBuffer()).byteLength).toBe(size);
});

test('an attachment is uploaded, started with, read back and deleted', async () => {
	const created = await caller.post('/odata/Attachments', { Name: 'in.json' });
	expect(created.status).toBe(201);
	const id = String(created.data.Id);
	const upload = created.data.BlobFileAccess as Access & { Headers: { Values: string[] } };
	expect(upload).toMatchObject({ Verb: 'PUT', RequiresAuth: false });
	const body = JSON.stringify({ text: 'x'.repeat(20_000) });
	expect((await fetch(upload.Uri, { method: 'PUT', body })).status).toBe(400);
	const headers = Object.fromEntries(
		upload.Headers.Keys.map((key, index) => [key, upload.Headers.Values[index] ?? '']),
	);
	expect((await fetch(upload.Uri, { method: 'PUT', body, headers })).status).toBe(201);
	const startInfo = {
		ReleaseKey: SEED.releases.invoiceProcessing.key,
		JobsCount: 1,
		InputFile: id,
	};
	const started = await caller.post(`/odata/Jobs/${ODATA}.StartJobs`, { startInfo }, finance);
	expect(started.data.value[0]).toMatchObject({ InputFile: id, InputArguments: null });
	const read = await caller.get(`/odata/Attachments(${id})`);
	const blind = caller.sandbox.control.addToken({ permissions: ['Jobs.View', 'Jobs.Create'] });
	expect((await caller.get(`/odata/Attachments(${id})`, {}, bearer(blind))).status).toBe(403);
	const download = read.data.BlobFileAccess as Access;
	expect(await (await fetch(download.Uri)).text()).toBe(body);
	expect((await caller.post('/odata/Attachments', { Name: '' })).status).toBe(400);
	expect((await caller.del(`/odata/Attachments(${id})`)).status).toBe(204);
	const gone = await caller.get(`/odata/Attachments(${id})`);
	expect([gone.status, textOf(gone).length > 0]).toEqual([404, true]);
});
