/** Arguments and numbers: nothing that Orchestrator holds may change on its way. */
import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { apiRequests, FINANCE, forgetRequests, jobNode, locate, openSandbox } from './sandbox.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

async function getWithOutput(OutputArguments: string | null): Promise<unknown> {
	sandbox.control.addJobs([
		{ Id: 31_000, OrganizationUnitId: FINANCE, State: 'Successful', OutputArguments },
	]);
	const { outputs } = await getEngine().harness.run(
		jobNode(sandbox, 'get', { job: locate('id', 31_000) }),
	);
	return outputs[0]?.[0]?.json.OutputArguments;
}

describe('arguments of a job', () => {
	it('come as objects', async () => {
		const { outputs } = await getEngine().harness.run(
			jobNode(sandbox, 'get', { job: locate('id', 20001) }),
		);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			InputArguments: { orderId: 'A-17' },
			OutputArguments: { invoicesProcessed: 3, status: 'done' },
		});
	});

	it.each([
		['a number above 2^53', '{"accountNumber":9007199254740993}'],
		['a decimal with more digits than a double', '{"rate":0.1234567890123456789}'],
		['a number out of range', '{"n":1e400}'],
		['no JSON', 'plain text'],
		['a bare list', '[1,2]'],
		['a bare number', '12'],
	])('stay text when they hold %s', async (_name, text) => {
		expect(await getWithOutput(text)).toBe(text);
	});

	it.each([
		['digits inside text', '{"account":"9007199254740993"}'],
		['the largest exact number', '{"n":9007199254740991,"m":-9007199254740991}'],
		['decimals with trailing zeros', '{"total":12.50}'],
		['no arguments', '{}'],
	])('are parsed when they hold %s', async (_name, text) => {
		expect(await getWithOutput(text)).toEqual(JSON.parse(text));
	});

	it('stay null when there are none', async () => {
		expect(await getWithOutput(null)).toBeNull();
	});
});

describe('in lists', () => {
	const list = async (options: object = {}) => {
		const { outputs } = await getEngine().harness.run(
			jobNode(sandbox, 'getAll', {
				filters: { custom: 'Id eq 20001 or Id eq 20002 or Id eq 20003' },
				options: { sort: { by: { field: 'Id', direction: 'asc' } }, ...options },
			}),
		);
		return outputs[0] ?? [];
	};

	it('arguments are read only when asked for', async () => {
		expect((await list()).map(({ json }) => 'OutputArguments' in json)).toEqual([
			false,
			false,
			false,
		]);
		expect(apiRequests(sandbox)).toHaveLength(1);
	});

	it('each job is read once more for its arguments, in order', async () => {
		const items = await list({ includeArguments: true });
		expect(items.map(({ json }) => [json.Id, json.OutputArguments])).toEqual([
			[20001, { invoicesProcessed: 3, status: 'done' }],
			[20002, {}],
			[20003, expect.stringContaining('9007199254740993')],
		]);
		const reads = apiRequests(sandbox).slice(1);
		expect(reads.map(({ route }) => route)).toEqual(Array(3).fill('/odata/Jobs({key})'));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(Array(3).fill({ item: 0 }));
	});

	it('each job is read in its own folder when the list spans all folders', async () => {
		const { status } = await getEngine().harness.run(
			jobNode(sandbox, 'getAll', {
				folder: locate('id', ''),
				filters: { custom: 'Id eq 20001 or Id eq 125153' },
				options: { includeArguments: true },
			}),
		);
		expect(status).toBe('success');
		const [, ...reads] = apiRequests(sandbox);
		expect(
			reads.map(({ path, headers }) => [
				/\d+/.exec(path.split('Jobs')[1] ?? '')?.[0],
				headers['x-uipath-organizationunitid'],
			]),
		).toEqual(
			expect.arrayContaining([
				['20001', '4711'],
				['125153', '770643'],
			]),
		);
	});

	it('no more than a few reads run at a time', async () => {
		sandbox.control.injectFault({ route: 'Jobs\\(\\d+\\)', delayMs: 30, times: 40 });
		const { durationMs } = await getEngine().harness.run(
			jobNode(sandbox, 'getAll', { limit: 20, options: { includeArguments: true } }),
		);
		sandbox.control.clearFaults();
		const starts = apiRequests(sandbox)
			.slice(1)
			.map(({ at }) => at);
		expect(starts).toHaveLength(20);
		const busiest = Math.max(
			...starts.map((start) => starts.filter((at) => at >= start && at < start + 25).length),
		);
		expect(busiest).toBeLessThanOrEqual(10);
		expect(durationMs).toBeGreaterThan(60);
	});
});

it('keeps IDs above 2^53 digit by digit', async () => {
	const big = '9007199254740993';
	sandbox.control.injectFault({
		route: 'GET .*/odata/Jobs$',
		status: 200,
		headers: { 'content-type': 'application/json' },
		body: `{"value":[{"Id":${big},"Key":"k"}]}`,
	});
	const { outputs } = await getEngine().harness.run(jobNode(sandbox, 'getAll'));
	expect(outputs[0]?.[0]?.json.Id).toBe(big);
	await getEngine().harness.run(jobNode(sandbox, 'get', { job: locate('id', big) }));
	expect(apiRequests(sandbox).at(-1)?.path).toContain(`Jobs(${big})`);
	await getEngine().harness.run(jobNode(sandbox, 'stop', { jobs: `${big},7` }));
	const stop = apiRequests(sandbox).find(({ path }) => path.endsWith('StopJobs'));
	expect(stop?.body).toContain(`"jobIds":[${big},7]`);
});
