/** Hard texts in filters of lists, exports and triggers, through n8n's engine and over HTTP. */
import type { RecordedRequest, Sandbox } from '../../../sandbox/src/index.mts';
import { decodeQuery } from '../../../sandbox/src/odata/options.mts';
import { parseFilter } from '../../../sandbox/src/odata/parse.mts';
import { getEngine } from '../../engine/globals.mts';
import {
	apiRequests,
	forgetRequests,
	jobNode,
	locate,
	openSandbox,
} from '../../engine/sandbox.mts';
import { cutOut } from './filter-tree.mts';
import { filterOf, HARMLESS, isRefused, runTexts, type Sent, TEXT, TEXTS } from './run-texts.mts';
import { isUnsendable } from './texts.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox({ exportsPerDay: 100_000 });
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

/** The query as the server decodes it, without the filter. */
const restOf = ({ rawQuery }: RecordedRequest): string[] =>
	decodeQuery(rawQuery).map(([name, value]) => (name === '$filter' ? name : `${name}=${value}`));

const FREE_FILTERS: ReadonlyArray<readonly [name: string, label: string]> = [
	['process', 'Process Name'],
	['robotName', 'Robot Name'],
	['hostMachineName', 'Host Machine Name'],
	['reference', 'Reference'],
	['errorContains', 'Error Contains'],
];

/** Each accepted text has a request of its own whose filter differs from the harmless one by the text. */
function expectLiterals(sent: readonly Sent[], label: string, requests: RecordedRequest[]): void {
	const trees = requests.map((request) => parseFilter(filterOf(request)));
	const plain = trees.map((tree) => cutOut(tree, HARMLESS)).find((tree) => hasHole(tree));
	const rests = new Set(requests.map((request) => restOf(request).join('&')));
	expect(rests.size).toBe(1);
	for (const { text, error } of sent) {
		if (error !== undefined) {
			expect([text.slice(0, 40), error.slice(0, 120), isRefused(error, label)]).toEqual([
				text.slice(0, 40),
				error.slice(0, 120),
				true,
			]);
			expect(isUnsendable(text) || encodeURIComponent(text).length > 3_000).toBe(true);
		} else expect(trees.map((tree) => cutOut(tree, text))).toContainEqual(plain);
	}
	expect(requests).toHaveLength(sent.filter(({ error }) => error === undefined).length);
}

const hasHole = (tree: unknown): boolean => JSON.stringify(tree).includes('"hole"');

describe.each(FREE_FILTERS)('the filter %s', (name, label) => {
	it('of a list', async () => {
		const sent = await runTexts(sandbox, 'getAll', { filters: { [name]: TEXT } });
		expectLiterals(sent, label, apiRequests(sandbox));
	});

	it('of an export', async () => {
		const sent = await runTexts(sandbox, 'export', {
			folder: locate('id', '770643'),
			filters: { [name]: TEXT },
		});
		const starts = apiRequests(sandbox).filter(({ path }) => path.endsWith('.Export'));
		expectLiterals(sent, label, starts);
	});

	it('of a trigger', async () => {
		const setup = (text: string) => ({
			...jobNode(sandbox, 'getAll'),
			type: 'uiPathOrchestratorTrigger',
			parameters: { event: 'jobFaulted', filters: { [name]: text } },
		});
		const sent: Sent[] = [];
		// What begins with "=" would be an expression here, and be evaluated by n8n.
		for (const text of TEXTS.filter((one) => !one.startsWith('='))) {
			const error = await getEngine()
				.harness.poll(setup(text))
				.then(
					() => undefined,
					(caught: unknown) => String(Reflect.get(Object(caught), 'message')),
				);
			sent.push({ text, error });
		}
		expectLiterals(sent, label, apiRequests(sandbox));
	});
});

it('the raw filter is refused by name, or is one condition beside the others', async () => {
	const filters = { process: 'Invoices', custom: TEXT };
	const sent = await runTexts(sandbox, 'getAll', { filters });
	const requests = apiRequests(sandbox);
	for (const { rawQuery } of requests) {
		const filter = decodeQuery(rawQuery).find(([name]) => name === '$filter')?.[1] ?? '';
		expect(filter).toMatch(/^Release\/Name eq 'Invoices' and \([^]*\)$/);
		expect(sent.map(({ text }) => text.trim())).toContain(
			/^[^]* and \(([^]*)\)$/.exec(filter)?.[1],
		);
	}
	const refused = sent.filter(({ error }) => isRefused(error, 'Custom Filter (OData)'));
	expect(refused.length + requests.length).toBe(TEXTS.length);
	expect(refused.map(({ text }) => text)).toEqual(
		expect.arrayContaining(["O'Brien", '"quoted"', '\0']),
	);
});

it.each([
	['robotId', 'Robot'],
	['environmentId', 'Environment ID'],
	['processKey', 'Process Key'],
	['batchExecutionKey', 'Batch Execution Key'],
	['createdAfter', 'Created After'],
	['createdBefore', 'Created Before'],
	['startedAfter', 'Started After'],
	['startedBefore', 'Started Before'],
	['endedAfter', 'Ended After'],
	['endedBefore', 'Ended Before'],
])('the filter %s takes none of them', async (name, label) => {
	const texts = await runTexts(sandbox, 'getAll', { filters: { [name]: TEXT } });
	const taken = texts.filter(({ error }) => !isRefused(error, label)).map(({ text }) => text);
	expect(taken).toEqual(/After|Before/.test(label) ? ['2026-01-31T08:00:00Z'] : []);
	expect(apiRequests(sandbox)).toHaveLength(taken.length);
});

it.each(['states', 'sourceTypes', 'types', 'priority'])(
	'the filter %s takes names only',
	async (name) => {
		await runTexts(sandbox, 'getAll', { filters: { [name]: TEXT } });
		for (const request of apiRequests(sandbox)) {
			expect(filterOf(request)).toMatch(/^[A-Za-z]+ eq '[A-Za-z]\w*'$/);
		}
	},
);
