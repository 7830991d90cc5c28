/** Hints: sentences above the output that say what the items do not. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { openSandbox } from './sandbox.mts';
import { run } from './wait/jobs.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

const listHints = async (parameters: INodeParameters) => {
	const { status, hints } = await run(sandbox, 'getAll', parameters);
	expect(status).toBe('success');
	expect(hints.every(({ location }) => location === 'outputPane')).toBe(true);
	return hints.map(({ message }) => message);
};
const ARGUMENTS = /Include Arguments/;

it('a hint comes once, however many items it holds for', async () => {
	const items = [0, 1, 2].map((n) => ({ json: { n } }));
	const { hints, outputs } = await run(sandbox, 'getAll', { simplify: false, limit: 1 }, { items });
	expect(outputs[0]).toHaveLength(3);
	expect(hints.map(({ message }) => message)).toEqual([expect.stringMatching(ARGUMENTS)]);
});

it.each<[string, INodeParameters]>([
	['all jobs', { returnAll: true }],
	// n8n says by itself that there may be more.
	['as many jobs as the limit', { limit: 3 }],
	['no jobs', { filters: { robotName: 'Nobody' } }],
])('%s: no hint', async (_name, parameters) => {
	expect(await listHints(parameters)).toEqual([]);
});

it('arguments that lists leave empty are explained where they show', async () => {
	const whole = { returnAll: true, simplify: false };
	expect(await listHints(whole)).toEqual([expect.stringMatching(ARGUMENTS)]);
	const read = { filters: { custom: 'Id eq 20001' }, options: { includeArguments: true } };
	expect(await listHints({ ...whole, ...read })).toEqual([]);
	expect(await listHints({ ...whole, filters: { robotName: 'Nobody' } })).toEqual([]);
});
