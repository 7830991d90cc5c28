import { SEED } from '../src/index.mts';
import {
	createGrant,
	inFolder,
	openSandbox,
	requestToken,
	startCaller,
	textOf,
	type Caller,
} from './helpers.mts';

const { folders } = SEED;
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller();
});
beforeEach(() => caller.sandbox.control.reset());

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
	expect(
		(await requestToken(standalone.sandbox, createGrant(standalone.sandbox, 'OR.Jobs'))).status,
	).toBe(200);
	expect((await standalone.get('/odata/Nope')).status).toBe(404);
});
