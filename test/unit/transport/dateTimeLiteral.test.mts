import fc from 'fast-check';

import {
	dateTimeLiteral,
	LiteralError,
} from '../../../nodes/UiPathOrchestrator/transport/literals.ts';

describe('dateTimeLiteral', () => {
	test.each([
		['2026-01-31T08:00:00Z', '2026-01-31T08:00:00Z'],
		['2026-01-31T08:00Z', '2026-01-31T08:00:00Z'],
		['2026-01-31t08:00:00z', '2026-01-31T08:00:00Z'],
		['2026-01-31T08:00:00.1Z', '2026-01-31T08:00:00.1Z'],
		['2026-01-31T23:48:34.8805788Z', '2026-01-31T23:48:34.8805788Z'],
		['2026-01-31T08:00:00.120Z', '2026-01-31T08:00:00.120Z'],
		['2026-01-31T08:00:00+01:00', '2026-01-31T07:00:00Z'],
		['2026-01-31T08:00:00+0530', '2026-01-31T02:30:00Z'],
		['2026-01-31T08:00:00.1234567-08:00', '2026-01-31T16:00:00.1234567Z'],
		['2026-01-01T00:30:00+01:00', '2025-12-31T23:30:00Z'],
		['2024-02-29T12:00:00Z', '2024-02-29T12:00:00Z'],
	])('writes %s', (text, literal) => {
		expect(dateTimeLiteral(text)).toBe(literal);
	});

	test.each([
		'',
		'2026-01-31',
		'2026-01-31T08:00:00',
		'2026-01-31 08:00:00Z',
		'2026-01-31T24:00:00Z',
		'2026-01-31T08:60:00Z',
		'2026-13-01T08:00:00Z',
		'2026-00-10T08:00:00Z',
		'2026-01-32T08:00:00Z',
		'2026-02-30T08:00:00Z',
		'2026-02-29T08:00:00Z',
		'2026-04-31T08:00:00+02:00',
		'2026-01-31T08:00:00.12345678Z',
		'2026-01-31T08:00:00.Z',
		'2026-01-31T08:00:00+99:99',
		'2026-01-31T08:00:00Z or 1 eq 1',
		'9999-12-31T23:59:59-00:01',
		'0000-12-31T23:59:59Z',
		'0001-01-01T00:00:00+00:01',
		'2026-01-31T08:00:00Z\n',
		'now()',
	])('refuses %j', (text) => {
		expect(() => dateTimeLiteral(text)).toThrow(LiteralError);
	});

	test('converts any offset to UTC and keeps the fraction as written', () => {
		const second = fc.integer({ min: Date.UTC(1970, 0, 2) / 1000, max: Date.UTC(2099, 0) / 1000 });
		const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });
		const fraction = fc.stringMatching(/^(\.\d{1,7})?$/);
		fc.assert(
			fc.property(second, offset, fraction, (utc, minutes, digits) => {
				const local = new Date((utc + minutes * 60) * 1000).toISOString().slice(0, 19);
				const hours = String(Math.trunc(Math.abs(minutes) / 60)).padStart(2, '0');
				const rest = String(Math.abs(minutes) % 60).padStart(2, '0');
				const text = `${local}${digits}${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
				const expected = `${new Date(utc * 1000).toISOString().slice(0, 19)}${digits}Z`;
				expect(dateTimeLiteral(text)).toBe(expected);
			}),
		);
	});
});
