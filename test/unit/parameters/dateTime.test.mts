import fc from 'fast-check';

import { readDateTime } from '../../../nodes/UiPathOrchestrator/parameters/dateTime.ts';
import { expectRefusal, origin } from '../origin.mts';

const read = (raw: unknown, timeZone = 'Europe/Berlin') =>
	readDateTime(origin, 'Created After', raw, timeZone);

/** What $now yields: an object that writes itself with its offset. */
const luxonLike = (text: string | null) => ({ toISO: () => text });

describe('readDateTime', () => {
	test.each([
		['2026-01-31T08:00:00Z', '2026-01-31T08:00:00Z'],
		['2026-01-31T08:00:00.1234567Z', '2026-01-31T08:00:00.1234567Z'],
		['2026-01-31T08:00:00+05:30', '2026-01-31T02:30:00Z'],
		[' 2026-01-31T08:00:00Z ', '2026-01-31T08:00:00Z'],
		['2026-01-31T08:00:00', '2026-01-31T07:00:00Z'],
		['2026-07-31T08:00:00', '2026-07-31T06:00:00Z'],
		['2026-01-31 08:00', '2026-01-31T07:00:00Z'],
		['2026-01-31T08:00:00.1234567', '2026-01-31T07:00:00.1234567Z'],
		['2026-01-31T08:00:00.123456789Z', '2026-01-31T08:00:00.1234567Z'],
		['2026-01-31 08:00:00.123456789 +01:00', '2026-01-31T07:00:00.1234567Z'],
		['2026-01-31t08:00:00,123456789', '2026-01-31T07:00:00.1234567Z'],
		['2026-01-31 08:00:00Z', '2026-01-31T08:00:00Z'],
		['2026-01-31', '2026-01-30T23:00:00Z'],
		['2024-02-29', '2024-02-28T23:00:00Z'],
		[new Date(Date.UTC(2026, 0, 31, 8)), '2026-01-31T08:00:00.000Z'],
		[luxonLike('2026-01-31T08:00:00.000+01:00'), '2026-01-31T07:00:00.000Z'],
	])('reads %p in Berlin', (raw, literal) => {
		expect(read(raw)).toBe(literal);
	});

	test.each([undefined, null, ''])('%p is a field that is not set', (raw) => {
		expect(read(raw)).toBeUndefined();
	});

	test.each([
		'yesterday',
		'31.01.2026',
		'2026-02-30',
		'2026-02-29T10:00:00',
		'2026-04-31T10:00:00Z',
		'2026-01-31T25:00:00',
		'2026-01-31T08:61',
		'2026-13-01',
		"2026-01-31T08:00:00Z' or '1' eq '1",
		' ',
		1769846400000,
		true,
		{},
		[],
		new Date(Number.NaN),
		luxonLike(null),
	])('refuses %p', (raw) => {
		expectRefusal(() => read(raw), 'Created After', 'is not a date and time');
	});

	test.each([
		['Europe/Berlin', '2026-03-29T01:59:59', '2026-03-29T00:59:59Z'],
		['Europe/Berlin', '2026-03-29T03:00:00', '2026-03-29T01:00:00Z'],
		['Europe/Berlin', '2026-10-25T01:59:59', '2026-10-24T23:59:59Z'],
		['Europe/Berlin', '2026-10-25T03:00:00', '2026-10-25T02:00:00Z'],
		['America/New_York', '2026-03-08T01:59:59', '2026-03-08T06:59:59Z'],
		['America/New_York', '2026-03-08T03:00:00', '2026-03-08T07:00:00Z'],
		['America/New_York', '2026-11-01T00:59:59', '2026-11-01T04:59:59Z'],
		['America/New_York', '2026-11-01T02:00:00', '2026-11-01T07:00:00Z'],
		['Australia/Lord_Howe', '2026-04-05T02:00:00', '2026-04-04T15:30:00Z'],
		['Asia/Kathmandu', '2026-01-31T08:00:00', '2026-01-31T02:15:00Z'],
		['Pacific/Apia', '2011-12-31T00:00:00', '2011-12-30T10:00:00Z'],
		['UTC', '2026-01-31T08:00:00', '2026-01-31T08:00:00Z'],
		['UTC', '0050-06-01T12:00:00', '0050-06-01T12:00:00Z'],
		['UTC', '9999-12-31T23:59:59', '9999-12-31T23:59:59Z'],
	])('%s: %s', (zone, text, literal) => {
		expect(read(text, zone)).toBe(literal);
	});

	test.each([
		['Europe/Berlin', '2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
		['America/New_York', '2026-03-08T02:30:00', '2026-03-08T07:30:00Z'],
	])('%s: %s, which the clocks skip, is as much later', (zone, text, literal) => {
		expect(read(text, zone)).toBe(literal);
	});

	test('reads back what any clock on earth shows', () => {
		const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
		const instant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) });
		const showClock = (ms: number, timeZone: string) =>
			new Intl.DateTimeFormat('sv-SE', {
				timeZone,
				dateStyle: 'short',
				timeStyle: 'medium',
			}).format(ms);
		fc.assert(
			fc.property(zone, instant, (timeZone, ms) => {
				const shown = showClock(ms, timeZone);
				expect(showClock(Date.parse(read(shown, timeZone) ?? ''), timeZone)).toBe(shown);
			}),
			{ numRuns: 300 },
		);
	});
});
