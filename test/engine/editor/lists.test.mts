/** The lists of processes, jobs, robots and machines in the editor. */
import { SEED } from '../../../sandbox/src/index.mts';
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { apiRequests, FINANCE, forgetRequests, locate, openSandbox } from '../sandbox.mts';
import { addProcesses, loadOptions, NO_FOLDER, scroll, search } from './browse.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const HOSTILE = ["O'Brien", '100% Überprüfung', 'A&B #1 + C', "''", '(x) or 1 eq 1', '日本'];

describe('processes', () => {
	const SEARCH = 'searchProcesses';

	it('show name and version, give the key, and link to Orchestrator', async () => {
		expect(await search(sandbox, SEARCH, 'invoiceproc')).toEqual([
			{
				name: 'InvoiceProcessing (1.0.7)',
				value: SEED.releases.invoiceProcessing.key,
				url: `${sandbox.orchestratorUrl}/processes?fid=${FINANCE}`,
			},
		]);
	});

	it('are those of the chosen folder only', async () => {
		const place = { parameters: { folder: locate('path', 'Finanzen/Überweisungen') } };
		expect(await search(sandbox, SEARCH, undefined, place)).toMatchObject([
			{ value: SEED.releases.transfer.key },
		]);
	});

	it('page to the end of 250, each once, in the order of their names', async () => {
		addProcesses(sandbox, 250);
		const pages = await scroll(sandbox, SEARCH);
		const names = pages.flat().map(({ name }) => name);
		expect(names.filter((name) => name.startsWith('Process '))).toHaveLength(250);
		expect(new Set(names).size).toBe(names.length);
		expect(names).toEqual([...names].sort());
		expect(apiRequests(sandbox)).toHaveLength(pages.length);
	});

	it('are searched on the server, the search paged too', async () => {
		addProcesses(sandbox, 250);
		expect(await search(sandbox, SEARCH, 'process 249')).toMatchObject([
			{ name: 'Process 249 (1.0.7)' },
		]);
		expect(apiRequests(sandbox)).toHaveLength(1);
		const pages = await scroll(sandbox, SEARCH, 'Process 1');
		expect(pages.slice(0, 2).map((page) => page.length)).toEqual([50, 50]);
		expect(pages.flat()).toHaveLength(100);
	});

	it('end where a page is full by chance', async () => {
		addProcesses(sandbox, 100, 'Chance');
		const pages = await scroll(sandbox, SEARCH, 'Chance');
		expect(pages.flat()).toHaveLength(100);
	});

	it.each(HOSTILE)('are found by %s', async (text) => {
		const Key = '70000000-0000-4000-8000-000000000001';
		sandbox.control.addReleases([
			{ Id: 70_001, Key, Name: `The ${text} one`, OrganizationUnitId: FINANCE },
		]);
		expect(await search(sandbox, SEARCH, text)).toMatchObject([{ value: Key }]);
	});
});

describe('jobs', () => {
	const SEARCH = 'searchJobs';

	it('show process, state, time and ID, and link to the job', async () => {
		const job = sandbox.control.getJob(20002);
		const created = String(job?.CreationTime).slice(0, 19).replace('T', ' ');
		expect(await search(sandbox, SEARCH, '20002')).toEqual([
			{
				name: `ReportBuilder, Faulted, ${created} (20002)`,
				value: '20002',
				url: `${sandbox.orchestratorUrl}/jobs(sidepanel:sidepanel/jobs/${job?.Key}/details)?fid=${FINANCE}`,
			},
		]);
	});

	it('come newest first and page to the end, each once', async () => {
		const ids = (await scroll(sandbox, SEARCH)).flat().map(({ value }) => Number(value));
		const jobs = sandbox.control.jobs().filter((job) => job.OrganizationUnitId === FINANCE);
		expect(ids).toEqual(jobs.map(({ Id }) => Id).sort((one, other) => other - one));
		expect(ids.length).toBeGreaterThan(150);
	});

	it('are found by ID, by key in any case, and by the name of the process', async () => {
		const key = sandbox.control.getJob(20001)?.Key ?? '';
		for (const text of ['20001', ` ${key.toUpperCase()} `]) {
			expect(await search(sandbox, SEARCH, text)).toMatchObject([{ value: '20001' }]);
		}
		const found = await search(sandbox, SEARCH, 'hangingproc');
		expect(found.map(({ value }) => value)).toContain('20006');
		expect(found.every(({ name }) => name.startsWith('HangingProcess, '))).toBe(true);
	});

	it.each(HOSTILE)('find nothing, and no error, by %s', async (text) => {
		expect(await search(sandbox, SEARCH, text)).toEqual([]);
	});

	it('are those of all folders while no folder is chosen', async () => {
		const place = NO_FOLDER;
		expect(await search(sandbox, SEARCH, '125153', place)).toMatchObject([{ value: '125153' }]);
		expect(await search(sandbox, SEARCH, '125153')).toEqual([]);
	});
});

