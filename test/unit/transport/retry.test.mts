import fc from 'fast-check';

import { decideRetry, readRetryAfter } from '../../../nodes/UiPathOrchestrator/transport/retry.ts';
import type { Effect, Failure } from '../../../nodes/UiPathOrchestrator/transport/retry.ts';

const NOW = Date.UTC(2026, 0, 31, 8);
const MIDDLE = 0.5;
const decide = (failure: Failure, effect: Effect, attempt = 1, random = MIDDLE) =>
	decideRetry(failure, effect, attempt, random, NOW);

/** Failure, whether a read is repeated, whether a request that changes something is. */
const TABLE: Array<[failure: Failure, read: boolean, write: boolean]> = [
	[{ status: 429 }, true, true],
	[{ status: 502 }, true, false],
	[{ status: 503 }, true, false],
	[{ status: 504 }, true, false],
	[{ status: 524 }, true, false],
	...[200, 301, 302, 400, 401, 403, 404, 405, 409, 413, 422, 500, 501].map(
		(status): [Failure, boolean, boolean] => [{ status }, false, false],
	),
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'].map(
		(code): [Failure, boolean, boolean] => [{ code }, true, true],
	),
	...[
		'ECONNRESET',
		'ECONNABORTED',
		'ETIMEDOUT',
		'EPIPE',
		'ERR_BAD_RESPONSE',
		'ERR_STREAM_PREMATURE_CLOSE',
	].map((code): [Failure, boolean, boolean] => [{ code }, true, false]),
	...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_CANCELED', 'ERR_BAD_REQUEST'].map(
		(code): [Failure, boolean, boolean] => [{ code }, false, false],
	),
	[{}, false, false],
	[{ status: 503, code: 'ECONNREFUSED' }, true, false],
	[{ status: 500, retryAfter: '1' }, false, false],
	[{ status: 503, retryAfter: '1' }, true, false],
];

describe('which requests are sent again', () => {
	test.each(TABLE)('%j: read %s, write %s', (failure, read, write) => {
		expect(decide(failure, 'read') !== undefined).toBe(read);
		expect(decide(failure, 'write') !== undefined).toBe(write);
	});

	test.each([
		[{ status: 503 }, 3],
		[{ code: 'ECONNREFUSED' }, 3],
		[{ status: 429 }, 5],
		[{ status: 429, retryAfter: '1' }, 5],
	])('%j is repeated at most %i times', (failure, most) => {
		expect(decide(failure, 'read', most)).toBeDefined();
		expect(decide(failure, 'read', most + 1)).toBeUndefined();
	});
});

describe('how long the wait is', () => {
	test('doubles from half a second', () => {
		expect([1, 2, 3].map((attempt) => decide({ status: 503 }, 'read', attempt))).toEqual([
			500, 1000, 2000,
		]);
	});

	test('outlasts the minute of the rate limit, even with the least jitter', () => {
		const attempts = [1, 2, 3, 4, 5];
		const waits = attempts.map((attempt) => decide({ status: 429 }, 'write', attempt, 0) ?? 0);
		expect(waits).toEqual([2000, 4000, 8000, 16_000, 30_000]);
		expect(waits.reduce((sum, wait) => sum + wait)).toBe(60_000);
	});

	test('varies by a quarter in both directions, but never falls short of a rate limit', () => {
		const ends = (failure: Failure) => [0, 1].map((random) => decide(failure, 'read', 1, random));
		expect(ends({ status: 503 })).toEqual([375, 625]);
		expect(ends({ status: 429 })).toEqual([2000, 2500]);
		const random = fc.double({ min: 0, max: 1, noNaN: true });
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 3 }), random, (attempt, jitter) => {
				const middle = 500 * 2 ** (attempt - 1);
				const wait = decide({ status: 503 }, 'read', attempt, jitter) ?? 0;
				expect(Math.abs(wait - middle)).toBeLessThanOrEqual(middle / 4);
			}),
		);
	});

	test('is random without being told so', () => {
		const waits = Array.from({ length: 20 }, () => decideRetry({ status: 503 }, 'read', 1));
		expect(new Set(waits).size).toBeGreaterThan(1);
	});

	test('is never shorter than Retry-After asks for', () => {
		const seconds = fc.integer({ min: 0, max: 120 });
		fc.assert(
			fc.property(seconds, fc.double({ min: 0, max: 1, noNaN: true }), (asked, jitter) => {
				const wait = decide({ status: 429, retryAfter: String(asked) }, 'write', 1, jitter) ?? -1;
				expect(wait).toBeGreaterThanOrEqual(asked * 1000);
				expect(wait).toBeLessThanOrEqual(asked * 1000 + 250);
			}),
		);
	});

	test.each([
		['120', 120_125],
		['121', undefined],
		['86400', undefined],
		['Sat, 31 Jan 2026 08:02:01 GMT', undefined],
	])('gives up when Retry-After is %s: %s', (retryAfter, wait) => {
		expect(decide({ status: 429, retryAfter }, 'read')).toBe(wait);
	});

	test.each(['soon', '', '-5', 'soon 5', '5 s'])(
		'backs off when Retry-After is %j',
		(retryAfter) => {
			expect(decide({ status: 503, retryAfter }, 'read')).toBe(500);
		},
	);
});

describe('readRetryAfter', () => {
	test.each<[string | undefined, string | undefined, number | undefined]>([
		[undefined, undefined, undefined],
		['0', undefined, 0],
		['7', undefined, 7000],
		[' 7 ', undefined, 7000],
		['1.5', undefined, 1500],
		['Sat, 31 Jan 2026 08:00:30 GMT', undefined, 30_000],
		['Sat, 31 Jan 2026 07:00:00 GMT', undefined, 0],
		['Sat, 31 Jan 2026 10:00:30 GMT', 'Sat, 31 Jan 2026 10:00:00 GMT', 30_000],
		['Sat, 31 Jan 2026 08:00:30 GMT', 'no date', 30_000],
		['soon', undefined, undefined],
		['', undefined, undefined],
		['-5', undefined, undefined],
		['soon 5', undefined, undefined],
	])('%j with the server at %j: %s ms', (retryAfter, date, ms) => {
		expect(readRetryAfter({ status: 429, retryAfter, date }, NOW)).toBe(ms);
	});
});
