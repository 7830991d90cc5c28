import { API_VERSIONS, SEED, type ApiVersion } from '../src/index.mts';
import { createGrant, inFolder, ODATA, requestToken, startCaller, textOf } from './helpers.mts';

const { folders, jobs, releases } = SEED;
const finance = inFolder(folders.finance);
const START = `/odata/Jobs/${ODATA}.StartJobs`;
const NO_QUERY = 'Invalid OData query options.';
const modern = (more: object) => ({
	startInfo: {
		ReleaseKey: releases.invoiceProcessing.key,
		Strategy: 'ModernJobsCount',
		JobsCount: 1,
		...more,
	},
});

test('every answer of Orchestrator names the version, refusals too; 20.10 has a half one', async () => {
	for (const apiVersion of API_VERSIONS) {
		const { get, post } = await startCaller({ apiVersion });
		const expected = apiVersion === 11 ? '11.1' : `${apiVersion}.0`;
		const replies = [
			await get('/odata/Jobs', { $top: '1' }),
			await get('/odata/Jobs', { $top: 'x' }),
			await get('/odata/Jobs', {}, { authorization: 'Bearer no' }),
			await post(START, {}, finance),
		];
		expect(replies.map(({ status }) => status)).toEqual([200, 400, 401, 400]);
		for (const { headers } of replies) expect(headers['api-supported-versions']).toBe(expected);
	}
});

/** Columns of three sets, and the first version that has them. */
const FIRST: Array<[string, string, ApiVersion]> = [
	['Jobs', 'HostMachineName', 11],
	['Jobs', 'ProcessType', 13],
	['Jobs', 'RemoteControlAccess', 15],
	['Jobs', 'ResourceOverwrites', 16],
	['Jobs', 'LastModificationTime', 17],
	['Jobs', 'ErrorCode', 19],
	['Jobs', 'OutputFile', 20],
	['Releases', 'FeedId', 11],
	['Releases', 'TargetFramework', 13],
	['Releases', 'EntryPointPath', 17],
	['RobotLogs', 'HostMachineName', 13],
	['RobotLogs', 'RuntimeType', 15],
	['Folders', 'FolderType', 17],
];

test.each(API_VERSIONS)('version %i has its columns and refuses all others', async (apiVersion) => {
	const { get } = await startCaller({ apiVersion, listCallsPerMinute: 1000 });
	for (const [set, column, first] of FIRST) {
		const has = apiVersion >= first;
		const rows = await get(`/odata/${set}`, { $top: '1' }, finance);
		expect([set, column, column in rows.data.value[0]!]).toEqual([set, column, has]);
		const queries = [
			['$select', column],
			['$orderby', column],
			['$filter', `${column} eq null`],
		];
		for (const [name = '', text = ''] of queries) {
			const reply = await get(`/odata/${set}`, { $top: '1', [name]: text }, finance);
			expect([name, text, reply.status]).toEqual([name, text, has ? 200 : 400]);
		}
	}
	const expanded = await get('/odata/Jobs', { $top: '1', $expand: 'Robot,Machine' });
	expect(expanded.status).toBe(apiVersion < 13 ? 400 : 200);
});

test.each([11, 20] as const)('%i words a refused query in both ways', async (apiVersion) => {
	const ask = async (queryErrors?: 'named' | 'bare') => {
		const { get } = await startCaller({ apiVersion, ...(queryErrors ? { queryErrors } : {}) });
		const replies = [
			await get('/odata/Jobs', { $select: 'Nonsense' }),
			await get('/odata/Jobs', { $expand: 'Nonsense' }),
		];
		for (const { status, data } of replies) expect([status, data.errorCode]).toEqual([400, 1000]);
		return [...new Set(replies.map(({ data }) => data.message))];
	};
	const named = [
		`Invalid OData query options: Could not find a property named 'Nonsense' on type '${ODATA}.JobDto'.`,
	];
	expect(await ask('named')).toEqual(named);
	expect(await ask('bare')).toEqual([NO_QUERY]);
	expect(await ask()).toEqual(apiVersion === 11 ? [NO_QUERY] : named);
});

test('enum values are those of the version, in filters and in bodies', async () => {
	const old = await startCaller({ apiVersion: 17 });
	const young = await startCaller({ apiVersion: 20 });
	const filter = { $filter: "SourceType eq 'ApiWorkflow'" };
	expect((await young.get('/odata/Jobs', filter)).status).toBe(200);
	expect((await old.get('/odata/Jobs', filter)).status).toBe(400);
	const body = modern({ Source: 'ApiWorkflow' });
	expect((await young.post(START, body, finance)).status).toBe(201);
	const refused = await old.post(START, body, finance);
	expect([refused.status, refused.data.errorCode]).toEqual([400, 0]);
	expect(refused.data.message).toBe('; startInfo must not be null');
});

