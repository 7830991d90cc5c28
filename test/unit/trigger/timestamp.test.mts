import fc from 'fast-check';

import {
	fromMilliseconds,
	laterOf,
	normalizeTime,
	toMilliseconds,
} from '../../../nodes/UiPathOrchestrator/trigger/timestamp.ts';

/** Steps of 100 ns since 1970, up to the year 2262, and how many digits of the fraction are written. */
const ticks = fc.bigInt({ min: 0n, max: 9_223_372_036_854_775_8n });

function write(tick: bigint): string {
	const seconds = new Date(Number(tick / 10_000_000n) * 1000).toISOString().slice(0, 19);
	const fraction = (tick % 10_000_000n).toString().padStart(7, '0').replace(/0+$/, '');
	return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}

const normalize = (tick: bigint): string => normalizeTime(write(tick)) ?? 'unreadable';

describe('normalizeTime', () => {
	it.each([
		['2026-01-15T12:00:00Z', '2026-01-15T12:00:00.0000000Z'],
		['2026-01-15T12:00:00.1Z', '2026-01-15T12:00:00.1000000Z'],
		['2026-01-15T12:00:00.1234567Z', '2026-01-15T12:00:00.1234567Z'],
		['2026-01-15t12:00:00.5z', '2026-01-15T12:00:00.5000000Z'],
		['2026-01-15T12:00Z', '2026-01-15T12:00:00.0000000Z'],
		['2026-01-15T12:00:00.12345678Z', '2026-01-15T12:00:00.1234567Z'],
		['2026-01-15T12:00:00.1+01:00', '2026-01-15T11:00:00.1000000Z'],
		['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.0000000Z'],
	])('%s', (text, expected) => {
		expect(normalizeTime(text)).toBe(expected);
	});

	it.each([
		'',
		'now',
		'2026-01-15',
		'2026-01-15T12:00:00',
		'2026-01-15T12:00:00.Z',
		' 2026-01-15T12:00:00Z',
		'2026-01-15T12:00:00Z\n',
		null,
		undefined,
		1768478400000,
		{},
	])('refuses %j', (text) => {
		expect(normalizeTime(text)).toBeUndefined();
	});

	it('makes text order the order of time, to the last digit', () => {
		fc.assert(
			fc.property(ticks, fc.bigInt({ min: -20n, max: 20n }), (one, step) => {
				const other = one + step < 0n ? 0n : one + step;
				expect(normalize(one) < normalize(other)).toBe(one < other);
				expect(normalize(one) === normalize(other)).toBe(one === other);
				expect(laterOf(normalize(one), normalize(other))).toBe(
					normalize(one > other ? one : other),
				);
			}),
		);
	});
});

describe('milliseconds', () => {
	it('are cut from the digits, never rounded up', () => {
		fc.assert(
			fc.property(ticks, (tick) => {
				expect(toMilliseconds(normalize(tick))).toBe(Number(tick / 10_000n));
			}),
		);
	});

	it('come back as they were', () => {
		const ms = fc.integer({ min: 0, max: Date.UTC(2262, 0) });
		fc.assert(
			fc.property(ms, (value) => {
				const text = fromMilliseconds(value);
				expect(toMilliseconds(text)).toBe(value);
				expect(normalizeTime(text)).toBe(text);
			}),
		);
	});
});
