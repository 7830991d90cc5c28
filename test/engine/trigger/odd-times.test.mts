/** @jest-environment ./test/engine/trigger/environment.cjs */
/** Servers and gateways that write times or ids in other ways: read, or refused aloud; never skipped. */
import type { Sandbox } from '../../../sandbox/src/index.mts';
import { expectWrongAnswers } from '../sandbox.mts';
import {
	catchError,
	clearTenant,
	createHost,
	faultJob,
	faultJobs,
	HOST_KINDS,
	idsOf,
	openTenant,
	pass,
	record,
	triggerSetup,
} from './polling.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	expectWrongAnswers(/Time must match format "date-time"/);
	sandbox = await openTenant();
});
beforeEach(() => {
	sandbox.control.setLimits({ timeForm: 'utc' });
	clearTenant(sandbox);
});

const JOBS = '/odata/Jobs';

describe.each(['offset', 'lower', 'nine-digits'] as const)('times as %s', (timeForm) => {
	it.each(HOST_KINDS)('make a trigger that emits each job once (%s host)', async (kind) => {
		sandbox.control.setLimits({ timeForm });
		faultJob(sandbox);
		const host = createHost(kind, triggerSetup(sandbox));
		await host.activate();
		sandbox.control.advanceClock(1_001);
		const ids = faultJobs(sandbox, 2, { EndTime: '2026-01-15T12:00:01.1234567Z' });
		expect(idsOf(await host.tick())).toEqual(ids);
		pass(sandbox, 1);
		const id = faultJob(sandbox);
		expect(idsOf(await host.tick())).toEqual([id]);
		expect(idsOf(await host.tick())).toEqual([]);
	});

	it('are paged through', async () => {
		sandbox.control.setLimits({ timeForm });
		const host = createHost('durable', triggerSetup(sandbox));
		await host.activate();
		sandbox.control.advanceClock(1_000);
		const ids = faultJobs(sandbox, 1_100);
		const requests = await record(sandbox, async () => {
			expect(idsOf(await host.tick())).toEqual(ids);
		});
		expect(requests).toHaveLength(2);
	});
});

const unreadable: Array<[string, string, object]> = [
	[
		'a time without a zone',
		"'EndTime' of job 5 is no time that can be read: '2026-01-15T12:00:05'",
		{ EndTime: '2026-01-15T12:00:05' },
	],
	[
		'a time of a country',
		"'EndTime' of job 5 is no time that can be read: '15.01.2026",
		{ EndTime: '15.01.2026 12:00' },
	],
	[
		'a time that is a number',
		"'EndTime' of job 5 is no time that can be read: '17684",
		{ EndTime: 1768478405000 },
	],
	['no time', "'EndTime' of job 5 is missing: 'null'", { EndTime: null }],
	['no id', "'Id' is no ID: 'null'", { Id: null }],
	['an id that is none', "'Id' is no ID: 'five'", { Id: 'five' }],
];

describe.each(unreadable)('%s', (_name, message, columns) => {
	const row = { Id: 5, EndTime: '2026-01-15T12:00:05Z', State: 'Faulted', ...columns };
	const answer = { status: 200, body: { value: [row] } };

	it.each([1, 60])('ends a poll aloud and leaves the state as it was (%d seen)', async (seen) => {
		const host = createHost('durable', triggerSetup(sandbox));
		await host.activate();
		sandbox.control.advanceClock(1_000);
		faultJobs(sandbox, seen);
		await host.tick();
		const before = JSON.stringify([host.saved, host.cursor]);
		sandbox.control.injectFault({ route: JOBS, times: 1, ...answer });
		const error = await catchError(() => host.tick());
		expect(error.message).toContain(message);
		expect(error.message).toMatch(/^Look for faulted jobs: /);
		expect(JSON.stringify([host.saved, host.cursor])).toBe(before);
		const id = faultJob(sandbox);
		expect(idsOf(await host.tick())).toEqual([id]);
	});
});

it('a server without zones makes a trigger that cannot be published, and says why', async () => {
	faultJob(sandbox);
	sandbox.control.setLimits({ timeForm: 'zoneless' });
	const error = await catchError(() => createHost('legacy', triggerSetup(sandbox)).activate());
	expect(error.message).toMatch(
		/'EndTime' of job \d+ is no time that can be read: '2026-01-15T12:00:00/,
	);
});

it('a faulted job without an end is no reason to refuse the publication', async () => {
	faultJob(sandbox, { EndTime: null });
	const host = createHost('legacy', triggerSetup(sandbox));
	await host.activate();
	sandbox.control.advanceClock(1_000);
	const id = faultJob(sandbox);
	expect(idsOf(await host.tick())).toEqual([id]);
});

it('the same page again and again ends the poll', async () => {
	const host = createHost('durable', triggerSetup(sandbox));
	await host.activate();
	sandbox.control.advanceClock(1_000);
	const value = Array.from({ length: 1_000 }, (_, index) => ({
		Id: index + 1,
		EndTime: '2026-01-15T12:00:05Z',
		State: 'Faulted',
	}));
	sandbox.control.injectFault({ route: JOBS, times: 5, status: 200, body: { value } });
	const requests = await record(sandbox, async () => {
		const error = await catchError(() => host.tick());
		expect(error.message).toMatch(/the same page came twice, up to job 1000/);
	});
	expect(requests).toHaveLength(2);
});