describe('robots and machines', () => {
	it('robots show name and account, and are found by either', async () => {
		const robot = { name: 'finance-unattended (ACME\\finance-unattended)', value: '801' };
		expect(await search(sandbox, 'searchRobots')).toEqual([robot]);
		expect(await search(sandbox, 'searchRobots', 'UNATT')).toEqual([robot]);
		expect(await search(sandbox, 'searchRobots', 'acme\\')).toEqual([robot]);
		expect(await search(sandbox, 'searchRobots', "O'Brien & ü")).toEqual([]);
	});

	it('machines show name and kind', async () => {
		expect(await search(sandbox, 'searchMachines', 'überw')).toEqual([
			{ name: 'Überweisungen-Template (Template)', value: '303' },
		]);
		expect((await search(sandbox, 'searchMachines', undefined, NO_FOLDER)).length).toBe(4);
	});

	it('fields for several robots offer those of the folder', async () => {
		const place = { parameters: { folder: locate('id', '770643') } };
		const robots = await loadOptions(sandbox, 'getRobots', place);
		expect(robots.map(({ value }) => value)).toEqual(['749', '758', '121', '759']);
	});

	it.each([
		['id', '4711', 'Finance-Template, VM-FIN-01', '902'],
		['key', SEED.folderKeys.finance, 'Finance-Template, VM-FIN-01', '902'],
		['path', 'Finanzen/Überweisungen', 'Überweisungen-Template, VM-ÜB-01', '903'],
	])(
		'sessions of a folder by %s show machine, host and state',
		async (mode, folder, host, value) => {
			const place = { parameters: { folder: locate(mode, folder) } };
			expect(await loadOptions(sandbox, 'getMachineSessions', place)).toEqual([
				{ name: `${host} (Available)`, value },
			]);
		},
	);

	it('machine sessions of a folder that has no process yet', async () => {
		const place = { parameters: { folder: locate('path', 'Finanzen') } };
		expect(await loadOptions(sandbox, 'getMachineSessions', place)).toMatchObject([
			{ name: expect.stringContaining('VM-ÜB-01') },
		]);
	});
});

describe('lists that depend on the folder', () => {
	it.each(['searchProcesses', 'searchRobots'])('%s says to choose it first', async (method) => {
		await expect(search(sandbox, method, undefined, NO_FOLDER)).rejects.toMatchObject({
			message: "Choose a 'Folder' first",
		});
		expect(sandbox.requests).toEqual([]);
	});

	it.each(['getRobots', 'getMachineSessions'])('%s says so too', async (method) => {
		await expect(loadOptions(sandbox, method, NO_FOLDER)).rejects.toMatchObject({
			message: "Choose a 'Folder' first",
		});
	});

	it('a folder that is none is named as such', async () => {
		const place = { parameters: { folder: locate('id', 'Finance') } };
		await expect(search(sandbox, 'searchProcesses', undefined, place)).rejects.toThrow(
			/'Folder' is neither an ID nor a key/,
		);
		const gone = { parameters: { folder: locate('id', '9999') } };
		await expect(search(sandbox, 'searchProcesses', undefined, gone)).rejects.toMatchObject({
			description: expect.stringContaining("Check 'Folder'"),
		});
	});
});
