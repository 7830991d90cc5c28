import fc from 'fast-check';

import { SeenJobs } from '../../../nodes/UiPathOrchestrator/trigger/seen.ts';
import { fromMilliseconds } from '../../../nodes/UiPathOrchestrator/trigger/timestamp.ts';

const NOON = Date.UTC(2026, 0, 15, 12);
const LARGEST_ID = 9_223_372_036_854_775_807n;

/** The identity of a suspension is 4,096 times as large as that of a job. */
const identity = fc.bigInt({ min: 0n, max: LARGEST_ID * 4096n });
const ms = fc.oneof(
	fc.integer({ min: 0, max: Date.UTC(2262, 0) }),
	fc.integer({ min: NOON, max: NOON + 50 }),
);
const entries = fc.uniqueArray(fc.tuple(identity, ms), { selector: ([id]) => id, maxLength: 50 });

function fill(list: ReadonlyArray<readonly [bigint, number]>): SeenJobs {
	const seen = new SeenJobs();
	for (const [id, at] of list) seen.add(id, fromMilliseconds(at));
	return seen;
}

describe('encode and decode', () => {
	it('give back every identity with its time, whatever they are', () => {
		fc.assert(
			fc.property(entries, (list) => {
				const text = fill(list).encode();
				const seen = SeenJobs.decode(text);
				expect(list.every(([id]) => seen.has(id))).toBe(true);
				for (const [id, at] of list) {
					// The time shows in what a floor forgets.
					const copy = SeenJobs.decode(text);
					copy.prune(fromMilliseconds(at));
					expect(copy.has(id)).toBe(true);
					copy.prune(fromMilliseconds(at + 1));
					expect(copy.has(id)).toBe(false);
				}
			}),
		);
	});

	it('write the same text whatever the order, and after a way through text', () => {
		fc.assert(
			fc.property(entries, (list) => {
				const text = fill(list).encode();
				expect(fill(list.toReversed()).encode()).toBe(text);
				expect(SeenJobs.decode(text).encode()).toBe(text);
				expect(text).toMatch(/^[\w-]*$/);
			}),
		);
	});

	it('know nothing more than was put in', () => {
		fc.assert(
			fc.property(entries, identity, (list, other) => {
				fc.pre(list.every(([id]) => id !== other));
				expect(SeenJobs.decode(fill(list).encode()).has(other)).toBe(false);
			}),
		);
	});

	it('read text that is cut or was never ours without failing', () => {
		fc.assert(
			fc.property(fc.string(), entries, fc.nat(200), (text, list, length) => {
				expect(() => SeenJobs.decode(text)).not.toThrow();
				expect(() => SeenJobs.decode(fill(list).encode().slice(0, length))).not.toThrow();
			}),
		);
	});
});

it('reads up to the first character that is not ours', () => {
	const text = fill([[5n, NOON]]).encode();
	for (const strange of ['!', '=', ' ', 'é']) {
		expect(SeenJobs.decode(`${text}${strange}CC`).encode()).toBe(text);
	}
});

describe('size', () => {
	it.each([
		['one after the other', 3, 60],
		['all at once', 1, 0],
		['spread over an hour, with large gaps between ids', 4_000, 360],
	])('10,000 jobs %s stay below 100 kB', (_name, idStep, msStep) => {
		const list = Array.from(
			{ length: 10_000 },
			(_, index) => [30_000_000n + BigInt(index * idStep), NOON + index * msStep] as const,
		);
		expect(fill(list).encode().length).toBeLessThan(100_000);
	});

	it('10,000 jobs whose ids and times have nothing to do with each other stay below 100 kB', () => {
		const list = Array.from(
			{ length: 10_000 },
			(_, index) =>
				[30_000_000n + BigInt((index * 7_919) % 10_000) * 10n, NOON + index * 60] as const,
		);
		expect(fill(list).encode().length).toBeLessThan(100_000);
	});
});

describe('prune', () => {
	it('forgets what lies before the floor, and nothing else', () => {
		fc.assert(
			fc.property(entries, ms, (list, floorMs) => {
				const seen = fill(list);
				const floor = fromMilliseconds(floorMs);
				expect(seen.hasBefore(floor)).toBe(list.some(([, at]) => at < floorMs));
				expect(seen.prune(floor)).toBe(floor);
				for (const [id, at] of list) expect(seen.has(id)).toBe(at >= floorMs);
				expect(seen.hasBefore(floor)).toBe(false);
			}),
		);
	});

	it('forgets the oldest beyond 10,000 and raises the floor above them', () => {
		const list = Array.from(
			{ length: 10_003 },
			(_, index) => [BigInt(index), NOON + index] as const,
		);
		const seen = fill(list);
		expect(seen.prune(fromMilliseconds(NOON))).toBe(fromMilliseconds(NOON + 3));
		expect(list.filter(([id]) => seen.has(id))).toEqual(list.slice(3));
	});

	it('never lowers the floor', () => {
		const list = Array.from({ length: 10_005 }, (_, index) => [BigInt(index), NOON] as const);
		const seen = fill(list);
		expect(seen.prune(fromMilliseconds(NOON - 5))).toBe(fromMilliseconds(NOON + 1));
		expect(seen.prune(fromMilliseconds(NOON + 1))).toBe(fromMilliseconds(NOON + 1));
	});
});
