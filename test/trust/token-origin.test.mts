/** The token, and the client secret, go to the tenant's origin only. */
import { getEngine } from '../engine/globals.mts';
import { FINANCE, jobNode, locate, openSandbox } from '../engine/sandbox.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { answerAsTenant, type Listener, startListener } from './listeners.mts';
import { CLIENT_SECRET, findSecrets, mark, SIGNATURE, TOKEN } from './marked.mts';

let tenant: Listener;
/** Another host on another port. */
let other: Listener;

beforeAll(async () => {
	tenant = await startListener('127.0.0.1', answerAsTenant);
	other = await startListener('127.0.0.2', answerAsTenant);
});
beforeEach(() => {
	tenant.seen.length = 0;
	other.seen.length = 0;
});
afterAll(() => {
	tenant.close();
	other.close();
});

const tokenFor = (tenantUrl: string) => ({
	uiPathOrchestratorApi: { tenantUrl, bearerToken: TOKEN },
});
const secretFor = (tenantUrl: string, more: object = {}) => ({
	uiPathOrchestratorOAuth2Api: { tenantUrl, clientId: 'app', clientSecret: CLIENT_SECRET, ...more },
});
const listJobs = {
	resource: 'job',
	operation: 'getAll',
	folder: locate('id', FINANCE),
	limit: 1,
};

/** Everything that sends a login: a run with either credential, and the test button of either. */
async function useEverywhere(tenantUrl: string) {
	const { harness } = getEngine();
	const oAuth2 = { ...listJobs, authentication: 'oAuth2' };
	return {
		token: await harness.run({ credentials: tokenFor(tenantUrl), parameters: listJobs }),
		secret: await harness.run({ credentials: secretFor(tenantUrl), parameters: oAuth2 }),
		tokenTest: await harness.testCredential('uiPathOrchestratorApi', tokenFor(tenantUrl)),
		secretTest: await harness.testCredential('uiPathOrchestratorOAuth2Api', secretFor(tenantUrl)),
	};
}

