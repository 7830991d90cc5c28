/** Input arguments: sent once serialised, digit by digit, as a file when they are long. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import {
	apiRequests,
	describeRequest,
	forgetRequests,
	jobNode,
	locate,
	openSandbox,
} from './sandbox.mts';

const RELEASE = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const PROCESS = { process: locate('key', RELEASE), specifyArguments: 'json' };
const start = async (parameters: INodeParameters = {}) =>
	await getEngine().harness.run(jobNode(sandbox, 'start', { ...PROCESS, ...parameters }));
const sent = () => apiRequests(sandbox).map((request) => describeRequest(sandbox, request));
const startedInfo = () => sent().find(({ path }) => path.endsWith('StartJobs'))?.body;

describe('input arguments', () => {
	it.each<[string, INodeParameters[string], string]>([
		['JSON text', '{ "orderId": "A-17", "n": 1 }', '{"orderId":"A-17","n":1}'],
		['an object', '={{ { orderId: "A-17", n: 1 } }}', '{"orderId":"A-17","n":1}'],
		['numbers above 2^53', '{"n": 9007199254740993, "d": 1.10}', '{"n":9007199254740993,"d":1.10}'],
		['quotes and blanks', '{"t": "a \\"b\\"  c\\n"}', '{"t":"a \\"b\\"  c\\n"}'],
		['text beyond ASCII', '{"t": "größer – 日本"}', '{"t":"größer – 日本"}'],
	])('are sent once serialised: %s', async (_name, inputArguments, expected) => {
		expect(await start({ inputArguments })).toMatchObject({ status: 'success' });
		expect(startedInfo()).toMatchObject({ startInfo: { InputArguments: expected } });
	});

	it.each(['', '{}', '  {  } '])(
		'are left away when there are none: "%s"',
		async (inputArguments) => {
			await start({ inputArguments });
			expect(JSON.stringify(startedInfo())).not.toContain('Input');
		},
	);

	it.each<[string, string]>([
		['={{ { a: { b: [1, Number.NaN] } } }}', "holds NaN at 'a.b[1]'"],
		['={{ { a: Infinity } }}', "holds Infinity at 'a'"],
		['={{ { a: undefined } }}', "holds undefined at 'a'"],
		['={{ { a: new Map() } }}', "holds a Map at 'a'"],
	])('that JSON would lose are refused before sending: %s', async (inputArguments, problem) => {
		const { status, error } = await start({ inputArguments });
		expect([status, sent()]).toEqual(['error', []]);
		expect(error?.message).toContain(problem);
	});

	it.each(['{"a":', '[1]', '"text"', '12', 'null'])(
		'are refused before sending: %s',
		async (inputArguments) => {
			const { status, error } = await start({ inputArguments });
			expect([status, sent()]).toEqual(['error', []]);
			expect(error?.message).toContain('Input Arguments');
			expect(error?.context).toMatchObject({ itemIndex: 0 });
		},
	);

	const fill = (length: number) => {
		const frame = JSON.stringify({ text: '' }).length;
		return JSON.stringify({ text: 'ä'.repeat(length - frame) });
	};

	it('of 10,000 characters go along with the start', async () => {
		expect(await start({ inputArguments: fill(10_000) })).toMatchObject({ status: 'success' });
		expect(startedInfo()).toMatchObject({ startInfo: { InputArguments: fill(10_000) } });
		expect(sent()).toHaveLength(1);
	});

	it('of 10,001 characters go as a file, to which no token is sent', async () => {
		const { status, outputs } = await start({ inputArguments: fill(10_001) });
		expect(status).toBe('success');
		expect(sent().map(({ path }) => path)).toEqual([
			'/odata/Attachments',
			'/odata/Jobs/UiPath.Server.Configuration.OData.StartJobs',
		]);
		const [upload] = sandbox.requests.filter(({ target }) => target === 'blob');
		expect(upload).toMatchObject({
			method: 'PUT',
			status: 201,
			body: fill(10_001),
			headers: { 'x-ms-blob-type': 'BlockBlob' },
		});
		expect(upload?.headers).not.toHaveProperty('authorization');
		const file = expect.stringMatching(/^[0-9a-f-]{36}$/);
		expect(startedInfo()).toMatchObject({ startInfo: { InputFile: file } });
		expect(startedInfo()).not.toHaveProperty('startInfo.InputArguments');
		const made = sandbox.control.getJob(Number(outputs[0]?.[0]?.json.Id));
		expect(startedInfo()).toMatchObject({ startInfo: { InputFile: made?.InputFile } });
	});
});
