import { SEED } from '../src/index.mts';
import {
	bearer,
	createGrant,
	inFolder,
	ODATA,
	requestToken,
	startCaller,
	type Caller,
} from './helpers.mts';

const { folders } = SEED;
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller();
});
beforeEach(() => caller.sandbox.control.reset());

const grant = (scope: string) => createGrant(caller.sandbox, scope);

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
	const answer = await requestToken(caller.sandbox, grant('OR.Folders.Read OR.Jobs'));
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
		const answer = await requestToken(caller.sandbox, fields);
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
	expect(await (await requestToken(caller.sandbox, grant('OR.Jobs'))).json()).toMatchObject({
		expires_in: '120',
	});
	caller.sandbox.control.setLimits({ quoteExpiresIn: false, tokenLifetime: 3600 });
});

test('39: apps have no folders of their own, and navigation refuses everybody', async () => {
	const path = '/api/Folders/GetAllForCurrentUser?take=3&skip=1';
	const mine = await caller.get(path);
	expect(mine.data).toMatchObject({ Count: 10 });
	expect(mine.data.PageItems).toHaveLength(3);
	const app = (await (await requestToken(caller.sandbox, grant('OR.Folders'))).json()) as {
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
