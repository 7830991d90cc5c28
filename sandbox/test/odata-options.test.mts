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

test('7: lists leave arguments and files null, single reads fill them', async () => {
	const ids = [jobs.successful, jobs.outputFile];
	const list = await caller.get('/odata/Jobs', { $filter: `Id in (${ids.join(',')})` }, finance);
	for (const row of list.data.value) {
		const { InputArguments, InputFile, OutputArguments, OutputFile } = row;
		expect([InputArguments, InputFile, OutputArguments, OutputFile]).toEqual([
			null,
			null,
			null,
			null,
		]);
	}
	const one = await caller.get(`/odata/Jobs(${jobs.successful})`, {}, finance);
	expect(one.data.InputArguments).toBe('{"orderId":"A-17"}');
	const other = await caller.get(`/odata/Jobs(${jobs.outputFile})`, {}, finance);
	expect(other.data.OutputArguments).toBeNull();
	expect(other.data.OutputFile).toMatch(/^[0-9a-f-]{36}$/);
});

test('8: related entities are absent unless expanded', async () => {
	const plain = await filter(`Id eq ${jobs.successful}`, { $select: '*' });
	expect(Object.keys(firstOf(plain))).not.toContain('Robot');
	const expanded = await filter(`Id eq ${jobs.successful}`, {
		$expand: 'Robot($select=Name),Machine,release',
	});
	expect(firstOf(expanded)).toMatchObject({
		Machine: { Name: 'Finance-Template' },
		Release: { Key: SEED.releases.invoiceProcessing.key },
	});
	expect(firstOf(expanded).Robot).toEqual({ Name: 'finance-unattended' });
	const unknown = await caller.get('/odata/Jobs', { $expand: 'Environment' }, finance);
	expect(unknown.status).toBe(400);
	expect(unknown.data.message).toContain("'Environment'");
});

test('9: the count comes with $count=true only', async () => {
	expect((await filter('Id gt 0')).data['@odata.count']).toBeUndefined();
	const counted = await filter('Id gt 0', { $count: 'true', $top: '2' });
	expect(counted.data.value).toHaveLength(2);
	expect(counted.data['@odata.count']).toBeGreaterThan(100);
});

test('9: in legacy mode it always comes', async () => {
	const legacy = await startCaller({ legacyCount: true });
	const { data } = await legacy.get('/odata/Jobs', { $top: '1' });
	expect(data['@odata.count']).toBeGreaterThan(300);
});

test('10: $top beyond 1000 is refused', async () => {
	const refused = await caller.get('/odata/Jobs', { $top: '1001' });
	expect([refused.status, refused.data.errorCode]).toEqual([400, 1000]);
	expect((await caller.get('/odata/Jobs', { $top: '1000' })).status).toBe(200);
	expect((await caller.get('/odata/Jobs', { $top: '-1' })).status).toBe(400);
});

test('20: options without $, unknown and doubled ones are refused', async () => {
	for (const query of [
		'orderby=Id',
		'$top=1&$top=2',
		'$search=x',
		'top=1',
		'$filter=',
		'$top=abc',
	]) {
		const { status, data } = await caller.get(`/odata/Jobs?${query}`);
		expect([query, status, data.errorCode]).toEqual([query, 400, 1000]);
	}
	const single = await caller.get(
		`/odata/Jobs(${jobs.successful})`,
		{ $filter: 'Id eq 1' },
		finance,
	);
	expect(single.status).toBe(400);
});

test('21: without $orderby rows come by ascending Id; equal rows keep that order', async () => {
	const plain = idsOf(await filter('Id gt 0'));
	expect(plain).toEqual([...plain].sort((a, b) => a - b));
	const byState = await filter('Id gt 0', {
		$orderby: 'State desc,CreationTime',
		$select: 'Id,State',
	});
	expect(firstOf(byState).State).toBe('Resumed');
	const six = Array.from({ length: 6 }, () => 'Id').join(',');
	expect((await filter('Id gt 0', { $orderby: six })).status).toBe(400);
	expect((await filter('Id gt 0', { $orderby: 'Nope' })).status).toBe(400);
});

test('pages with $top and $skip cover everything once', async () => {
	const all = idsOf(await filter('Id gt 0', { $top: '1000' }));
	const paged: number[] = [];
	for (let skip = 0; ; skip += 50) {
		const page = idsOf(await filter('Id gt 0', { $top: '50', $skip: String(skip) }));
		paged.push(...page);
		if (page.length < 50) break;
	}
	expect(paged).toEqual(all);
});
