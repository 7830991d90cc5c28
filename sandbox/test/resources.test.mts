import { SEED } from '../src/index.mts';
import { firstOf, idsOf, inFolder, ODATA, startCaller, type Caller } from './helpers.mts';

const { folders, releases, robots, jobs } = SEED;
const finance = inFolder(folders.finance);
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller();
});
beforeEach(() => caller.sandbox.control.reset());

test('processes of one folder and of all; argument descriptors are JSON text', async () => {
	const { id, key } = releases.invoiceProcessing;
	const inFinance = await caller.get('/odata/Releases', {}, finance);
	expect(idsOf(inFinance)).toHaveLength(11);
	expect(idsOf(await caller.get('/odata/Releases')).length).toBeGreaterThan(12);
	const $filter = `Key eq '${key}'`;
	const found = firstOf(await caller.get('/odata/Releases', { $filter }, finance));
	expect(found.Id).toBe(id);
	const { Input } = found.Arguments as { Input: string };
	const descriptors = JSON.parse(Input) as Array<{ name: string; type: string }>;
	expect(descriptors[0]).toMatchObject({ name: 'orderId', required: true });
	expect(descriptors[0]?.type).toMatch(/^System\.String, .*PublicKeyToken=/);
	expect((await caller.get(`/odata/Releases(${id})`, {}, finance)).data.Name).toBe(
		'InvoiceProcessing',
	);
	expect((await caller.get(`/odata/Releases(${id})`)).data.errorCode).toBe(1101);
	expect((await caller.get('/odata/Releases', { $expand: 'Environment' }, finance)).status).toBe(
		400,
	);
	const search = { $filter: "contains(tolower(Name),'invoice')" };
	expect(idsOf(await caller.get('/odata/Releases', search, finance))).toEqual([id]);
});

test('entry points lie in the feed of the package', async () => {
	const ask = (version: string, more = '') =>
		caller.get(
			`/odata/Processes/${ODATA}.GetPackageEntryPoints${version}(key='DraftReader:1.0.7')${more}`,
		);
	const { personal } = SEED.feeds;
	const draft = inFolder(folders.personalChild);
	expect(firstOf(await caller.get('/odata/Releases', {}, draft)).FeedId).toBe(personal);
	for (const version of ['', 'V2']) {
		expect((await ask(version)).status).toBe(404);
		expect((await ask(version, `?feedId=${releases.draft.key}`)).status).toBe(404);
		expect((await ask(version, `?feedId=${personal}`)).data.value).toHaveLength(1);
	}
	const inTenant = `/odata/Processes/${ODATA}.GetPackageEntryPoints(key='InvoiceProcessing:1.0.7')`;
	expect((await caller.get(inTenant)).status).toBe(200);
	expect((await caller.get(`${inTenant}?feedId=${personal}`)).status).toBe(404);
});

