import type { TestEvent } from 'node:test/reporters';
import { type Host, HOSTS } from '../../../scripts/host/hosts.mts';
import type { HostResult, TestGroup } from '../../../scripts/hosts/results.mts';
import { buildReport } from '../../../scripts/hosts/table.mts';
import { GroupCounter } from '../../e2e/group-counter.mts';

type Ended = Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>;

function end(type: Ended['type'], name: string, nesting: number, rest: object = {}): TestEvent {
	const data = { name, nesting, details: { type: 'test', duration_ms: 1 }, ...rest };
	return { type, data } as unknown as TestEvent;
}

const suite = (type: Ended['type'], name: string) =>
	end(type, name, 0, { details: { type: 'suite', duration_ms: 1 } });

const note = (message: string, nesting: number) =>
	({ type: 'test:diagnostic', data: { message, nesting } }) as unknown as TestEvent;

function count(events: readonly TestEvent[]): GroupCounter {
	const counter = new GroupCounter();
	for (const event of events) counter.take(event);
	return counter;
}

describe('counting tests by group', () => {
	it('takes nothing for passed but what ran and passed', () => {
		const counter = count([
			end('test:pass', 'one', 1),
			end('test:fail', 'two', 1),
			end('test:pass', 'three', 1, { skip: 'this host has no moon' }),
			end('test:pass', 'four', 1, { skip: 'no time' }),
			note('seen: 7', 1),
			suite('test:fail', 'a'),
			end('test:pass', 'five', 1),
			suite('test:pass', 'b'),
			note('tests 5', 0),
		]);
		expect(counter.groups).toEqual([
			{
				name: 'a',
				tests: 4,
				passed: 1,
				absent: [{ name: 'three', reason: 'this host has no moon' }],
				notes: ['seen: 7'],
			},
			{ name: 'b', tests: 1, passed: 1, absent: [], notes: [] },
		]);
		expect(counter.absent).toBe(1);
	});
});

describe('the compatibility table', () => {
	const group = (changes: Partial<TestGroup>): TestGroup => ({
		...{ name: 'a', tests: 3, passed: 3, absent: [], notes: [] },
		...changes,
	});

	it('has a column for each host, the failures in it, and names what is not there', () => {
		const absent = [{ name: 'x', reason: 'this host has no moon' }];
		const report = buildReport(
			new Map<Host, HostResult>([
				[
					HOSTS[0],
					{ day: '2026-01-02', groups: [group({}), group({ name: 'b', tests: 2, passed: 1 })] },
				],
				[
					HOSTS[2],
					{ day: '2026-01-01', groups: [group({ passed: 2, absent, notes: ['seen: 7'] })] },
				],
			]),
		);
		expect(report.split('\n')).toEqual([
			'Run of 2026-01-01 to 2026-01-02. Each cell: tests passed of tests run.',
			'',
			'| Tests | n8n 2.41.1 | n8n 2.33.7 |',
			'| --- | --- | --- |',
			'| a | 3 of 3 | 2 of 2, 1 not there |',
			'| b | 1 of 2 | – |',
			'| **all** | **4 of 5** | **2 of 2, 1 not there** |',
			'',
			'Not there:',
			'',
			'- n8n 2.33.7: "a: x" – this host has no moon.',
			'',
			'Reported by the tests:',
			'',
			'- n8n 2.33.7: seen: 7.',
		]);
	});
});
