import axios from 'axios';
import { SEED } from '../src/index.mts';
import { firstOf, inFolder, ODATA, openSandbox, startCaller, type Caller } from './helpers.mts';

const finance = inFolder(SEED.folders.finance);
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller();
});
beforeEach(() => caller.sandbox.control.reset());

const path = `/odata/Jobs(${SEED.jobs.successful})`;
const read = () => caller.get(path, {}, finance);
const start = () => {
	const startInfo = { ReleaseKey: SEED.releases.invoiceProcessing.key, JobsCount: 1 };
	return caller.post(`/odata/Jobs/${ODATA}.StartJobs`, { startInfo }, finance);
};

describe('faults', () => {
	test('a status, body and headers for so many requests, then as ever', async () => {
		caller.sandbox.control.injectFault({
			route: '^GET .*/odata/Jobs\\(',
			times: 2,
			status: 503,
			body: { message: 'Maintenance' },
			headers: { 'retry-after': '1' },
		});
		for (let index = 0; index < 2; index += 1) {
			const { status, data, headers } = await read();
			expect([status, data.message, headers['retry-after']]).toEqual([503, 'Maintenance', '1']);
		}
		expect((await read()).status).toBe(200);
	});

	test('reset-before processes nothing, reset-after processes, both cut the connection', async () => {
		const count = () => caller.sandbox.control.jobs().length;
		const before = count();
		caller.sandbox.control.injectFault({ route: 'StartJobs', action: 'reset-before' });
		await expect(start()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(count()).toBe(before);
		caller.sandbox.control.injectFault({ route: /StartJobs/, action: 'reset-after' });
		await expect(start()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(count()).toBe(before + 1);
	});

	test('fail-after processes the request and answers with a failure', async () => {
		const before = caller.sandbox.control.jobs().length;
		const fault = { route: 'StartJobs', action: 'fail-after', status: 503 } as const;
		caller.sandbox.control.injectFault(fault);
		expect((await start()).status).toBe(503);
		expect(caller.sandbox.control.jobs()).toHaveLength(before + 1);
	});

	test('an answer that breaks off, is cut short, or stalls', async () => {
		caller.sandbox.control.injectFault({ route: 'GET', action: 'reset-during-body' });
		await expect(read()).rejects.toThrow();
		caller.sandbox.control.injectFault({ route: 'GET', action: 'truncate' });
		const cut = await read();
		expect(cut.status).toBe(200);
		// Broken JSON stays text.
		expect(cut.data).toEqual(expect.stringMatching(/^\{"@odata\.context".*[^}]$/s));
		const url = caller.sandbox.orchestratorUrl + path;
		const headers = { authorization: `Bearer ${caller.sandbox.token}`, ...finance };
		for (const [action, code] of [
			['stall-body', 'ERR_BAD_RESPONSE'],
			['hang', 'ECONNABORTED'],
		] as const) {
			caller.sandbox.control.injectFault({ route: 'GET', action });
			await expect(axios.get(url, { headers, timeout: 200 })).rejects.toMatchObject({ code });
		}
	});

	test('the third of several requests only', async () => {
		caller.sandbox.control.injectFault({ route: 'GET', after: 2, times: 1, status: 500 });
		const statuses: number[] = [];
		for (let index = 0; index < 4; index += 1) statuses.push((await read()).status);
		expect(statuses).toEqual([200, 200, 500, 200]);
	});

	test('a damaged answer has its length and one wrong byte', async () => {
		const whole = JSON.stringify((await read()).data);
		caller.sandbox.control.injectFault({ route: 'GET', action: 'damage' });
		const damaged = await read();
		expect(damaged.status).toBe(200);
		expect(damaged.headers['content-length']).toBe(String(Buffer.byteLength(whole)));
		expect(JSON.stringify(damaged.data)).not.toBe(whole);
		expect(JSON.stringify((await read()).data)).toBe(whole);
	});

	test('a token that is revoked before the request is looked at', async () => {
		caller.sandbox.control.injectFault({ route: 'StartJobs', action: 'revoke-token' });
		const before = caller.sandbox.control.jobs().length;
		expect((await start()).status).toBe(401);
		expect((await start()).status).toBe(401);
		expect(caller.sandbox.control.jobs()).toHaveLength(before);
		caller.sandbox.control.reset();
		expect((await start()).status).toBe(201);
	});

	test('a page, a redirect and a delay', async () => {
		caller.sandbox.control.injectFault({ route: 'GET', action: 'html' });
		expect((await read()).headers['content-type']).toContain('text/html');
		caller.sandbox.control.injectFault({ route: 'GET', redirectTo: 'https://elsewhere.test/' });
		const redirect = await read();
		expect([redirect.status, redirect.headers.location]).toEqual([302, 'https://elsewhere.test/']);
		caller.sandbox.control.injectFault({ route: 'GET', delayMs: 150 });
		const begun = Date.now();
		expect((await read()).status).toBe(200);
		expect(Date.now() - begun).toBeGreaterThanOrEqual(149);
	});
});

test('requests are recorded with route, query, headers, body and status', async () => {
	await caller.get('/odata/Jobs', { $top: '1', $filter: "Name eq 'a b'" }, finance);
	await start();
	const [list, post] = caller.sandbox.requests;
	expect(list).toMatchObject({
		target: 'api',
		method: 'GET',
		path: '/acme/prod/orchestrator_/odata/Jobs',
		route: '/odata/Jobs',
		query: { $top: '1', $filter: "Name eq 'a b'" },
		status: 400,
	});
	expect(list?.rawQuery).toContain('%20');
	expect(list?.headers['x-uipath-organizationunitid']).toBe(String(SEED.folders.finance));
	expect(post).toMatchObject({ route: `/odata/Jobs/${ODATA}.StartJobs`, status: 201 });
	expect(JSON.parse(post?.body ?? '')).toHaveProperty('startInfo');
	await caller.get(path, {}, finance);
	expect(caller.sandbox.requests.at(-1)?.route).toBe('/odata/Jobs({key})');
});

test('over HTTP: jobs, clock, faults, limits, state, requests, reset', async () => {
	const { controlUrl, control } = caller.sandbox;
	const post = (route: string, body: object) => axios.post(controlUrl + route, body);
	const ReleaseKey = SEED.releases.invoiceProcessing.key;
	await post('/jobs', { jobs: [{ Id: 77, ReleaseKey, Reference: 'via http' }, { ReleaseKey }] });
	expect(control.getJob(77)).toMatchObject({ State: 'Pending', Reference: 'via http' });
	await post('/clock', { advance: 5_000 });
	expect(control.getJob(77)?.State).toBe('Successful');
	expect((await post('/clock', { set: '2030-01-01T00:00:00Z' })).data).toEqual({
		now: '2030-01-01T00:00:00Z',
	});
	await post('/faults', { route: 'GET', status: 500 });
	expect((await read()).status).toBe(500);
	await post('/limits', { listCallsPerMinute: 1 });
	await caller.get('/odata/Jobs');
	expect((await caller.get('/odata/Jobs')).status).toBe(429);
	await post('/limits', { listCallsPerMinute: 100 });
	expect((await axios.get(`${controlUrl}/requests`)).data).toHaveLength(3);
	expect((await axios.get(`${controlUrl}/state`)).data).toMatchObject({ folders: 10, requests: 3 });
	await post('/reset', {});
	expect(control.getJob(77)).toBeUndefined();
	expect(caller.sandbox.requests).toHaveLength(0);
	await expect(post('/nope', {})).rejects.toMatchObject({ response: { status: 404 } });
	await expect(post('/jobs', { jobs: [{ ReleaseKey: 'x' }] })).rejects.toMatchObject({
		response: { status: 400 },
	});
});

test('in process: folders, releases, scripts and jobs of their own', async () => {
	const { control } = caller.sandbox;
	control.reset('none');
	expect(control.jobs()).toHaveLength(0);
	control.addFolders([{ Id: 9, DisplayName: 'Mine' }]);
	const Key = 'aaaaaaaa-0000-4000-8000-000000000001';
	control.addReleases([{ Id: 1, Key, Name: 'P', OrganizationUnitId: 9 }]);
	control.addJobs([{ Id: 5, ReleaseKey: Key, State: 'Faulted', Info: 'why' }]);
	const found = await caller.get('/odata/Jobs', { $filter: "State eq 'Faulted'" }, inFolder(9));
	expect(firstOf(found)).toMatchObject({ Id: 5, ReleaseName: 'P', OrganizationUnitId: 9 });
	control.reset('demo');
	control.addScript(SEED.releases.invoiceProcessing.key, { kind: 'fault', info: 'mine' });
	const { Id } = firstOf(await start());
	control.advanceClock(5_000);
	expect(control.getJob(Id)).toMatchObject({ State: 'Faulted', Info: 'mine' });
});

test('a real clock moves jobs by itself', async () => {
	const sandbox = await openSandbox({ pendingMs: 20, runMs: 50 });
	const [job] = sandbox.control.addJobs([{ ReleaseKey: SEED.releases.invoiceProcessing.key }]);
	expect(job?.State).toBe('Pending');
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(sandbox.control.getJob(job?.Id ?? 0)?.State).toBe('Successful');
});
