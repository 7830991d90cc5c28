import { SEED } from '../src/index.mts';
import { firstOf, idsOf, inFolder, startCaller, type Caller } from './helpers.mts';

const finance = inFolder(SEED.folders.finance);
const { jobs } = SEED;
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller({ listCallsPerMinute: 10_000 });
});

const filter = (text: string, more: Record<string, string> = {}) =>
	caller.get('/odata/Jobs', { $filter: text, $select: 'Id', ...more }, finance);

async function expectRefused(text: string): Promise<void> {
	const { status, data } = await filter(text);
	expect({ text, status, code: data.errorCode }).toEqual({ text, status: 400, code: 1000 });
	expect(data.message).toContain('Invalid OData query options');
}

test('14: enums by name or quoted number; a bare number is refused', async () => {
	const byName = await filter("State eq 'Faulted'");
	expect(idsOf(byName)).toContain(jobs.faultedWithStackTrace);
	expect(idsOf(await filter("State eq '4'"))).toEqual(idsOf(byName));
	expect(idsOf(await filter("State in ('Faulted','7')"))).toContain(jobs.suspended);
	await expectRefused('State eq 4');
	await expectRefused("State eq 'Fauled'");
	await expectRefused("contains(State,'Fault')");
	expect((await filter("ServerlessJobType eq 'JsApi'")).status).toBe(200);
	await expectRefused("ServerlessJobType eq 'Nope'");
	await expectRefused("contains(ServerlessJobType,'Js')");
});

test('15: times are compared exactly and unquoted', async () => {
	const { data } = await caller.get(`/odata/Jobs(${jobs.sameMillisecond[1]})`, {}, finance);
	expect(data.CreationTime).toMatch(/\.0000002Z$/);
	const near = `Id in (${jobs.sameMillisecond.join(',')}) and CreationTime`;
	expect(idsOf(await filter(`${near} gt ${data.CreationTime}`))).toEqual([jobs.sameMillisecond[2]]);
	expect(idsOf(await filter(`${near} lt ${data.CreationTime}`))).toEqual([jobs.sameMillisecond[0]]);
	expect(idsOf(await filter(`${near} eq ${data.CreationTime}`))).toEqual([jobs.sameMillisecond[1]]);
	await expectRefused(`CreationTime gt '${data.CreationTime}'`);
	await expectRefused('CreationTime gt 2026-02-30T00:00:00Z');
	await expectRefused('CreationTime gt 2026-02-30');
	await expectRefused('CreationTime gt 2026-01-15T24:30:00Z');
	await expectRefused('CreationTime gt 2026-01-15T10:00:00');
});

test('16: indexof, doubled quotes, names in any case', async () => {
	const found = await filter("indexof(Info,'sheet does not exist') ne -1 and state eq 'Faulted'", {
		$select: 'id,key',
	});
	expect(idsOf(found)).toContain(jobs.faultedWithStackTrace);
	expect(Object.keys(firstOf(found))).toEqual(['Id', 'Key']);
	const transfers = inFolder(SEED.folders.transfers);
	const named = "ReleaseName eq 'O''Brien Überweisung'";
	const quoted = await caller.get('/odata/Jobs', { $filter: named, $top: '1' }, transfers);
	expect(firstOf(quoted).ReleaseName).toBe("O'Brien Überweisung");
	await expectRefused("ReleaseName eq 'O'Brien'");
	expect(idsOf(await filter("contains(Info,'a&b#+%27')"))).toEqual([]);
});

test('17: guids bare, and quoted inside in (…) only', async () => {
	const { Key } = (await caller.get(`/odata/Jobs(${jobs.successful})`, {}, finance)).data;
	expect(idsOf(await filter(`Key eq ${Key}`))).toEqual([jobs.successful]);
	expect(idsOf(await filter(`Key in ('${Key}')`))).toEqual([jobs.successful]);
	expect(idsOf(await filter(`Key in (${Key.toUpperCase()})`))).toEqual([jobs.successful]);
	await expectRefused(`Key eq '${Key}'`);
	await expectRefused("Key in ('no-guid')");
});

test('18: int64 literals may end in L', async () => {
	expect(idsOf(await filter(`Id eq ${jobs.successful}L`))).toEqual([jobs.successful]);
	await expectRefused(`Id eq '${jobs.successful}'`);
	expect(idsOf(await filter('Id eq 1.5'))).toEqual([]);
	await expectRefused('Id eq 99999999999999999999L');
});

test('null equals null only and has no order', async () => {
	const open = idsOf(await filter('EndTime eq null'));
	expect(open).toEqual(expect.arrayContaining([jobs.running, jobs.suspended]));
	expect(open).not.toContain(jobs.successful);
	expect(idsOf(await filter('EndTime lt 2100-01-01T00:00:00Z'))).not.toContain(jobs.running);
	expect(idsOf(await filter("Info ne 'x'"))).toContain(jobs.running);
	expect(idsOf(await filter("contains(Info,'job')"))).not.toContain(jobs.running);
});

test('and binds tighter than or, not tighter than both', async () => {
	const [a, b, c] = jobs.sameMillisecond;
	expect(idsOf(await filter(`Id eq ${a} and Id eq ${b} or Id eq ${c}`))).toEqual([c]);
	expect(idsOf(await filter(`Id eq ${c} or Id eq ${a} and Id eq ${b}`))).toEqual([c]);
	expect(idsOf(await filter(`Id eq ${a} and (Id eq ${b} or Id eq ${a})`))).toEqual([a]);
	expect(idsOf(await filter(`not contains(ReleaseName,'Invoice') and Id eq ${a}`))).toEqual([]);
	expect(idsOf(await filter(`not (Id ne ${a})`))).toEqual([a]);
});

test('whole numbers may have as many digits as an int64', async () => {
	for (const id of ['922337203685477581', '999999999999999999', '9223372036854775807']) {
		const { status, data } = await filter(`Id gt ${id} or (Id eq ${id})`);
		expect([id, status, data.value]).toEqual([id, 200, []]);
		expect((await filter(`Id in (1,${id})`)).status).toBe(200);
		expect((await filter(`Id ne -${id} and Id lt ${id}L`, { $top: '1' })).data.value).toHaveLength(
			1,
		);
	}
	// Beyond an int64 a number is a fraction, which an id never equals.
	expect(idsOf(await filter('Id eq 99999999999999999999'))).toEqual([]);
	await expectRefused('ReleaseName eq 999999999999999999');
});

test('unknown properties, functions and half filters are refused', async () => {
	for (const text of [
		'Nope eq 1',
		'Robot/Nope eq 1',
		'Nope/Id eq 1',
		'JobError eq null',
		"substringof('a',Info)",
		'Id eq',
		'Id eq 1 and',
		'Info',
		'contains(Info,5)',
		'ReleaseName eq 5',
		"tolower(Id) eq '1'",
	]) {
		await expectRefused(text);
	}
	const select = await caller.get('/odata/Jobs', { $select: 'Id,Nope' });
	expect([select.status, select.data.errorCode]).toEqual([400, 1000]);
});
