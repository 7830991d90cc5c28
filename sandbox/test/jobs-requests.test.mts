import { LOGON_FAILURE, SEED } from '../src/index.mts';
import { firstOf, idsOf, inFolder, ODATA, startCaller, type Caller } from './helpers.mts';

/** Every request of UiPath's "Jobs requests" page, sent as it stands there (plus a folder for POST). */
const classic = inFolder(SEED.folders.classic);
const { robots, releases } = SEED;
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller();
});
beforeEach(() => caller.sandbox.control.reset());

const list = (query: Record<string, string>) => caller.get('/odata/Jobs', query);
const start = (startInfo: object) =>
	caller.post(`/odata/Jobs/${ODATA}.StartJobs`, { startInfo }, classic);

test('top 3 by robot id', async () => {
	const reply = await list({ $top: '3', $filter: 'Robot/Id eq 749' });
	expect(reply.data.value).toHaveLength(3);
	for (const id of idsOf(reply)) {
		expect(caller.sandbox.control.getJob(id)?.robotId).toBe(robots.docBot);
	}
});

test('top 10 by robot name', async () => {
	const byName = await list({ $top: '10', $filter: "Robot/Name eq 'DocBot'" });
	const byId = await list({ $top: '10', $filter: 'Robot/Id eq 749' });
	expect(idsOf(byName)).toEqual(idsOf(byId));
	expect(byName.data.value).toHaveLength(10);
});

test('by robot id and state', async () => {
	const filter = "Robot/Id eq 749 and State eq 'Successful'";
	const reply = await list({ $top: '10', $filter: filter });
	expect(reply.data.value).toHaveLength(10);
	expect(new Set(reply.data.value.map(({ State }) => State))).toEqual(new Set(['Successful']));
});

test('by robot id and end date', async () => {
	const filter = 'Robot/Id eq 759 and EndTime lt 2018-02-22T10:00:00.837Z';
	const reply = await list({ $top: '10', $filter: filter });
	expect(reply.data.value).toHaveLength(10);
	for (const row of reply.data.value) {
		expect(Date.parse(row.EndTime)).toBeLessThan(Date.UTC(2018, 1, 22, 10));
	}
	const after = await list({ $filter: filter.replace(' lt ', ' ge ') });
	expect(idsOf(after).filter((id) => idsOf(reply).includes(id))).toEqual([]);
});

test('start with strategy All', async () => {
	const reply = await start({
		ReleaseKey: '795cbab2-8008-4a54-b1cb-f9ff1ece139e',
		Strategy: 'All',
		RobotIds: [],
		NoOfRobots: 0,
	});
	expect(reply.data.value).toHaveLength(3);
	const bound = idsOf(reply).map((id) => caller.sandbox.control.getJob(id)?.robotId);
	expect(new Set(bound)).toEqual(new Set([robots.specific, robots.docBot, robots.third]));
});

test('start with custom arguments on one robot', async () => {
	const reply = await start({
		ReleaseKey: '429cf1cc-283c-424f-a935-43f72c2ca719',
		RobotIds: [121],
		JobsCount: 0,
		Strategy: 'Specific',
		InputArguments: '{"age":33,"trueOrFalse":false,"stringNew":"testing"}',
	});
	expect(firstOf(reply)).toMatchObject({
		State: 'Pending',
		ReleaseName: 'input_output_test_DocEnv',
		InputArguments: '{"age":33,"trueOrFalse":false,"stringNew":"testing"}',
	});
});

// API version 20 has no environments any more.
test('by environment, with the process expanded, up to version 19', async () => {
	const old = await startCaller({ apiVersion: 19 });
	const filter = 'Release/EnvironmentId eq 312';
	const query = { $top: '2', $expand: 'Release', $filter: filter };
	expect((await list(query)).status).toBe(400);
	const reply = await old.get('/odata/Jobs', query, classic);
	expect(reply.data.value).toHaveLength(2);
	expect(firstOf(reply).Release).toMatchObject({
		Id: releases.classicLogon.id,
		Key: releases.classicLogon.key,
		EnvironmentId: 312,
	});
});

test('faulted jobs by error text since a date, robot and process expanded', async () => {
	const reply = await list({
		$filter:
			"(CreationTime gt 2017-01-01T00:00:00.000Z and State eq '4' and indexof(Info,'Logon failure: unknown user name or bad password') ne -1)",
		$expand: 'Robot,Release',
		$top: '2',
		$orderby: 'CreationTime',
	});
	expect(reply.data.value).toHaveLength(2);
	expect(firstOf(reply)).toMatchObject({
		State: 'Faulted',
		Info: LOGON_FAILURE,
		Robot: { Id: robots.roboDrulea, Name: 'RoboDrulea', LicenseKey: null },
		Release: { Name: 'Release_Project_doc_env' },
	});
});

test('stop two jobs', async () => {
	const body = { jobIds: [22450719, 22450728], strategy: '1' };
	const reply = await caller.post(`/odata/Jobs/${ODATA}.StopJobs`, body, classic);
	expect(reply.status).toBe(200);
	caller.sandbox.control.advanceClock(1_000);
	for (const id of body.jobIds) expect(caller.sandbox.control.getJob(id)?.State).toBe('Stopped');
});

test('the four calls of an export', async () => {
	const query = '$top=1000&$expand=Robot,Machine,Release&$orderby=CreationTime%20desc';
	const requested = await caller.post(`/odata/Jobs/${ODATA}.Export?${query}`, undefined, classic);
	expect(requested.data).toMatchObject({
		Type: 'Jobs',
		Status: 'New',
		ExecutedAt: null,
		Size: null,
	});
	const one = `/odata/Exports(${requested.data.Id})`;
	caller.sandbox.control.advanceClock(4_000);
	expect((await caller.get(one)).data.Status).toBe('Completed');
	const link = (await caller.get(`${one}/${ODATA}.GetDownloadLink`)).data;
	const file = await fetch(String(link.Uri));
	expect(file.status).toBe(200);
	expect((await file.text()).split('\r\n')[0]).toContain('Process');
});
