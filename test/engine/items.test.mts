/** Items in, items out: expressions per item, pairing, and the two ways to go on after a refusal. */
import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { apiRequests, forgetRequests, jobNode, locate, openSandbox } from './sandbox.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

const jobOf = (id: string | number) => ({ json: { id } });
const JOB_BY_EXPRESSION = { job: locate('id', '={{ $json.id }}') };

it('reads every parameter for each item and pairs what comes out', async () => {
	const { status, outputs } = await getEngine().harness.run(
		jobNode(sandbox, 'getAll', {
			folder: locate('id', '={{ $json.folder }}'),
			limit: '={{ $json.limit }}',
			filters: { states: '={{ $json.states }}' },
		}),
		[
			{ json: { folder: 4711, limit: 2, states: ['Successful'] } },
			{ json: { folder: 770643, limit: 1, states: ['Faulted'] } },
		],
	);
	expect(status).toBe('success');
	expect(outputs[0]).toMatchObject([
		{ json: { State: 'Successful' }, pairedItem: { item: 0 } },
		{ json: { State: 'Successful' }, pairedItem: { item: 0 } },
		{ json: { State: 'Faulted' }, pairedItem: { item: 1 } },
	]);
	expect(
		apiRequests(sandbox).map(({ headers, query }) => [
			headers['x-uipath-organizationunitid'],
			query.$top,
		]),
	).toEqual([
		['4711', '2'],
		['770643', '1'],
	]);
});

it('names an operation that does not exist', async () => {
	const { error } = await getEngine().harness.run(jobNode(sandbox, 'explode'));
	expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
	expect(error?.message).toContain("'explode'");
});

it('stops at the first refusal and says which item it was', async () => {
	const { status, error } = await getEngine().harness.run(
		jobNode(sandbox, 'get', JOB_BY_EXPRESSION),
		[jobOf(20001), jobOf(999), ...Array.from({ length: 60 }, () => jobOf(20002))],
	);
	expect(status).toBe('error');
	expect(error).toMatchObject({
		name: 'NodeApiError',
		httpCode: '404',
		context: { itemIndex: 1, data: { errorCode: 1002 } },
	});
	// Those beside it were on their way already; no others were sent.
	expect(apiRequests(sandbox).length).toBeLessThan(40);
});

describe('after a refusal', () => {
	const run = async (onError: 'continueRegularOutput' | 'continueErrorOutput') => {
		const node = jobNode(sandbox, 'get', JOB_BY_EXPRESSION, { onError });
		return await getEngine().harness.run(node, [jobOf(20001), jobOf(999), jobOf(20002)]);
	};
	const failWith = async () => {
		const node = jobNode(sandbox, 'get', JOB_BY_EXPRESSION);
		const { error } = await getEngine().harness.run(node, [jobOf(999)]);
		return error;
	};
	const withoutTrace = (value: unknown) =>
		JSON.parse(JSON.stringify(value).replaceAll(/00-[0-9a-f]{32}-[0-9a-f]{16}-\d\d/g, 'TRACE'));

	it('goes on with the next item and keeps the whole detail of the error', async () => {
		const error = await failWith();
		const { status, outputs } = await run('continueRegularOutput');
		expect(status).toBe('success');
		const [first, second, third] = outputs[0] ?? [];
		expect([first?.json.Id, third?.json.Id]).toEqual([20001, 20002]);
		expect([first, second, third].map((item) => item?.pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(withoutTrace(second?.json)).toMatchObject(
			withoutTrace({
				error: error?.message,
				message: error?.description,
				details: { httpCode: '404', errorCode: 1002, itemIndex: 1 },
			}),
		);
	});

	it('sends failed items to the error output, with what they came from', async () => {
		const { status, outputs } = await run('continueErrorOutput');
		expect(status).toBe('success');
		expect(outputs[0]?.map(({ json }) => json.Id)).toEqual([20001, 20002]);
		expect(outputs[1]).toMatchObject([
			{ json: { id: 999, error: expect.any(String), details: { errorCode: 1002 } } },
		]);
	});
});

it('reports bad input before any request, by field and item, also when going on', async () => {
	const node = jobNode(sandbox, 'get', JOB_BY_EXPRESSION, { onError: 'continueRegularOutput' });
	const { outputs } = await getEngine().harness.run(node, [jobOf('twelve'), jobOf('')]);
	expect(apiRequests(sandbox)).toEqual([]);
	expect(outputs[0]).toMatchObject([
		{ json: { error: expect.stringContaining('Job'), details: { itemIndex: 0 } } },
		{ json: { error: expect.stringContaining('Job'), details: { itemIndex: 1 } } },
	]);
});

it('accepts an ID or a key in either mode of a locator, told apart by form', async () => {
	const key = sandbox.control.getJob(20001)?.Key ?? '';
	const { outputs } = await getEngine().harness.run(jobNode(sandbox, 'get', JOB_BY_EXPRESSION), [
		jobOf(20001),
		jobOf(key),
		jobOf(key.toUpperCase()),
		jobOf(' 20001 '),
	]);
	expect(outputs[0]?.map(({ json }) => json.Id)).toEqual([20001, 20001, 20001, 20001]);
});
