/** Every operation on Orchestrators of several API versions, whatever the wording of their refusals. */
import type { Sandbox, SandboxOptions } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import { apiRequests, forgetRequests, jobNode, locate, openSandbox } from '../sandbox.mts';
import { CASES } from './cases.mts';
import type { Case } from './cases.mts';

type Version = NonNullable<SandboxOptions['apiVersion']>;

const ids = [20001, 20002, 20003, 20005, 20006, 20008, 20009];

const SERVERS: SandboxOptions[] = [
	{ apiVersion: 11 },
	{ apiVersion: 15 },
	{ apiVersion: 15, queryErrors: 'named' },
	{ apiVersion: 17 },
	{ apiVersion: 20 },
	{ apiVersion: 20, queryErrors: 'bare' },
];

const run = async (sandbox: Sandbox, { operation, parameters }: Case) =>
	await getEngine().harness.run(jobNode(sandbox, operation, parameters));

describe.each(SERVERS)('on %j', (options) => {
	const { apiVersion = 20 }: { apiVersion?: Version } = options;
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await openSandbox(options);
	});

	beforeEach(() => {
		forgetRequests(sandbox);
		sandbox.control.reset();
		sandbox.control.setLimits({ exportMs: 0, pendingMs: 0, runMs: 0 });
	});

	it.each(Object.entries(CASES))('%s works, or says what it needs', async (_name, entry) => {
		const { status, error, outputs } = await run(sandbox, entry);
		if (apiVersion >= (entry.since ?? 0)) {
			expect([status, error?.message]).toEqual(['success', undefined]);
			if (entry.isEmpty !== true) expect(outputs[0]?.length).toBeGreaterThan(0);
		} else {
			expect(status).toBe('error');
			expect(`${error?.message} ${error?.description}`).toMatch(entry.says ?? /^$/);
			expect(error?.description).toMatch(new RegExp(`API version ${apiVersion}(?:\\.1)?\\.`));
		}
	});

	it('asks for nothing in vain once it knows the version', async () => {
		await run(sandbox, { operation: 'getAll', parameters: {} });
		forgetRequests(sandbox);
		for (const entry of Object.values(CASES)) {
			if (entry.since !== undefined || entry.operation === 'stop') continue;
			await run(sandbox, entry);
		}
		const refused = apiRequests(sandbox).filter(({ status }) => status >= 400);
		expect(refused.map(({ method, path, rawQuery }) => `${method} ${path}?${rawQuery}`)).toEqual(
			[],
		);
	});

	it('reads seven jobs in one list without arguments', async () => {
		await run(sandbox, { operation: 'getAll', parameters: {} });
		forgetRequests(sandbox);
		const setup = jobNode(sandbox, 'get', {
			job: locate('id', '={{ $json.id }}'),
			options: { includeArguments: false },
		});
		const items = ids.map((id) => ({ json: { id } }));
		const { status, error, outputs } = await getEngine().harness.run(setup, items);
		expect([status, error?.message]).toEqual(['success', undefined]);
		expect(outputs[0]).toHaveLength(ids.length);
		expect(apiRequests(sandbox).map(({ status: code }) => code)).toEqual([200]);
	});
});

it('the newest server is asked nothing twice', async () => {
	const sandbox = await openSandbox({ apiVersion: 20 });
	await run(sandbox, { operation: 'getAll', parameters: {} });
	expect(apiRequests(sandbox)).toHaveLength(1);
	expect(apiRequests(sandbox)[0]?.query.$select).toContain('JobError');
});

it('an older server is asked once for a column that it lacks', async () => {
	const sandbox = await openSandbox({ apiVersion: 15 });
	await run(sandbox, { operation: 'getAll', parameters: {} });
	await run(sandbox, { operation: 'getAll', parameters: {} });
	expect(apiRequests(sandbox).map(({ status }) => status)).toEqual([400, 200, 200]);
});
