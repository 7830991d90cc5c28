/** The list of folders in the editor. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { apiRequests, forgetRequests, openSandbox } from '../sandbox.mts';
import { addFolders, scroll, search } from './browse.mts';

const SEARCH = 'searchFolders';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

it('shows the full path, gives the ID, and links to the folder in Orchestrator', async () => {
	const folders = await search(sandbox, SEARCH);
	expect(folders).toContainEqual({
		name: 'Finance/Invoices',
		value: '4712',
		url: `${sandbox.orchestratorUrl}/jobs?fid=4712`,
	});
	expect(folders.map(({ name }) => name)).toContain('Finanzen/Überweisungen');
});

it('tells equal names apart', async () => {
	sandbox.control.addFolders([
		{ Id: 4801, DisplayName: 'Invoices', FullyQualifiedName: 'Sales/Invoices' },
		{ Id: 4802, DisplayName: 'Invoices', FullyQualifiedName: 'Sales/EMEA/Invoices' },
	]);
	expect((await search(sandbox, SEARCH, 'Invoices')).map(({ name }) => name)).toEqual([
		'Finance/Invoices',
		'Sales/EMEA/Invoices',
		'Sales/Invoices',
	]);
});

it('pages through 3,000 folders to the end, each of them once', async () => {
	const added = addFolders(sandbox, 3000);
	const pages = await scroll(sandbox, SEARCH);
	const names = pages.flat().map(({ name }) => name);
	const shown = new Set(names);
	expect(added.filter((path) => !shown.has(path))).toEqual([]);
	expect(shown.size).toBe(names.length);
	expect(names.length).toBeGreaterThan(3000);
	expect(apiRequests(sandbox)).toHaveLength(pages.length);
	expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(100);
});

it('searches on the server, in one request', async () => {
	addFolders(sandbox, 3000);
	const found = await search(sandbox, SEARCH, ' team 2999 ');
	expect(found.map(({ name }) => name)).toEqual(['Department 28/Team 2999']);
	expect(apiRequests(sandbox)).toHaveLength(1);
	const pages = await scroll(sandbox, SEARCH, 'Department 7/');
	expect(pages.slice(0, 2).map((page) => page.length)).toEqual([50, 50]);
	expect(pages.flat()).toHaveLength(100);
});

it.each([
	"O'Brien",
	'100% Überprüfung',
	'A&B #1 + C',
	"''",
	'%27 or 1 eq 1',
	'(x) eq',
	'日本',
	'a\\b',
])('finds names with %s', async (text) => {
	sandbox.control.addFolders([{ Id: 4900, DisplayName: `The ${text} folder` }]);
	expect(await search(sandbox, SEARCH, text)).toMatchObject([{ value: '4900' }]);
});

it('says nothing was found by showing nothing', async () => {
	expect(await search(sandbox, SEARCH, 'No such folder')).toEqual([]);
});

describe('a login that may not list folders', () => {
	const addReader = () =>
		sandbox.control.addToken({
			scopes: ['OR.Jobs', 'OR.Folders.Read'],
			permissions: ['Jobs.View', 'Jobs.Create'],
		});

	it('gets the folders that it was assigned to', async () => {
		const folders = await search(sandbox, SEARCH, undefined, { bearerToken: addReader() });
		expect(folders).toContainEqual(
			expect.objectContaining({ name: 'Finance/Invoices', value: '4712' }),
		);
	});

	it('searches in them, also beyond the first thousand', async () => {
		addFolders(sandbox, 3000);
		const place = { bearerToken: addReader() };
		expect(await search(sandbox, SEARCH, 'TEAM 2999', place)).toMatchObject([
			{ name: 'Department 28/Team 2999' },
		]);
		expect((await scroll(sandbox, SEARCH, undefined, place)).flat().length).toBeGreaterThan(3000);
	});

	it('does so too where the list is not refused but empty', async () => {
		const empty = { route: 'GET .*/odata/Folders$', status: 200, body: { value: [] }, times: 9 };
		sandbox.control.injectFault(empty);
		expect((await search(sandbox, SEARCH)).length).toBeGreaterThan(5);
		expect(await search(sandbox, SEARCH, 'finance/inv')).toMatchObject([
			{ name: 'Finance/Invoices' },
		]);
	});

	it('is told which scope is missing when no list is open to it', async () => {
		const listing = search(sandbox, SEARCH, undefined, { bearerToken: sandbox.limitedToken });
		await expect(listing).rejects.toMatchObject({
			message: expect.stringMatching(/^List folders: /),
			description: expect.stringContaining('OR.Folders'),
		});
	});
});

it('passes on other failures', async () => {
	sandbox.control.injectFault({ route: 'GET .*/odata/Folders$', status: 500, times: 9 });
	await expect(search(sandbox, SEARCH)).rejects.toMatchObject({ httpCode: '500' });
});
