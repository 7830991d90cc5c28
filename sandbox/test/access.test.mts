import { SEED } from '../src/index.mts';
import {
	firstOf,
	idsOf,
	inFolder,
	ODATA,
	openSandbox,
	startCaller,
	textOf,
	type Caller,
} from './helpers.mts';

const { folders, paths, folderKeys } = SEED;
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller();
});
beforeEach(() => caller.sandbox.control.reset());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

function requestToken(fields: Record<string, string>, sandbox = caller.sandbox) {
	return fetch(sandbox.tokenUrl, { method: 'POST', body: new URLSearchParams(fields) });
}
const grant = (scope: string) => {
	const { clientId, clientSecret } = caller.sandbox.oauth;
	return {
		grant_type: 'client_credentials',
		client_id: clientId,
		client_secret: clientSecret,
		scope,
	};
};

describe('tokens', () => {
	test('37: 401 in the ABP envelope with a trace id and WWW-Authenticate', async () => {
		for (const token of ['nonsense', caller.sandbox.expiredToken]) {
			const { status, data, headers } = await caller.get('/odata/Jobs', {}, bearer(token));
			expect(status).toBe(401);
			expect(data).toMatchObject({ errorCode: 0, success: false, unAuthorizedRequest: true });
			expect(data.traceId).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0\d$/);
			expect(headers['www-authenticate']).toContain('Bearer');
		}
	});

	test('52: every error has a trace id', async () => {
		for (const path of ['/odata/Jobs?$top=1001', '/odata/Jobs(1)', '/odata/Exports(1)']) {
			const { data } = await caller.get(path);
			expect(data.traceId).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0\d$/);
			expect(data).toHaveProperty('resourceIds', null);
		}
	});

	test('53: every API answer names the supported version', async () => {
		for (const path of ['/odata/Jobs', '/odata/Jobs?$top=1001', '/odata/Jobs(1)']) {
			expect((await caller.get(path)).headers['api-supported-versions']).toBe('20.0');
		}
	});

	test('a token without folder scope gets 403 on folders, and jobs all the same', async () => {
		const limited = bearer(caller.sandbox.limitedToken);
		const refused = await caller.get('/odata/Folders', {}, limited);
		expect([refused.status, refused.data.errorCode]).toEqual([403, 0]);
		expect((await caller.get('/api/Folders/GetAllForCurrentUser', {}, limited)).status).toBe(403);
		expect((await caller.get('/odata/Jobs', { $top: '1' }, limited)).status).toBe(200);
	});

	test('read scope is not write scope; a scope is not a permission', async () => {
		const body = { jobIds: [SEED.jobs.running], strategy: 'Kill' };
		const stop = (token: string) =>
			caller.post(`/odata/Jobs/${ODATA}.StopJobs`, body, {
				...bearer(token),
				...inFolder(folders.finance),
			});
		const { control } = caller.sandbox;
		expect((await stop(control.addToken({ scopes: ['OR.Jobs.Read'] }))).status).toBe(403);
		const viewer = { scopes: ['OR.Jobs'], permissions: ['Jobs.View'] };
		expect((await stop(control.addToken(viewer))).status).toBe(403);
		expect((await stop(control.addToken({ scopes: ['OR.Jobs.Write'] }))).status).toBe(200);
	});

	test('38: client credentials by form', async () => {
		const answer = await requestToken(grant('OR.Folders.Read OR.Jobs'));
		const token: unknown = await answer.json();
		expect(token).toMatchObject({
			expires_in: 3600,
			token_type: 'Bearer',
			scope: 'OR.Folders.Read OR.Jobs',
		});
		expect(token).not.toHaveProperty('refresh_token');
		const { access_token } = token as { access_token: string };
		const fresh = bearer(access_token);
		expect((await caller.get('/odata/Jobs', { $top: '1' }, fresh)).status).toBe(200);
		caller.sandbox.control.advanceClock(3_600_000);
		expect((await caller.get('/odata/Jobs', { $top: '1' }, fresh)).status).toBe(401);
	});

	test('38: what the token endpoint refuses', async () => {
		const cases: Array<[Record<string, string>, string]> = [
			[{ ...grant('OR.Jobs'), client_secret: 'wrong' }, 'invalid_client'],
			[grant('OR.Jbos'), 'invalid_scope'],
			[grant(''), 'invalid_scope'],
			[{ ...grant('OR.Jobs'), client_id: SEED.oauth.userScopesClientId }, 'invalid_scope'],
			[{ ...grant('OR.Jobs'), grant_type: 'password' }, 'unsupported_grant_type'],
		];
		for (const [fields, error] of cases) {
			const answer = await requestToken(fields);
			expect([answer.status, await answer.json()]).toEqual([400, { error }]);
		}
		const json = await fetch(caller.sandbox.tokenUrl, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(grant('OR.Jobs')),
		});
		expect([json.status, await json.json()]).toEqual([400, { error: 'invalid_request' }]);
	});

	test('38: expires_in as text, where the switch says so', async () => {
		caller.sandbox.control.setLimits({ quoteExpiresIn: true, tokenLifetime: 120 });
		expect(await (await requestToken(grant('OR.Jobs'))).json()).toMatchObject({
			expires_in: '120',
		});
		caller.sandbox.control.setLimits({ quoteExpiresIn: false, tokenLifetime: 3600 });
	});

	test('39: apps have no folders of their own, and navigation refuses everybody', async () => {
		const path = '/api/Folders/GetAllForCurrentUser?take=3&skip=1';
		const mine = await caller.get(path);
		expect(mine.data).toMatchObject({ Count: 10 });
		expect(mine.data.PageItems).toHaveLength(3);
		const app = (await (await requestToken(grant('OR.Folders'))).json()) as {
			access_token: string;
		};
		expect((await caller.get(path, {}, bearer(app.access_token))).data).toEqual({
			PageItems: [],
			Count: 0,
		});
		const tooMany = await caller.get('/api/Folders/GetAllForCurrentUser?take=1001');
		expect([tooMany.status, tooMany.data.errorCode]).toEqual([400, 1009]);
		const navigation = await caller.get('/api/FoldersNavigation/GetFoldersForCurrentUser?take=20');
		expect(navigation.status).toBe(403);
	});
});