describe('tenant URLs', () => {
	it('as they should be: both logins reach the tenant', async () => {
		const used = await useEverywhere(`${tenant.origin}/acme/prod`);
		expect([used.token.status, used.secret.status]).toEqual(['success', 'success']);
		expect([used.tokenTest.status, used.secretTest.status]).toEqual(['OK', 'OK']);
		expect(findSecrets(JSON.stringify(tenant.seen))).toEqual(
			expect.arrayContaining(['token (plain)', 'client secret (plain)']),
		);
	});

	// {tenant} and {other} stand for the listeners' 127.0.0.x:port.
	it.each([
		['a user name that looks like the host', 'http://{tenant}@{other}/acme/prod'],
		['a user name and a password', 'http://user:password@{other}/acme/prod'],
		['an encoded @', 'http://{tenant}%40{other}/acme/prod'],
		['a backslash before an @', 'http://{other}\\@{tenant}/acme/prod'],
		['a backslash behind the host', 'http://{other}\\.{tenant}/acme/prod'],
		['backslashes for slashes', 'http:\\\\{other}\\acme\\prod'],
		['one slash', 'http:/{other}/acme/prod'],
		['no slash', 'http:{other}/acme/prod'],
		['three slashes', 'http:///{other}/acme/prod'],
		['no scheme but slashes', '//{other}/acme/prod'],
		['a tab in the host', 'http://{tenant}\t@{other}/acme/prod'],
		['a line break in the host', 'http://127.0.0.1\n.{other}/acme/prod'],
		['a line break in the scheme', 'ht\ntp://{other}/acme/prod'],
		['a NUL', 'http://{other}\u0000.{tenant}/acme/prod'],
		['a zero-width space', 'http://127.0\u200b.0.2:{port}/acme/prod'],
		['a full-width @', 'http://{tenant}＠{other}/acme/prod'],
		['a full-width slash', 'http://{other}／.{tenant}/acme/prod'],
		['another protocol', 'ftp://{other}/acme/prod'],
		['a script', 'javascript://{other}/acme/prod'],
		['a file', 'file:///etc/passwd'],
		['data', 'data:text/html,{other}/acme/prod'],
		['a port that is none', 'http://127.0.0.2:99999/acme/prod'],
		['an empty host', 'http://:80/acme/prod'],
		['nothing', ''],
	])('with %s are refused, and no login leaves', async (_name, pattern) => {
		const url = pattern
			.replaceAll('{tenant}', tenant.origin.slice('http://'.length))
			.replaceAll('{other}', other.origin.slice('http://'.length))
			.replaceAll('{port}', new URL(other.origin).port);
		const used = await useEverywhere(url);
		expect(tenant.seen).toEqual([]);
		expect(other.seen).toEqual([]);
		expect([used.token.status, used.secret.status]).toEqual(['error', 'error']);
		expect([used.tokenTest.status, used.secretTest.status]).toEqual(['Error', 'Error']);
	});

	it.each([
		['a fragment with another host', '{tenant}/acme/prod#@{other}'],
		['a fragment right behind the host', '{tenant}#@{other}/acme/prod'],
		['a query with another host', '{tenant}/acme/prod?next={other}'],
		['another address as a page', '{tenant}/acme/prod/{other}/x'],
		['a step up', '{tenant}/acme/prod/../../../{other}'],
	])('with %s: the logins go to the host in front', async (_name, pattern) => {
		const url = pattern.replaceAll('{tenant}', tenant.origin).replaceAll('{other}', other.origin);
		await useEverywhere(url);
		expect(tenant.seen.length).toBeGreaterThanOrEqual(4);
		expect(other.seen).toEqual([]);
	});

	it('a token URL of its own gets the client secret, and the tenant the token only', async () => {
		const tokenUrl = `${other.origin}/connect/token`;
		const { status } = await getEngine().harness.run({
			credentials: secretFor(`${tenant.origin}/acme/prod`, { tokenUrl }),
			parameters: { ...listJobs, authentication: 'oAuth2' },
		});
		expect(status).toBe('success');
		expect(findSecrets(JSON.stringify(tenant.seen))).toEqual([]);
		expect(tenant.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer issued']);
		expect(other.seen.map(({ url }) => url)).toEqual(['/connect/token']);
	});
});

describe('redirects', () => {
	const STATUSES = [301, 302, 303, 307, 308];
	let redirecting: Listener;
	let location = '';
	let status = 302;

	beforeAll(async () => {
		redirecting = await startListener('127.0.0.1', (request, response) => {
			if (request.url?.includes('/connect/token')) answerAsTenant(request, response);
			else response.writeHead(status, { location }).end();
		});
	});
	afterAll(() => redirecting.close());

	it.each(STATUSES)('%i are not followed with a login, wherever they lead', async (code) => {
		status = code;
		for (const target of [`${other.origin}/x`, '//127.0.0.2/x', '/elsewhere']) {
			location = target;
			redirecting.seen.length = 0;
			const used = await useEverywhere(`${redirecting.origin}/acme/prod`);
			expect([used.token.status, used.secret.status]).toEqual(['error', 'error']);
			expect([used.tokenTest.status, used.secretTest.status]).toEqual(['Error', 'Error']);
			expect(redirecting.seen.filter(({ url }) => url.includes('elsewhere'))).toEqual([]);
		}
		expect(other.seen).toEqual([]);
	});

	it('of a start are not followed either: nothing is started elsewhere', async () => {
		[status, location] = [307, `${other.origin}/x`];
		const { error } = await getEngine().harness.run({
			credentials: tokenFor(`${redirecting.origin}/acme/prod`),
			parameters: { ...listJobs, operation: 'start', process: locate('name', 'Any') },
		});
		expect(error?.message).toMatch(/redirects elsewhere/);
		expect(other.seen).toEqual([]);
	});
});

describe('files in storage', () => {
	let sandbox: Sandbox;
	let storage: Listener;
	let answer: Parameters<typeof startListener>[1];

	beforeAll(async () => {
		sandbox = await openSandbox();
		sandbox.control.addToken({ value: TOKEN });
		storage = await startListener('127.0.0.2', (request, response) => answer(request, response));
	});
	beforeEach(() => {
		storage.seen.length = 0;
		answer = (_request, response) => response.end('Id\r\n1\r\n');
	});
	afterAll(() => storage.close());

	const exportJobs = async (Uri: string, more: object = {}) => {
		sandbox.control.clearFaults();
		sandbox.control.injectFault({
			route: 'GET .*GetDownloadLink',
			body: { Uri, Verb: 'GET', Headers: { Keys: [], Values: [] } },
			times: 99,
		});
		const credentials = {
			uiPathOrchestratorApi: { tenantUrl: sandbox.tenantUrl, bearerToken: TOKEN },
		};
		return await getEngine().harness.run(jobNode(sandbox, 'export', {}, { credentials, ...more }));
	};

	it('are fetched without the token', async () => {
		await exportJobs(`${storage.origin}/file?sig=${SIGNATURE}`);
		expect(storage.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
		expect(findSecrets(JSON.stringify(storage.seen[0]?.headers))).toEqual([]);
	});

	it('are fetched without the token from the tenant itself, too', async () => {
		const requests = sandbox.requests.length;
		await exportJobs(`${sandbox.origin}/file?sig=${SIGNATURE}`);
		const [file] = sandbox.requests.slice(requests).filter(({ path }) => path === '/file');
		expect(file?.headers.authorization).toBeUndefined();
	});

	it('may lie behind a redirect to a third host, which sees no login', async () => {
		answer = (_request, response) =>
			response.writeHead(302, { location: `${other.origin}/f` }).end();
		await exportJobs(`${storage.origin}/file?sig=${SIGNATURE}`);
		expect(other.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
		expect(findSecrets(JSON.stringify(other.seen))).toEqual([]);
	});

	it.each(['file:///etc/passwd', 'ftp://127.0.0.2/x', 'javascript:0', '/relative', ''])(
		'are refused when the link is %j',
		async (uri) => {
			const { status } = await exportJobs(uri);
			expect(status).toBe('error');
			expect(storage.seen).toEqual([]);
		},
	);

	it.each<[string, (uri: string) => typeof answer]>([
		['403', () => (_request, response) => response.writeHead(403).end('no')],
		['404', () => (_request, response) => response.writeHead(404).end('no')],
		[
			'500 that shows the address',
			(uri) => (_request, response) => response.writeHead(500).end(uri),
		],
		['a cut connection', () => (request) => request.socket.destroy()],
	])('that fail with %s leave no signature in the error', async (_name, toAnswer) => {
		const uri = `${storage.origin}/file?sig=${SIGNATURE}`;
		answer = toAnswer(uri);
		for (const onError of [undefined, 'continueErrorOutput'] as const) {
			const { stored } = await exportJobs(uri, onError && { onError });
			expect(storage.seen.length).toBeGreaterThan(0);
			expect(findSecrets(stored)).toEqual([]);
		}
	});

	it('from a host that nobody knows or that refuses leave none either', async () => {
		for (const host of ['http://127.0.0.1:9', `http://${mark('host')}.invalid`]) {
			const { status, stored } = await exportJobs(`${host}/file?sig=${SIGNATURE}`);
			expect(status).toBe('error');
			expect(findSecrets(stored)).toEqual([]);
		}
	});
});
