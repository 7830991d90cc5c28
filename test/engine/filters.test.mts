/** Filters: how values become conditions, and what is refused before anything is asked. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { apiRequests, forgetRequests, jobNode, openSandbox } from './sandbox.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => forgetRequests(sandbox));

async function list(filters: INodeParameters, timezone?: string) {
	const node = jobNode(sandbox, 'getAll', { filters });
	const result = await getEngine().harness.run(node, undefined, { timezone });
	return { ...result, filter: apiRequests(sandbox)[0]?.query.$filter };
}

it('joins all that are given by "and", each alternative in brackets', async () => {
	const { status, filter } = await list({
		states: ['Faulted', 'Stopped'],
		robotId: 801,
		custom: 'Id gt 5 or Id lt 3',
		createdAfter: '2026-01-02T03:04:05Z',
	});
	expect(status).toBe('success');
	expect(filter?.split(' and ').sort()).toEqual([
		'(Id gt 5 or Id lt 3)',
		"(State eq 'Faulted' or State eq 'Stopped')",
		'CreationTime ge 2026-01-02T03:04:05Z',
		'Robot/Id eq 801',
	]);
});

it('leaves away what is empty', async () => {
	const { filter } = await list({ states: [], process: '', custom: ' ', createdAfter: '' });
	expect(filter).toBeUndefined();
});

describe('points in time', () => {
	it.each([
		['without an offset: in the time zone of the workflow', '2026-07-01T12:00:00', '10:00:00Z'],
		['as the date picker writes it', '2026-07-01 12:00:00', '10:00:00Z'],
		['with an offset', '2026-07-01T12:00:00-03:00', '15:00:00Z'],
		['in UTC, with seven digits', '2026-07-01T12:00:00.1234567Z', '12:00:00.1234567Z'],
		['as a Luxon DateTime', '={{ DateTime.fromISO("2026-07-01T12:00:00Z") }}', '12:00:00.000Z'],
		['as a Date', '={{ new Date("2026-07-01T12:00:00Z") }}', '12:00:00.000Z'],
	])('%s', async (_name, createdAfter, time) => {
		const { filter, error } = await list({ createdAfter }, 'Europe/Berlin');
		expect(error).toBeUndefined();
		expect(filter).toBe(`CreationTime ge 2026-07-01T${time}`);
	});
});

it.each<[string, INodeParameters, RegExp]>([
	['no number', { robotId: 'seven' }, /Robot.*seven/],
	['a negative number', { environmentId: -3 }, /Environment ID/],
	['no key', { processKey: 'abc' }, /Process Key.*abc/],
	['no time', { endedBefore: 'yesterday' }, /Ended Before.*yesterday/],
	['a day that does not exist', { startedAfter: '2026-02-30T00:00:00Z' }, /Started After/],
	['a name that is none', { states: ["x' or 1 eq 1"] }, /States|states/],
	['an open bracket', { custom: 'Id eq 1) or (Id eq 2' }, /Custom Filter/],
	['an open quote', { custom: "Name eq 'x" }, /Custom Filter/],
])('refuses %s by its name, before any request', async (_name, filters, message) => {
	const { status, error } = await list(filters);
	expect(status).toBe('error');
	expect(error?.message).toMatch(message);
	expect(error?.context).toMatchObject({ itemIndex: 0 });
	expect(apiRequests(sandbox)).toEqual([]);
});

it('lets no quote out of a text', async () => {
	const { status, filter, outputs } = await list({ process: "x' or State eq 'Faulted" });
	expect([status, outputs[0]]).toEqual(['success', []]);
	expect(filter).toBe("Release/Name eq 'x'' or State eq ''Faulted'");
});
