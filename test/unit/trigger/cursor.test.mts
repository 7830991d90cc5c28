import fc from 'fast-check';

import {
	advanceCursor,
	readCursor,
	writeCursor,
} from '../../../nodes/UiPathOrchestrator/trigger/cursor.ts';
import type { Cursor, Sighting } from '../../../nodes/UiPathOrchestrator/trigger/cursor.ts';
import { SeenJobs } from '../../../nodes/UiPathOrchestrator/trigger/seen.ts';

const MINUTE = 60_000;
const at = (minute: number, digits = '0000000') =>
	`2026-01-15T12:${String(minute).padStart(2, '0')}:00.${digits}Z`;

const begin = (more: Partial<Cursor> = {}): Cursor => ({
	fingerprint: 'f',
	start: at(0),
	floor: at(0),
	seen: new SeenJobs(),
	...more,
});

const sight = (id: number, time: string): Sighting => ({
	identity: BigInt(id),
	position: { time, id: String(id) },
	time,
});

/** As the database gives it back. */
const store = (cursor: Cursor): unknown => JSON.parse(JSON.stringify(writeCursor(cursor)));

describe('writing and reading', () => {
	const seconds = fc.integer({ min: 0, max: Date.UTC(2262, 0) / 1000 });
	const time = fc
		.tuple(seconds, fc.stringMatching(/^\d{7}$/))
		.map(([value, digits]) => `${new Date(value * 1000).toISOString().slice(0, 19)}.${digits}Z`);
	const scan = fc.option(
		fc.record({
			after: fc.record({ time, id: fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String) }),
			began: fc.option(time, { nil: undefined }),
		}),
		{ nil: undefined },
	);

	it('give back what was there, to the seventh digit', () => {
		fc.assert(
			fc.property(
				time,
				time,
				scan,
				fc.array(fc.tuple(fc.nat(), time)),
				(start, floor, rest, jobs) => {
					const cursor = begin({ start, floor, scan: rest });
					for (const [id, end] of jobs) cursor.seen.add(BigInt(id), end);
					const read = readCursor(store(cursor), 'f');
					expect(read).toMatchObject({ fingerprint: 'f', start, floor });
					expect(read?.scan).toEqual(rest);
					expect(read?.seen.encode()).toBe(cursor.seen.encode());
				},
			),
		);
	});

	it('hold nothing that JSON would drop', () => {
		const written = writeCursor(begin());
		expect(JSON.parse(JSON.stringify(written))).toEqual(written);
		expect(Object.values(written)).not.toContain(undefined);
	});

	const stored = writeCursor(begin());

	it.each([
		['nothing', undefined],
		['null', null],
		['a list', []],
		['text', 'cursor'],
		['another version', { ...stored, version: 1 }],
		['another fingerprint', { ...stored, fingerprint: 'g' }],
		['no start', { ...stored, start: undefined }],
		['a floor that is no time', { ...stored, floor: 'yesterday' }],
		['a floor without a zone', { ...stored, floor: '2026-01-15T12:00:00' }],
		['no memory', { ...stored, seen: [] }],
	])('count as no cursor: %s', (_name, value) => {
		expect(readCursor(value, 'f')).toBeUndefined();
	});

	it('begin the scan anew where its place cannot be read', () => {
		for (const rest of ['x', [], [at(1)], [at(1), 7], {}]) {
			expect(readCursor({ ...stored, scan: rest }, 'f')?.scan).toBeUndefined();
		}
	});
});

describe('advanceCursor', () => {
	const progress = { fresh: [], last: undefined, isComplete: true, began: at(30) };

	it('goes to the look-back before the begin of a complete scan', () => {
		const job = sight(7, at(29, '1234567'));
		const next = advanceCursor(begin(), { ...progress, fresh: [job], last: job }, 10 * MINUTE);
		expect([next.floor, next.scan, next.seen.has(7n)]).toEqual([at(20), undefined, true]);
	});

	it('never goes back, not even for a longer look-back', () => {
		const job = sight(7, at(29));
		const found = { ...progress, fresh: [job], last: job };
		expect(advanceCursor(begin({ floor: at(25) }), found, 10 * MINUTE).floor).toBe(at(25));
	});

	it('stays as it is while nothing happens', () => {
		const cursor = begin();
		const before = JSON.stringify(writeCursor(cursor));
		expect(JSON.stringify(writeCursor(advanceCursor(cursor, progress, MINUTE)))).toBe(before);
	});

	it('forgets once the look-back has passed the jobs, then stays', () => {
		const cursor = begin();
		cursor.seen.add(7n, at(19));
		const next = advanceCursor(cursor, progress, 10 * MINUTE);
		expect([next.floor, next.seen.has(7n)]).toEqual([at(20), false]);
		const later = advanceCursor(next, { ...progress, began: at(40) }, 10 * MINUTE);
		expect(later.floor).toBe(at(20));
	});

	it('holds the floor and remembers the place when the scan was cut', () => {
		const job = sight(7, at(29, '1234567'));
		const cut = { fresh: [job], last: job, isComplete: false, began: at(30) };
		const next = advanceCursor(begin(), cut, MINUTE);
		expect(next).toMatchObject({
			floor: at(0),
			scan: { after: { time: at(29, '1234567'), id: '7' }, began: at(30) },
		});
		expect(next.seen.has(7n)).toBe(true);
	});

	it('keeps the place of an earlier poll when the cut one read nothing', () => {
		const scan = { after: { time: at(5), id: '5' }, began: at(6) };
		const cut = { fresh: [], last: undefined, isComplete: false, began: at(6) };
		expect(advanceCursor(begin({ scan }), cut, MINUTE).scan).toEqual(scan);
	});

	it('counts from the last job where the server tells no time', () => {
		const job = sight(7, at(29));
		const found = { ...progress, fresh: [job], last: job, began: undefined };
		expect(advanceCursor(begin(), found, 10 * MINUTE).floor).toBe(at(19));
		const nothing = { ...progress, began: undefined };
		expect(advanceCursor(begin(), nothing, 10 * MINUTE).floor).toBe(at(0));
	});
});
