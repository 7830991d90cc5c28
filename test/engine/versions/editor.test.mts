/** What the editor asks for, on Orchestrators of several API versions. */
import { SEED } from '../../../sandbox/src/index.mts';
import type { Sandbox, SandboxOptions } from '../../../sandbox/src/index.mts';
import { loadOptions, search } from '../editor/browse.mts';
import { apiRequests, forgetRequests, openSandbox } from '../sandbox.mts';

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

	it('finds a job by its key', async () => {
		const [first] = await search(sandbox, 'searchJobs', String(SEED.jobs.successful));
		expect(first?.value).toBe(String(SEED.jobs.successful));
	});
});