test('agents and API workflows declare a JSON Schema, and fail with a JobError only', async () => {
	const $filter = "ProcessType in ('Agent','Api')";
	const newer = await caller.get('/odata/Releases', { $filter }, finance);
	expect(idsOf(newer)).toEqual([
		releases.claimsAgent.id,
		releases.faultyAgent.id,
		releases.orderApi.id,
	]);
	const { Input } = firstOf(newer).Arguments as { Input: string };
	expect(JSON.parse(Input)).toMatchObject({ type: 'object', required: ['claimId', 'customer'] });
	const past = await caller.get(`/odata/Jobs(${jobs.agentFaulted})`, {}, finance);
	expect(past.data).toMatchObject({ Info: null, JobError: { category: 'User', status: 400 } });
	const old = await startCaller({ apiVersion: 18 });
	expect(idsOf(await old.get('/odata/Releases', {}, finance))).toHaveLength(8);
	expect((await old.get(`/odata/Jobs(${jobs.agentFaulted})`)).status).toBe(404);
	const file = await caller.get(`/odata/Jobs(${jobs.inputFile})`, {}, finance);
	expect(file.data).toMatchObject({ InputArguments: null, InputFile: expect.any(String) });
	const plain = await old.get(`/odata/Jobs(${jobs.inputFile})`, {}, finance);
	expect(plain.data.InputArguments).toMatch(/^\{"orderId":"A-18"/);
});

test('robots belong to folders', async () => {
	expect((await caller.get('/odata/Robots')).data.errorCode).toBe(1101);
	const classic = await caller.get('/odata/Robots', {}, inFolder(folders.classic));
	expect(idsOf(classic)).toEqual([robots.specific, robots.docBot, robots.roboDrulea, robots.third]);
	const one = await caller.get(`/odata/Robots(${robots.docBot})`, {}, inFolder(folders.classic));
	expect(one.data).toMatchObject({ Name: 'DocBot', LicenseKey: null, Password: null });
	expect((await caller.get(`/odata/Robots(${robots.docBot})`, {}, finance)).status).toBe(404);
	const listed = await caller.get(
		`/odata/Robots/${ODATA}.GetRobotsFromFolder(folderId=${folders.finance})`,
	);
	expect(idsOf(listed)).toEqual([robots.finance]);
	expect(firstOf(listed).UserKey).toMatch(/^a1d3c5e7-/);
	expect(classic.data.value[0]).not.toHaveProperty('UserKey');
	const everywhere = await caller.get(`/odata/Robots/${ODATA}.FindAllAcrossFolders`);
	expect(everywhere.data.value).toHaveLength(6);
});

test('machines, runtimes and sessions', async () => {
	const machines = await caller.get('/odata/Machines', { $orderby: 'Name' });
	expect(machines.data.value).toHaveLength(4);
	const path = `/odata/Machines/${ODATA}.GetRuntimesForFolder(folderId=${folders.noHost})`;
	expect((await caller.get(path)).data.value).toEqual([
		{ Type: 'Unattended', Total: 2, Connected: 0, Available: 0 },
	]);
	const assigned = await caller.get(
		`/odata/Machines/${ODATA}.GetAssignedMachines(folderId=${folders.finance})?robotId=1`,
	);
	expect(idsOf(assigned)).toEqual([SEED.machines.financeTemplate]);
	const sessions = await caller.get('/odata/Sessions', {}, finance);
	expect(firstOf(sessions)).toMatchObject({ HostMachineName: 'VM-FIN-01', State: 'Available' });
	expect((await caller.get(`/odata/Sessions/${ODATA}.GetGlobalSessions`)).data.value).toHaveLength(
		3,
	);
});

test('42: robot logs have Id 0, come newest first, and end at row 10,000', async () => {
	const { Key } = caller.sandbox.control.getJob(jobs.faultedWithStackTrace) ?? {};
	const logs = await caller.get(
		'/odata/RobotLogs',
		{ $filter: `JobKey eq ${Key} and Level ge '3'` },
		finance,
	);
	expect(logs.data.value).toHaveLength(1);
	expect(firstOf(logs)).toMatchObject({ Id: 0, Level: 'Error', ProcessName: 'ReportBuilder' });
	const all = await caller.get('/odata/RobotLogs', {}, finance);
	expect(all.data['@odata.count']).toBeUndefined();
	const times = all.data.value.map((row) => Date.parse(String(row.TimeStamp)));
	expect(times).toEqual([...times].sort((a, b) => b - a));
	const beyond = await caller.get('/odata/RobotLogs', { $skip: '9990', $top: '11' }, finance);
	expect([beyond.status, beyond.data.errorCode]).toEqual([400, 1000]);
	const total = await caller.get(`/odata/RobotLogs/${ODATA}.GetTotalCount()`, {}, finance);
	expect(await caller.get(`/odata/RobotLogs/${ODATA}.GetTotalCount`, {}, finance)).toMatchObject({
		data: total.data,
	});
	expect(total.data.value).toBe(all.data.value.length);
});

test('35: the 101st list call of a minute is refused; single reads do not count', async () => {
	for (let index = 0; index < 100; index += 1) {
		expect((await caller.get('/odata/Jobs', { $top: '1' })).status).toBe(200);
	}
	const refused = await caller.get('/odata/Jobs', { $top: '1' });
	expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60']);
	expect((await caller.get(`/odata/Jobs(${jobs.successful})`, {}, finance)).status).toBe(200);
	caller.sandbox.control.setLimits({ retryAfter: 'date' });
	const dated = await caller.get('/odata/Jobs', { $top: '1' });
	expect(Date.parse(dated.headers['retry-after'] ?? '')).toBeGreaterThan(
		Date.parse(dated.headers.date ?? ''),
	);
	caller.sandbox.control.setLimits({ retryAfter: 'none' });
	expect((await caller.get('/odata/Jobs')).headers['retry-after']).toBeUndefined();
	caller.sandbox.control.setLimits({ retryAfter: 'seconds' });
	caller.sandbox.control.advanceClock(60_000);
	expect((await caller.get('/odata/Jobs', { $top: '1' })).status).toBe(200);
});
