/** What people write into filters, read as Microsoft's library with its resolver that ignores case does. */
import { SEED } from '../src/index.mts';
import { firstOf, idsOf, inFolder, startCaller, type Caller } from './helpers.mts';

const finance = inFolder(SEED.folders.finance);
const { jobs } = SEED;
let caller: Caller;

beforeAll(async () => {
	caller = await startCaller({ listCallsPerMinute: 10_000 });
});

const ask = (text: string, more: Record<string, string> = {}) =>
	caller.get('/odata/Jobs', { $filter: text, $select: 'Id', ...more }, finance);

const one = `Id eq ${jobs.successful}`;

async function expectSame(text: string, plain: string): Promise<void> {
	const [answer, expected] = await Promise.all([ask(text), ask(plain)]);
	expect([text, answer.status, answer.data.message]).toEqual([text, 200, undefined]);
	expect(idsOf(answer)).toEqual(idsOf(expected));
	expect(idsOf(expected).length).toBeGreaterThan(0);
}

test.each([
	[`not(Id ne ${jobs.successful})`, one],
	[`not contains(ReleaseName,'nothing like it') and ${one}`, one],
	['not RequiresUserInteraction', 'RequiresUserInteraction eq false'],
	[`RequiresUserInteraction or ${one}`, `RequiresUserInteraction eq true or ${one}`],
	[`contains(ReleaseName,'Invoice') eq true`, "contains(ReleaseName,'Invoice')"],
	[`CONTAINS(ReleaseName,'Invoice')`, "contains(ReleaseName,'Invoice')"],
	[`Id EQ ${jobs.successful} AND NOT (Id Ne ${jobs.successful})`, one],
	['CreationTime ge 2026-01-15', 'CreationTime ge 2026-01-15T00:00:00Z'],
	['CreationTime lt 2026-01-15', 'CreationTime lt 2026-01-15T00:00:00Z'],
	['date(CreationTime) lt 2026-01-15', 'CreationTime lt 2026-01-15T00:00:00Z'],
	['year(CreationTime) eq 2026', 'CreationTime ge 2026-01-01T00:00:00Z'],
	['hour(CreationTime) lt 24 and minute(EndTime) ge 0', 'EndTime ne null'],
	["CreationTime gt now() sub duration'PT12H'", 'CreationTime gt 2026-01-15T00:00:00Z'],
	[`Id add 1 eq ${jobs.successful + 1}`, one],
	[`Id sub 1 mul 2 eq ${jobs.successful - 2}`, one],
	[`$it/Id eq ${jobs.successful}`, one],
	[`(((${one})))`, one],
	[`length(ReleaseName) gt 0 and ${one}`, one],
	[`'Faulted' eq State`, "State eq 'Faulted'"],
	["State gt 'Running'", "State gt '1'"],
])('%s', expectSame);

test('a day is compared as a day', async () => {
	const { data } = await caller.get(`/odata/Jobs(${jobs.successful})`, {}, finance);
	const day = data.CreationTime.slice(0, 10);
	expect(idsOf(await ask(`CreationTime eq ${day} and ${one}`))).toEqual([jobs.successful]);
	expect(idsOf(await ask(`CreationTime gt ${day} and ${one}`))).toEqual([]);
});

test.each([
	"not State eq 'Faulted'",
	'not Id eq 1',
	'not Info',
	'Info',
	'TRUE eq true',
	'Info eq NULL',
	"contains (Info,'x')",
	"State IN ('Faulted')",
	'Id eq 1 and',
	'(Id eq 1',
	'Id eq 1)',
	'Id eq 1 Id eq 2',
	'CreationTime add 1 gt 2026-01-01T00:00:00Z',
	"Info add 'x' eq 'y'",
	"EndTime gt duration'P1D'",
	"concat(Info,'x')",
	"Robot/contains(Name,'x')",
	`${'('.repeat(200)}Id eq 1${')'.repeat(200)}`,
])('%s is refused', async (text) => {
	const { status, data } = await ask(text);
	expect([text, status, data.errorCode]).toEqual([text, 400, 1000]);
});

describe('lists behind in', () => {
	test.each([
		["State in ('Faulted','7')", "State eq 'Faulted' or State eq 'Suspended'"],
		["State in( 'Faulted' , 'Stopped' )", "State eq 'Faulted' or State eq 'Stopped'"],
		[`Id in (${jobs.successful}) and Info in ('x',null,'Job completed')`, one],
		[`ReleaseName in ('a,b','it''s (one)') or ${one}`, one],
		[`RequiresUserInteraction in (true,false) and ${one}`, one],
	])('%s', expectSame);

	test('GUIDs with and without quotes, times with them', async () => {
		const { Key, EndTime } = (await caller.get(`/odata/Jobs(${jobs.successful})`, {}, finance))
			.data;
		await expectSame(`Key in ('${Key}')`, one);
		await expectSame(`Key in (${Key.toUpperCase()},"${Key}")`, one);
		await expectSame(`EndTime in ('${EndTime}') and ${one}`, one);
		expect((await ask(`EndTime in (${EndTime})`)).status).toBe(400);
	});

	test.each([
		'State in ()',
		'Id in ()',
		'Key in ()',
		'Info in ()',
		"State in ('Faulted',)",
		"State in ('Fauled')",
		"State in ('faulted')",
		'State in (Faulted)',
		'State in (4)',
		'State in (null)',
		'Id in (1L)',
		"Id in ('1')",
		'Id in (1.5)',
		'Id in (null)',
		'Id in (9223372036854775808)',
		"Key in ('no-guid')",
		'Key in (null)',
		'BatchExecutionKey in (null)',
		'Info in (1)',
		'Info in (x)',
		`Info in ('a"b')`,
		"Info in ('a' 'b')",
		'Id in 1',
		'Id in (1,2',
	])('%s is refused', async (text) => {
		const { status, data } = await ask(text);
		expect([text, status, data.errorCode]).toEqual([text, 400, 1000]);
	});
});

test('a related entity may be selected where it is expanded', async () => {
	const both = await ask(one, { $select: 'Id,Robot', $expand: 'Robot($select=Name)' });
	expect(firstOf(both)).toEqual({ Id: jobs.successful, Robot: { Name: 'finance-unattended' } });
	expect(firstOf(await ask(one, { $select: 'Id,Robot' }))).toEqual({ Id: jobs.successful });
	expect((await ask(one, { $select: 'Id,Nope', $expand: 'Robot' })).status).toBe(400);
});

test('$orderby takes five properties, none twice, and its directions in any case', async () => {
	const status = async ($orderby: string) => (await ask(one, { $orderby })).status;
	expect(await status('Id DESC,Info asc,State,Key,EndTime')).toBe(200);
	expect(await status('Id,Info,State,Key,EndTime,StartTime')).toBe(400);
	expect(await status('Id,id desc')).toBe(400);
});
