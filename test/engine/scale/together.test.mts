/** Items whose jobs share a request: what comes of each, and what one bad job does to the others. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import { apiRequests, FINANCE, jobNode, locate, openSandbox } from '../sandbox.mts';

const FIRST_ID = 60_000;
const COUNT = 120;
const MISSING = 99_999;
let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await openSandbox();
	sandbox.control.addJobs(
		Array.from({ length: COUNT }, (_, index) => ({
			Id: FIRST_ID + index,
			OrganizationUnitId: FINANCE,
			State: index === 3 ? ('Successful' as const) : ('Running' as const),
		})),
	);
});

const ids = Array.from({ length: COUNT }, (_, index) => FIRST_ID + index);

async function run(
	operation: string,
	jobs: ReadonlyArray<string | number>,
	parameters: INodeParameters = {},
) {
	const field = operation === 'get' ? { job: locate('id', '={{ $json.job }}') } : {};
	const node = jobNode(
		sandbox,
		operation,
		{ jobs: '={{ $json.job }}', ...field, ...parameters },
		{ onError: 'continueRegularOutput' },
	);
	const { outputs } = await getEngine().harness.run(
		node,
		jobs.map((job) => ({ json: { job } })),
	);
	return outputs[0] ?? [];
}

const readState = (id: number) =>
	sandbox.control.jobs().find((job) => job.Id === id && job.OrganizationUnitId === FINANCE)?.State;

const countBy = (path: string) =>
	apiRequests(sandbox).filter((request) => request.path.endsWith(path)).length;

describe('stop', () => {
	it('one request for all items, a result for each', async () => {
		const running = ids.filter((id) => id !== FIRST_ID + 3);
		const output = await run('stop', running);
		expect(output.map(({ json }) => json.Id)).toEqual(running);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			running.map((_id, item) => ({ item })),
		);
		expect(apiRequests(sandbox)).toHaveLength(1);
	});

	it('an unknown job fails its own item; ended ones are told, all others are stopped', async () => {
		const output = await run('stop', [...ids, MISSING]);
		const last = output.at(-1);
		expect(last?.json).toMatchObject({ details: { httpStatus: 404, itemIndex: COUNT } });
		expect(last?.json.error).toContain(String(MISSING));
		expect(output.slice(0, -1).filter(({ json }) => 'error' in json)).toEqual([]);
		expect(output[3]?.json).toMatchObject({ alreadyEnded: true, State: 'Successful' });
		const untouched = ids.filter((id) => readState(id) === 'Running');
		expect(untouched).toEqual([]);
		// Refused as a whole, looked at in lists of fifty, and the unknown one by itself; then stopped.
		expect(countBy('StopJobs')).toBe(2);
		expect(countBy('/odata/Jobs')).toBe(3);
		expect(apiRequests(sandbox)).toHaveLength(6);
	});

	it('each folder and each strategy by itself', async () => {
		const jobs = ids.slice(10, 20);
		await run('stop', jobs, { strategy: '={{ $itemIndex < 5 ? "Kill" : "SoftStop" }}' });
		expect(apiRequests(sandbox).map(({ body }) => JSON.parse(body))).toEqual([
			{ jobIds: jobs.slice(0, 5), strategy: 'Kill' },
			{ jobIds: jobs.slice(5), strategy: 'SoftStop' },
		]);
	});

	it('an item with an unknown job stops none of its own', async () => {
		const output = await run('stop', [`${FIRST_ID}, ${MISSING}`, FIRST_ID + 1]);
		expect(output.map(({ json }) => 'error' in json)).toEqual([true, false]);
		expect([readState(FIRST_ID), readState(FIRST_ID + 1)]).toEqual(['Running', 'Stopping']);
	});

	it('a refusal for another reason fails every item, with that reason', async () => {
		sandbox.control.injectFault({ route: 'StopJobs$', status: 403, body: { message: 'No.' } });
		const output = await run('stop', ids.slice(20, 30));
		expect(output.map(({ json }) => json.details)).toEqual(
			output.map((_item, itemIndex) => expect.objectContaining({ httpStatus: 403, itemIndex })),
		);
		expect(output).toHaveLength(10);
		expect(apiRequests(sandbox)).toHaveLength(1);
	});

	it('keys of all items are looked up together', async () => {
		const keys = ids.slice(40, 80).map((id) => {
			const job = sandbox.control.jobs().find((candidate) => candidate.Id === id);
			return String(job?.Key);
		});
		const output = await run('stop', [...keys, '00000000-0000-4000-8000-000000000000']);
		expect(output.map(({ json }) => json.Id ?? 'failed')).toEqual([...ids.slice(40, 80), 'failed']);
		expect(output.at(-1)?.json.error).toContain('There is no job with the key');
		expect(countBy('/odata/Jobs')).toBe(1);
		expect(countBy('StopJobs')).toBe(1);
	});
});

describe('get without arguments', () => {
	const parameters = { options: { includeArguments: false } };

	it('fifty jobs a list, a result for each item, in order', async () => {
		const wanted = [...ids].reverse();
		const output = await run('get', wanted, parameters);
		expect(output.map(({ json }) => json.Id)).toEqual(wanted);
		expect(apiRequests(sandbox)).toHaveLength(3);
		expect(output[0]?.json).not.toHaveProperty('InputArguments');
	});

	it('an unknown job fails its own item', async () => {
		const output = await run(
			'get',
			[...ids.slice(0, 20), MISSING, ...ids.slice(20, 30)],
			parameters,
		);
		const failed = output.flatMap(({ json }, index) => ('error' in json ? [index] : []));
		expect(failed).toEqual([20]);
		expect(output[20]?.json).toMatchObject({ details: { httpStatus: 404 } });
		expect(output).toHaveLength(31);
	});

	it('the same job in several items is read once', async () => {
		const output = await run(
			'get',
			Array.from({ length: 30 }, () => FIRST_ID),
			parameters,
		);
		expect(output).toHaveLength(30);
		expect(apiRequests(sandbox)).toHaveLength(1);
	});

	it.each([true, false])('has no arguments however few jobs, simplified: %s', async (simplify) => {
		const [item] = await run('get', [20001], { simplify, ...parameters });
		expect(item?.json.Id).toBe(20001);
		expect(item?.json).not.toHaveProperty('InputArguments');
		expect(item?.json).not.toHaveProperty('OutputArguments');
	});
});

it('wait: an unknown key fails its own item', async () => {
	const output = await run('wait', [20001, '00000000-0000-4000-8000-000000000000', 20002], {
		options: { onFault: 'output' },
	});
	expect(output.map(({ json }) => json.Id ?? 'failed')).toEqual([20001, 'failed', 20002]);
});
