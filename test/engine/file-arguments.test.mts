/** Arguments that Orchestrator keeps in files: one way of reading them, in every operation. */
import type { INodeParameters } from 'n8n-workflow';

import { SEED } from '../../sandbox/src/index.mts';
import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { apiRequests, FINANCE, forgetRequests, jobNode, locate, openSandbox } from './sandbox.mts';

const INPUT = { rows: Array.from({ length: 900 }, (_, index) => `row ${index} größer`) };
const JOB = 31_500;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox({ pendingMs: 0, runMs: 0 });
});

beforeEach(() => {
	sandbox.control.reset();
	sandbox.control.setLimits({ pendingMs: 0, runMs: 0 });
});

/** A job whose input and output are both files: a started one's input, the seeded one's output. */
async function addFileJob(more: object = {}): Promise<void> {
	await getEngine().harness.run(
		jobNode(sandbox, 'start', {
			process: locate('key', SEED.releases.invoiceProcessing.key),
			specifyArguments: 'json',
			inputArguments: JSON.stringify(INPUT),
		}),
	);
	const InputFile = sandbox.control.jobs().at(-1)?.InputFile;
	const OutputFile = sandbox.control.getJob(SEED.jobs.outputFile)?.OutputFile;
	if (!InputFile || !OutputFile) throw new Error('no files');
	sandbox.control.addJobs([
		{
			Id: JOB,
			OrganizationUnitId: FINANCE,
			State: 'Successful',
			InputArguments: null,
			InputFile,
			OutputArguments: null,
			OutputFile,
			...more,
		},
	]);
	forgetRequests(sandbox);
}

const BOTH = { InputArguments: INPUT, OutputArguments: { rows: expect.any(Array) } };

describe.each<[string, string, () => INodeParameters]>([
	['Get by ID', 'get', () => ({ job: locate('id', JOB) })],
	['Get by key', 'get', () => ({ job: locate('key', String(sandbox.control.getJob(JOB)?.Key)) })],
	['Get without Simplify', 'get', () => ({ job: locate('id', JOB), simplify: false })],
	[
		'Get Many',
		'getAll',
		() => ({ filters: { custom: `Id eq ${JOB}` }, options: { includeArguments: true } }),
	],
	['Wait', 'wait', () => ({ jobs: String(JOB) })],
])('%s', (_name, operation, parameters) => {
	it('reads input and output from their files', async () => {
		await addFileJob();
		const { outputs, error } = await getEngine().harness.run(
			jobNode(sandbox, operation, parameters()),
		);
		expect([error?.message, outputs[0]?.[0]?.json]).toEqual([
			undefined,
			expect.objectContaining(BOTH),
		]);
	});

	it('reads no file of a job that has the text', async () => {
		await addFileJob({ InputArguments: '{"a":1}', OutputArguments: '{"b":2}' });
		const { outputs } = await getEngine().harness.run(jobNode(sandbox, operation, parameters()));
		expect(outputs[0]?.[0]?.json).toMatchObject({
			InputArguments: { a: 1 },
			OutputArguments: { b: 2 },
		});
		expect(apiRequests(sandbox).some(({ path }) => path.includes('Attachments'))).toBe(false);
	});

	it('fails when a file may not be read', async () => {
		await addFileJob();
		sandbox.control.injectFault({ route: 'Attachments', status: 403, times: 9 });
		const { status, error } = await getEngine().harness.run(
			jobNode(sandbox, operation, parameters()),
		);
		sandbox.control.clearFaults();
		expect([status, error?.message]).toEqual(['error', expect.stringMatching(/large arguments/)]);
	});
});

it('Start with Wait does not download the arguments that it has just uploaded', async () => {
	sandbox.control.reset();
	forgetRequests(sandbox);
	const { outputs } = await getEngine().harness.run(
		jobNode(sandbox, 'start', {
			process: locate('key', SEED.releases.invoiceProcessing.key),
			specifyArguments: 'json',
			inputArguments: JSON.stringify(INPUT),
			waitForCompletion: true,
		}),
	);
	expect(outputs[0]?.[0]?.json.InputArguments).toEqual(INPUT);
	expect(
		apiRequests(sandbox).filter(
			({ method, path }) => method === 'GET' && path.includes('Attachments'),
		),
	).toEqual([]);
});
