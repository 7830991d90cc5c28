/** What the editor asks for, on Orchestrators of several API versions. */
import { SEED } from '../../../sandbox/src/index.mts';
import type { Sandbox, SandboxOptions } from '../../../sandbox/src/index.mts';
import { loadOptions, mapperFields, search } from '../editor/browse.mts';
import { apiRequests, forgetRequests, locate, openSandbox } from '../sandbox.mts';

const SERVERS: SandboxOptions[] = [
	{ apiVersion: 11 },
	{ apiVersion: 15 },
	{ apiVersion: 17 },
	{ apiVersion: 20 },
];

describe.each(SERVERS)('on %j', (options) => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await openSandbox(options);
	});
	beforeEach(() => {
		forgetRequests(sandbox);
		sandbox.control.reset();
	});

	it.each(['searchFolders', 'searchProcesses', 'searchJobs', 'searchRobots', 'searchMachines'])(
		'%s lists something, at once',
		async (method) => {
			expect((await search(sandbox, method)).length).toBeGreaterThan(0);
			expect(apiRequests(sandbox).map(({ status }) => status)).not.toContain(400);
		},
	);

	it.each(['getRobots', 'getMachineSessions'])('%s lists something', async (method) => {
		expect((await loadOptions(sandbox, method)).length).toBeGreaterThan(0);
	});

	it('has a field for each argument, at the second look without a refusal', async () => {
		const process = locate('list', SEED.releases.invoiceProcessing.key);
		await mapperFields(sandbox, { process });
		forgetRequests(sandbox);
		const { fields } = await mapperFields(sandbox, { process });
		expect(fields.map(({ id }) => id)).toContain('orderId');
		expect(apiRequests(sandbox).map(({ status }) => status)).toEqual([200]);
	});

	it('asks the feed of the package for its entry points, or says which version can', async () => {
		const form = mapperFields(sandbox, {
			folder: locate('id', SEED.folders.personalChild),
			process: locate('list', SEED.releases.draft.key),
			options: { entryPointPath: 'None.xaml' },
		});
		await expect(form).rejects.toMatchObject({
			description: expect.stringMatching(
				options.apiVersion === 11
					? /needs Orchestrator 2021\.10 \(API version 13\) or later/
					: /Orchestrator describes these: (?!none)/,
			),
		});
	});

	it('finds a job by its key', async () => {
		const [first] = await search(sandbox, 'searchJobs', String(SEED.jobs.successful));
		expect(first?.value).toBe(String(SEED.jobs.successful));
	});
});