describe('folders', () => {
	test('11: 1101 without a folder, 1100 for an unknown one', async () => {
		const none = await caller.get(`/odata/Jobs(${SEED.jobs.successful})`);
		expect([none.status, none.data.errorCode]).toEqual([400, 1101]);
		const unknown = await caller.get('/odata/Jobs', {}, inFolder(1));
		expect([unknown.status, unknown.data.errorCode]).toEqual([400, 1100]);
		const foreign = await caller.get(
			`/odata/Jobs(${SEED.jobs.successful})`,
			{},
			inFolder(folders.transfers),
		);
		expect([foreign.status, foreign.data.errorCode]).toEqual([404, 1002]);
	});

	test('11: an invisible folder is an unknown one', async () => {
		const token = caller.sandbox.control.addToken({ folderIds: [folders.transfers] });
		const headers = { ...bearer(token), ...inFolder(folders.finance) };
		expect((await caller.get('/odata/Jobs', {}, headers)).data.errorCode).toBe(1100);
		const all = await caller.get(
			'/odata/Jobs',
			{ $select: 'Id,OrganizationUnitId' },
			bearer(token),
		);
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
});

describe('addresses', () => {
	test('36: an unknown path is the page of the app, with status 200', async () => {
		for (const url of [
			`${caller.sandbox.orchestratorUrl}/odata/Nope`,
			`${caller.sandbox.tenantUrl}/odata/Jobs`,
			`${caller.sandbox.origin}/`,
		]) {
			const reply = await caller.get(url);
			expect([reply.status, reply.headers['content-type']]).toEqual([
				200,
				'text/html; charset=utf-8',
			]);
			expect(textOf(reply)).toContain('<html>');
		}
	});

	test('doubled slashes and a doubled orchestrator_ are 404 pages', async () => {
		const { tenantUrl, orchestratorUrl } = caller.sandbox;
		for (const url of [
			`${orchestratorUrl}//odata/Jobs`,
			`${tenantUrl}/orchestrator_/orchestrator_/odata/Jobs`,
			`${tenantUrl}//orchestrator_/odata/Jobs`,
		]) {
			const reply = await caller.get(url);
			expect([url, reply.status]).toEqual([url, 404]);
			expect(reply.headers['content-type']).toContain('text/html');
		}
	});

	test('a wrong method is 405; brackets may be encoded', async () => {
		expect((await caller.post('/odata/Jobs', {})).status).toBe(405);
		const encoded = await caller.get(
			`/odata/Jobs%28${SEED.jobs.successful}%29`,
			{},
			inFolder(folders.finance),
		);
		expect(encoded.data.Id).toBe(SEED.jobs.successful);
	});

	test('suite has the paths of cloud, standalone has none and its own identity path', async () => {
		const suite = await openSandbox({ edition: 'suite' });
		expect(suite.orchestratorUrl).toBe(`${suite.origin}/acme/prod/orchestrator_`);
		const standalone = await startCaller({ edition: 'standalone' });
		const { origin, orchestratorUrl, tokenUrl } = standalone.sandbox;
		expect([orchestratorUrl, tokenUrl]).toEqual([origin, `${origin}/identity/connect/token`]);
		const jobs = await standalone.get('/odata/Jobs', { $top: '1' }, inFolder(folders.finance));
		expect(jobs.status).toBe(200);
		expect((await requestToken(grant('OR.Jobs'), standalone.sandbox)).status).toBe(200);
		expect((await standalone.get('/odata/Nope')).status).toBe(404);
	});
});
