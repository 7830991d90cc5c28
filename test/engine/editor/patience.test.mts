/** Lists of the editor: all of it, or an error in time that says what to do. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import { apiRequests, FINANCE, forgetRequests, jobNode, locate, openSandbox } from '../sandbox.mts';
import { loadOptions, mapperFields, search } from './browse.mts';

let sandbox: Sandbox;

// A tenant of its own for each test: what one learns about its limit holds for the next one.
beforeEach(async () => {
	sandbox = await openSandbox();
});

const PROCESS = locate('key', '795cbab2-8008-4a54-b1cb-f9ff1ece139e');

const METHODS: Array<[string, () => Promise<unknown>]> = [
	...['searchFolders', 'searchJobs', 'searchMachines', 'searchProcesses', 'searchRobots'].map(
		(method): [string, () => Promise<unknown>] => [method, () => search(sandbox, method)],
	),
	...['getRobots', 'getMachineSessions'].map((method): [string, () => Promise<unknown>] => [
		method,
		() => loadOptions(sandbox, method),
	]),
	['getArgumentFields', () => mapperFields(sandbox, { process: PROCESS })],
];

interface Caught {
	message: string;
	description: string;
}

async function catchError(run: () => Promise<unknown>): Promise<Caught> {
	try {
		await run();
	} catch (caught: unknown) {
		const { message, description } = caught as Caught;
		return { message, description };
	}
	throw new Error('nothing was thrown');
}

describe.each(METHODS)('%s', (_name, run) => {
	it('does not wait for minutes when Orchestrator asks for them', async () => {
		sandbox.control.injectFault({ route: '.*', status: 429, headers: { 'retry-after': '60' } });
		const begun = performance.now();
		const { message, description } = await catchError(run);
		expect(performance.now() - begun).toBeLessThan(2_000);
		expect(message).toMatch(/^(?:List|Get) /);
		expect(description).toMatch(/^The editor waits for 25 seconds at most\. Open the list again/);
	});
});

it('a server that does not answer is given up in time', async () => {
	const built = getEngine().requireBuilt('nodes/UiPathOrchestrator/methods/editorContext');
	const { EDITOR_WAIT_MS } = built as { EDITOR_WAIT_MS: number };
	Reflect.set(built as object, 'EDITOR_WAIT_MS', 1_000);
	sandbox.control.injectFault({ route: '.*', action: 'hang' });
	const { message, description } = await catchError(() => search(sandbox, 'searchJobs'));
	Reflect.set(built as object, 'EDITOR_WAIT_MS', EDITOR_WAIT_MS);
	expect(message).toBe('List jobs: Orchestrator did not answer in time');
	expect(description).toMatch(/^The editor waits for 1 seconds at most/);
	expect(apiRequests(sandbox)).toHaveLength(1);
});

describe('an expression that the editor cannot resolve', () => {
	// As the editor hands it over: unresolved, resolved to nothing, or not at all.
	const folders: Array<[string, unknown]> = [
		['as written', locate('id', '={{ $json.folderId }}')],
		['in a path', locate('path', '=Finance/{{ $json.name }}')],
		['resolved to null', { ...locate('id', 1), value: null }],
		['without a value', { __rl: true, mode: 'id' }],
		['given up', null],
	];

	it.each(folders)('in Folder lists no other folder’s things (%s)', async (_name, folder) => {
		for (const method of ['searchJobs', 'searchProcesses', 'searchRobots']) {
			const parameters = { folder } as INodeParameters;
			const { message, description } = await catchError(() =>
				search(sandbox, method, undefined, { parameters }),
			);
			expect(message).toBe("'Folder' is an expression that has no value in the editor");
			expect(description).toMatch(/Choose 'Folder' from its list/);
		}
		expect(sandbox.requests).toEqual([]);
	});

	it('in Folder does not keep the list of folders from opening', async () => {
		const parameters = { folder: locate('id', '={{ $json.folderId }}') };
		expect(await search(sandbox, 'searchFolders', undefined, { parameters })).not.toEqual([]);
		expect(await search(sandbox, 'searchMachines', undefined, { parameters })).not.toEqual([]);
	});

	it.each(['key', 'name'])('in Process (by %s) is not looked for', async (mode) => {
		const process = locate(mode, '={{ $json.process }}');
		const { message } = await catchError(() => mapperFields(sandbox, { process }));
		expect(message).toBe("'Process' is an expression that has no value in the editor");
		expect(sandbox.requests).toEqual([]);
	});

	it('in Folder, emptied by hand, is no folder', async () => {
		const parameters = { folder: locate('id', '=') };
		expect(await search(sandbox, 'searchJobs', undefined, { parameters })).not.toEqual([]);
	});
});

describe('long lists', () => {
	const row = (index: number) => ({
		Id: index + 1,
		Name: `Robot ${String(index + 1).padStart(5, '0')}`,
		Username: 'u',
		HostMachineName: `VM-${String(index + 1).padStart(5, '0')}`,
		MachineName: 'M',
		State: 'Available',
	});

	/** Answers as many pages as it takes, the first of them with the number of rows. */
	function answer(route: string, count: number): void {
		const rows = Array.from({ length: count }, (_, index) => row(index));
		for (let page = 0; page * 999 < count; page += 1) {
			const value = rows.slice(page * 999, page * 999 + 1_000);
			sandbox.control.injectFault({
				route: page === 0 ? `${route}$` : route,
				times: 1,
				status: 200,
				body: { '@odata.count': count, value },
			});
		}
	}

	it.each([
		['getRobots', '/odata/Robots', 'Robot 01500 (u)'],
		['getMachineSessions', '/odata/Sessions', 'M, VM-01500 (Available)'],
	])('%s shows what lies beyond the first thousand', async (method, route, name) => {
		answer(route, 1_500);
		const options = await loadOptions(sandbox, method);
		expect(options).toHaveLength(1_500);
		expect(options.at(-1)?.name).toBe(name);
		expect(apiRequests(sandbox)).toHaveLength(2);
	});

	it('says when there are more than it shows, and a choice of that is refused', async () => {
		answer('/odata/Robots', 5_200);
		const options = await loadOptions(sandbox, 'getRobots');
		expect(options).toHaveLength(5_001);
		expect(options.at(-1)).toEqual({
			name: 'There are more than these 5000: specify the IDs of others by an expression',
			value: 'more',
		});
		sandbox.control.clearFaults();
		forgetRequests(sandbox);
		const { error } = await getEngine().harness.run(
			jobNode(sandbox, 'start', { process: PROCESS, strategy: 'Specific', robotIds: ['more'] }),
		);
		expect(error?.message).toBe("'Robot IDs' holds an entry that is no ID: 'more' (item 0)");
		expect(sandbox.requests).toEqual([]);
	});

	it('takes one request as long as there are few', async () => {
		forgetRequests(sandbox);
		for (const method of ['getRobots', 'getMachineSessions']) await loadOptions(sandbox, method);
		expect(apiRequests(sandbox)).toHaveLength(2);
		expect(apiRequests(sandbox)[0]?.headers['x-uipath-organizationunitid']).toBe(String(FINANCE));
	});
});
