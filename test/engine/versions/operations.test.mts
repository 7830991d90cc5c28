/** Every operation on Orchestrators of several API versions, whatever the wording of their refusals. */
import type { INodeParameters } from 'n8n-workflow';

import { SEED } from '../../../sandbox/src/index.mts';
import type { Sandbox, SandboxOptions } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import { apiRequests, forgetRequests, jobNode, locate, openSandbox } from '../sandbox.mts';

type Version = NonNullable<SandboxOptions['apiVersion']>;

interface Case {
	readonly operation: string;
	readonly parameters: INodeParameters;
	/** API version that it needs; below it the error has to say so. */
	readonly since?: number;
	/** Whether the demo data has nothing for it. */
	readonly isEmpty?: boolean;
	/** What that error says. */
	readonly says?: RegExp;
}

const INVOICES = locate('key', SEED.releases.invoiceProcessing.key);
const ids = [20001, 20002, 20003, 20005, 20006, 20008, 20009];

const CASES: Readonly<Record<string, Case>> = {
	get: { operation: 'get', parameters: { job: locate('id', 20001) } },
	'get, the whole row': {
		operation: 'get',
		parameters: { job: locate('id', 20001), simplify: false },
	},
	'get without arguments': {
		operation: 'get',
		parameters: { job: locate('id', 20001), options: { includeArguments: false } },
	},
	getAll: { operation: 'getAll', parameters: {} },
	'getAll with arguments': {
		operation: 'getAll',
		parameters: { limit: 3, options: { includeArguments: true } },
	},
	'getAll with machines': {
		operation: 'getAll',
		parameters: { options: { expand: ['Machine'] } },
		since: 13,
		says: /'Machine' needs Orchestrator 2021\.10 \(API version 13\) or later/,
	},
	'getAll of a field': {
		operation: 'getAll',
		parameters: { options: { fields: ['Id', 'LastModificationTime'] } },
		since: 17,
		says: /'LastModificationTime' needs Orchestrator 2023\.10 \(API version 17\) or later/,
	},
	'getAll of a source': {
		operation: 'getAll',
		parameters: { filters: { sourceTypes: ['Apps'] } },
		isEmpty: true,
		since: 17,
		says: /'SourceType Apps' needs Orchestrator 2023\.10 \(API version 17\) or later/,
	},
	start: { operation: 'start', parameters: { process: INVOICES } },
	'start by name': {
		operation: 'start',
		parameters: { process: locate('name', 'InvoiceProcessing') },
	},
	'start and wait': {
		operation: 'start',
		parameters: { process: INVOICES, waitForCompletion: true },
	},
	'start with long arguments': {
		operation: 'start',
		parameters: {
			process: INVOICES,
			specifyArguments: 'json',
			inputArguments: JSON.stringify({ text: 'x'.repeat(10_001) }),
		},
		since: 20,
		says: /needs Automation Cloud \(API version 20\) or later/,
	},
	'start at an entry point': {
		operation: 'start',
		parameters: { process: INVOICES, options: { entryPointPath: 'Main.xaml' } },
		since: 19,
		says: /'EntryPointPath' needs Automation Cloud \(API version 19\) or later/,
	},
	stop: { operation: 'stop', parameters: { jobs: '20006' } },
	'stop of ended jobs': { operation: 'stop', parameters: { jobs: '20001, 20006' } },
	restart: {
		operation: 'restart',
		parameters: { job: locate('id', 20001) },
		since: 13,
		says: /needs Orchestrator 2021\.10 \(API version 13\) or later/,
	},
	resume: { operation: 'resume', parameters: { job: locate('id', 20005) } },
	wait: { operation: 'wait', parameters: { jobs: '20001, 20003' } },
	export: {
		operation: 'export',
		parameters: {},
		since: 17,
		says: /needs Orchestrator 2023\.10 \(API version 17\) or later/,
	},
};

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
