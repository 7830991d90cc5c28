import { NodeApiError } from 'n8n-workflow';

import {
	readFailedCall,
	readHeader,
} from '../../../nodes/UiPathOrchestrator/transport/failedCall.ts';
import { origin } from '../origin.mts';

const fail = (facts: object, message = 'Request failed') =>
	Object.assign(new Error(message), facts);

const refused = fail({
	code: 'ERR_BAD_REQUEST',
	response: {
		status: 429,
		headers: { 'Retry-After': '7', DATE: 'Sat, 31 Jan 2026 08:00:00 GMT', 'set-cookie': ['a'] },
		data: '{"message":"busy"}',
	},
});
const ANSWER = {
	kind: 'answer',
	failure: { status: 429, retryAfter: '7', date: 'Sat, 31 Jan 2026 08:00:00 GMT' },
	body: '{"message":"busy"}',
};

describe('readFailedCall', () => {
	test.each([
		['as the HTTP library throws it', refused],
		['inside of another error', fail({ cause: refused })],
		['three layers deep', fail({ cause: fail({ cause: fail({ cause: refused }) }) })],
	])('finds the answer %s', (_case, caught) => {
		expect(readFailedCall(caught)).toEqual(ANSWER);
	});

	test('finds the answer inside of the error that n8n makes of it', () => {
		const wrapped = new NodeApiError(origin.node, {}, { message: 'Busy' });
		wrapped.cause = refused;
		expect(readFailedCall(wrapped)).toEqual(ANSWER);
	});

	test.each([
		[{ message: 'm' }, '{"message":"m"}'],
		['text', 'text'],
		[undefined, ''],
		[{ pipe: () => {} }, ''],
	])('reads the body %j', (data, body) => {
		expect(readFailedCall(fail({ response: { status: 400, data } }))).toMatchObject({ body });
	});

	test.each(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'CERT_HAS_EXPIRED'])(
		'takes %s for a failure on the wire',
		(code) => {
			const expected = { kind: 'answer', failure: { code }, body: '' };
			expect(readFailedCall(fail({ code }))).toEqual(expected);
			expect(readFailedCall(fail({ cause: fail({ code }) }))).toEqual(expected);
		},
	);

	test.each([
		[
			{ code: 'EAUTH', body: { error: 'invalid_client', error_description: 'Unknown' } },
			'',
			'invalid_client: Unknown',
		],
		[{ name: 'AuthError', body: { errorMessage: 'Scope missing' } }, '', 'Scope missing'],
		[{ code: 'EAUTH' }, 'No access', 'No access'],
		[{}, 'Unable to get OAuth2 access token', 'Unable to get OAuth2 access token'],
		[{}, 'Unable to sign without access token', 'its answer held none'],
	])('takes %j for a failed sign-in', (facts, message, reason) => {
		expect(readFailedCall(fail(facts, message))).toEqual({ kind: 'sign-in', reason });
		const wrapped = fail({ cause: fail(facts, message), response: { status: 401, data: '' } });
		expect(readFailedCall(wrapped)).toEqual({ kind: 'sign-in', reason });
	});

	test('knows a call that was stopped with the execution', () => {
		const caught = fail({ cause: fail({ code: 'ERR_CANCELED' }, 'canceled') });
		expect(readFailedCall(caught)).toEqual({ kind: 'canceled' });
	});

	test.each([
		['an error', new Error('No.'), 'No.', undefined],
		[
			'an error of its guards',
			fail({ cause: fail({ description: 'Ask sig=secret.' }, 'Blocked: sig=secret') }),
			'Blocked: sig=…',
			'Ask sig=…',
		],
		['text', 'no', 'no', undefined],
		['nothing', undefined, 'undefined', undefined],
	])('takes %s for a call that n8n did not make', (_case, caught, reason, advice) => {
		expect(readFailedCall(caught)).toEqual({ kind: 'refused', reason, advice });
	});

	test('ends when an error causes itself', () => {
		const caught = fail({});
		caught.cause = caught;
		expect(readFailedCall(caught)).toMatchObject({ kind: 'refused', reason: 'Request failed' });
	});
});

test.each([
	[{ 'Retry-After': '1' }, '1'],
	[{ 'retry-after': '1' }, '1'],
	[{ 'retry-after': ['1'] }, undefined],
	[{}, undefined],
	[null, undefined],
	['retry-after', undefined],
])('readHeader of %j', (headers, value) => {
	expect(readHeader(headers, 'retry-after')).toBe(value);
});
