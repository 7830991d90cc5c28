/** Items of a node that are sent at the same time: how many, in which order they come out, what fails. */
import type { INodeParameters } from 'n8n-workflow';

import type { RecordedRequest, Sandbox } from '../../../sandbox/src/index.mts';
import { getEngine } from '../globals.mts';
import { apiRequests, jobNode, locate, openSandbox } from '../sandbox.mts';

const PROCESS = '6b1d2f3a-0c4e-4d5f-8a6b-7c8d9e0f1a01';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await openSandbox({ latencyMs: 25 });
});

type OnError = 'stopWorkflow' | 'continueRegularOutput';

/** Starts a job for each item; items are numbered by their reference. */
async function startItems(
	keys: readonly string[],
	options: INodeParameters = {},
	onError: OnError = 'stopWorkflow',
) {
	const node = jobNode(
		sandbox,
		'start',
		{
			process: locate('key', '={{ $json.key }}'),
			options: { reference: '={{ "item-" + $itemIndex }}', ...options },
		},
		{ onError },
	);
	return await getEngine().harness.run(
		node,
		keys.map((key) => ({ json: { key } })),
	);
}

const repeat = (count: number, key = PROCESS): string[] => Array.from({ length: count }, () => key);

/** Most requests that were under way at one moment. */
const countInFlight = (requests: readonly RecordedRequest[]): number =>
	Math.max(
		...requests.map(
			({ at }) => requests.filter((other) => other.at <= at && at < other.answeredAt).length,
		),
	);

const readStarts = () => apiRequests(sandbox).filter(({ path }) => path.endsWith('StartJobs'));

describe('starting', () => {
	it('sends ten items at a time and keeps their order', async () => {
		const { outputs } = await startItems(repeat(45));
		expect(outputs[0]).toHaveLength(45);
		for (const [index, { json, pairedItem }] of (outputs[0] ?? []).entries()) {
			expect(pairedItem).toEqual({ item: index });
			expect(json.Reference).toMatch(new RegExp(`^item-${index} n8n-`));
		}
		const inFlight = countInFlight(readStarts());
		expect(inFlight).toBeLessThanOrEqual(10);
		expect(inFlight).toBeGreaterThan(5);
	});

	it.each([1, 3])('sends %i at a time when told so', async (concurrency) => {
		await startItems(repeat(12), { concurrency });
		expect(readStarts()).toHaveLength(12);
		expect(countInFlight(readStarts())).toBe(concurrency);
	});

	it('one at a time starts jobs in the order of the items', async () => {
		await startItems(repeat(8), { concurrency: 1 });
		const references = readStarts().map(({ body }) => /item-\d+/.exec(body)?.[0]);
		expect(references).toEqual(repeat(8).map((_key, index) => `item-${index}`));
	});

	it('looks a process up once that many items name by its ID', async () => {
		const { outputs } = await startItems([...repeat(20, '5001'), ...repeat(5, PROCESS)]);
		expect(outputs[0]).toHaveLength(25);
		expect(readStarts().map(({ body }) => body.includes(PROCESS))).not.toContain(false);
		const paths = apiRequests(sandbox).map(({ path }) => path);
		expect(paths.filter((path) => path.endsWith('/odata/Releases(5001)'))).toHaveLength(1);
	});

	it('each item says for itself that there is no process with its ID', async () => {
		const ids = repeat(15, '5001').with(0, '999999').with(4, '999999').with(14, '999999');
		const { outputs } = await startItems(ids, {}, 'continueRegularOutput');
		const failed = outputs[0]?.filter(({ json }) => json.error !== undefined) ?? [];
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 4 },
			{ item: 14 },
		]);
		expect(failed.map(({ json }) => JSON.stringify(json))).toEqual(
			[0, 4, 14].map(() => expect.stringContaining('999999')),
		);
		expect(readStarts()).toHaveLength(12);
	});

	it('a refused item fails alone when the node continues', async () => {
		const keys = repeat(20).with(7, UNKNOWN).with(13, UNKNOWN);
		const { status, outputs } = await startItems(keys, {}, 'continueRegularOutput');
		expect(status).toBe('success');
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
			keys.map((_key, item) => ({ item })),
		);
		const failed = outputs[0]?.flatMap(({ json }, index) => ('error' in json ? [index] : []));
		expect(failed).toEqual([7, 13]);
	});

	it('without continuing, it begins no further item and says what was started', async () => {
		const keys = repeat(60).with(2, UNKNOWN);
		const { status, error } = await startItems(keys);
		expect(status).toBe('error');
		expect(error?.context).toMatchObject({ itemIndex: 2 });
		const started = readStarts().filter((request) => request.status === 201).length;
		expect(started).toBeLessThan(25);
		expect(error?.description).toContain(
			`Of the other items, ${started} had been carried out when this one failed`,
		);
	});

	it('bad input in the last item is refused before the first is sent', async () => {
		const { error } = await startItems(repeat(5).with(4, ''));
		expect(error?.message).toBe("'Process' is an expression that yields nothing (item 4)");
		expect(sandbox.requests).toEqual([]);
	});
});

it('reads jobs with their arguments twenty at a time', async () => {
	const items = Array.from({ length: 48 }, (_, index) => ({
		json: { id: index % 2 === 0 ? 20001 : 20002 },
	}));
	const { outputs } = await getEngine().harness.run(
		jobNode(sandbox, 'get', { job: locate('id', '={{ $json.id }}') }),
		items,
	);
	expect(outputs[0]?.map(({ json }) => json.Id)).toEqual(items.map(({ json }) => json.id));
	expect(countInFlight(apiRequests(sandbox))).toBeLessThanOrEqual(20);
	expect(countInFlight(apiRequests(sandbox))).toBeGreaterThan(8);
});