test('a body may hold the fields of the version only, and the refusal never names one', async () => {
	for (const apiVersion of API_VERSIONS) {
		const { post } = await startCaller({ apiVersion });
		for (const [field, value, first, last] of [
			['Reference', 'r', 11, 20],
			['RequiresUserInteraction', false, 13, 20],
			['RunAsMe', false, 15, 20],
			['ProfilingOptions', 'x', 18, 20],
			['EntryPointPath', 'Main.xaml', 19, 20],
			['InputFile', null, 20, 20],
			['TransactionId', 'x', 17, 17],
		] as const) {
			const { status, data } = await post(START, modern({ [field]: value }), finance);
			const has = apiVersion >= first && apiVersion <= last;
			expect([field, apiVersion, status]).toEqual([field, apiVersion, has ? 201 : 400]);
			if (!has) expect([data.errorCode, data.message]).toEqual([0, '; startInfo must not be null']);
		}
	}
});

test.each([
	[11, 'GET', '/api/Status/Version', 13],
	[11, 'POST', `/odata/Jobs/${ODATA}.RestartJob`, 13],
	[15, 'POST', `/odata/Jobs/${ODATA}.Export`, 16],
	[16, 'GET', '/odata/Exports(0)', 17],
	[17, 'GET', '/api/Folders/GetAllForCurrentUser', 18],
	[17, 'POST', '/odata/Attachments', 20],
	[18, 'GET', `/odata/Jobs/${ODATA}.GetByKey(identifier=${releases.approval.key})`, 20],
] as const)('%i does not know %s %s', async (apiVersion, method, path, first) => {
	const send = async (version: ApiVersion, missingRoutes?: 'html' | 'json' | 'empty') => {
		const { get, post } = await startCaller({
			apiVersion: version,
			...(missingRoutes ? { missingRoutes } : {}),
		});
		return method === 'GET' ? get(path, {}, finance) : post(path, {}, finance);
	};
	const missing = await send(apiVersion);
	expect(missing.status).toBe(404);
	if (apiVersion === 18)
		expect(missing.data).toEqual({ message: 'Invalid request!', errorCode: 1000 });
	else expect(textOf(missing)).toBe('');
	expect(textOf(await send(apiVersion, 'html'))).toMatch(/<html>/);
	expect((await send(apiVersion, 'json')).data.errorCode).toBe(1000);
	const known = await send(first);
	expect([known.status === 404 && known.data.errorCode !== 1002, textOf(known)]).toEqual([
		false,
		expect.not.stringMatching(/<html>/),
	]);
});

test('up to 22.10 a start must say how many jobs; later ones start one', async () => {
	for (const apiVersion of API_VERSIONS) {
		const { post } = await startCaller({ apiVersion });
		const reply = await post(START, modern({ JobsCount: undefined }), finance);
		if (apiVersion <= 15) expect(reply.status).toBe(400);
		else expect([reply.status, reply.data.value.length]).toEqual([201, 1]);
	}
});

test('the scope text of a token request has a greatest length', async () => {
	const longest: Array<[ApiVersion, number]> = [
		[13, 300],
		[15, 500],
		[17, 750],
		[18, 1250],
	];
	for (const [apiVersion, limit] of longest) {
		const { sandbox } = await startCaller({ apiVersion });
		const scopes = Array.from({ length: 200 }, () => 'OR.Jobs').join(' ');
		const ask = (length: number) =>
			requestToken(sandbox, createGrant(sandbox, scopes.slice(0, length).trim()));
		const fits = limit - (limit % 8) - 1;
		expect((await ask(fits)).status).toBe(200);
		const refused = await ask(fits + 8);
		expect([refused.status, await refused.json()]).toEqual([400, { error: 'invalid_scope' }]);
	}
});

test('with a lag a new job is missing in lists for a while, but there by id', async () => {
	const { sandbox, get, post } = await startCaller({ listLagMs: 3000, pendingMs: 60_000 });
	const { data } = await post(START, modern({}), finance);
	const id = data.value[0]!.Id;
	const listed = () => get('/odata/Jobs', { $filter: `Id eq ${id}` }, finance);
	expect((await listed()).data.value).toEqual([]);
	expect((await get(`/odata/Jobs(${id})`, {}, finance)).data.Id).toBe(id);
	sandbox.control.advanceClock(3001);
	expect((await listed()).data.value).toHaveLength(1);
});

test('rows that are no entities follow the version too', async () => {
	const pending = `/odata/Jobs(${jobs.pending})/${ODATA}.ValidateExistingJob`;
	for (const apiVersion of [13, 17] as const) {
		const { post } = await startCaller({ apiVersion });
		const { data } = await post(pending, undefined, inFolder(folders.noHost));
		expect([data.IsValid, 'ErrorCodes' in data]).toEqual([false, apiVersion === 17]);
	}
});
