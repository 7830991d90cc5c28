/** Hard texts as jobs, exports, folders and search terms, through n8n's engine and over HTTP. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { parseFilter } from '../../../sandbox/src/odata/parse.mts';
import { search } from '../../engine/editor/browse.mts';
import { apiRequests, forgetRequests, locate, openSandbox } from '../../engine/sandbox.mts';
import { filterOf, isRefused, runTexts, TEXT, TEXTS } from './run-texts.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox({ exportsPerDay: 100_000 });
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

it.each([
	['get', 'job', 'Job', locate('id', TEXT)],
	['stop', 'jobs', 'Jobs', TEXT],
	['wait', 'jobs', 'Jobs', TEXT],
	['restart', 'job', 'Job', locate('key', TEXT)],
	['resume', 'job', 'Job', locate('id', TEXT)],
])(
	'%s: none of them gets into a path or a body as a job',
	async (operation, name, label, value) => {
		const texts = await runTexts(sandbox, operation, { [name]: value });
		expect(texts.filter(({ error }) => !isRefused(error, label))).toEqual([]);
		expect(apiRequests(sandbox)).toEqual([]);
	},
);

it('the export ID takes none of them', async () => {
	const texts = await runTexts(sandbox, 'export', { options: { exportId: TEXT } });
	expect(texts.filter(({ error }) => !isRefused(error, 'Export ID'))).toEqual([]);
	expect(apiRequests(sandbox)).toEqual([]);
});

describe('folders', () => {
	it('a path is one header with that path', async () => {
		const texts = await runTexts(sandbox, 'getAll', { folder: locate('path', TEXT) });
		const paths = apiRequests(sandbox).map(({ headers }) => {
			const { 'x-uipath-folderpath': path, 'x-uipath-folderpath-encoded': encoded } = headers;
			return path ?? Buffer.from(encoded ?? '', 'base64').toString('utf16le');
		});
		for (const { text, error } of texts) {
			if (!isRefused(error, 'Folder'))
				expect(paths).toContain(text.replace(/^[/\s]+|[/\s]+$/g, ''));
		}
		expect(paths.length).toBe(texts.filter(({ error }) => !isRefused(error, 'Folder')).length);
		expect(paths.length).toBeGreaterThan(30);
	});

	it('an id takes none of them', async () => {
		const texts = await runTexts(sandbox, 'getAll', { folder: locate('id', TEXT) });
		expect(texts.filter(({ error }) => !isRefused(error, 'Folder'))).toEqual([]);
		expect(apiRequests(sandbox)).toEqual([]);
	});
});

it.each([
	['searchProcesses', 'Name'],
	['searchJobs', 'Release/Name'],
	['searchMachines', 'Name'],
	['searchRobots', 'Name'],
	['searchFolders', 'FullyQualifiedName'],
])('%s in the editor looks for the text as it is', async (method, path) => {
	for (const text of TEXTS.map((one) => one.trim()).filter(Boolean)) {
		forgetRequests(sandbox);
		const error = await search(sandbox, method, text).then(
			() => undefined,
			(caught: unknown) => String(Reflect.get(Object(caught), 'message')),
		);
		const [request] = apiRequests(sandbox);
		if (request === undefined) {
			expect(error).toBe('The search text cannot be sent');
			expect(text.length > 500 || /[\p{Cc}\p{Surrogate}]/u.test(text)).toBe(true);
		} else {
			const filter = filterOf(request);
			expect([error, filter]).toEqual([
				undefined,
				expect.stringContaining(`contains(${path},'${text.replaceAll("'", "''")}')`),
			]);
			parseFilter(filter);
		}
	}
});
