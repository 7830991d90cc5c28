import fc from 'fast-check';

import {
	looksLikeHtml,
	readErrorBody,
} from '../../../nodes/UiPathOrchestrator/transport/errorBody.ts';

const TRACE = '00-ab12-cd34-01';

/** Every shape of the API reference, by its origin. */
const SHAPES: Array<[origin: string, body: unknown, facts: object]> = [
	[
		'Orchestrator',
		{ message: 'No such job', errorCode: 1002, traceId: TRACE, resourceIds: null },
		{ message: 'No such job', errorCode: 1002, traceId: TRACE },
	],
	[
		'Orchestrator as its OpenAPI document writes it',
		{ Message: 'No such job', ErrorCode: 1002, TraceId: TRACE, ResourceIds: [] },
		{ message: 'No such job', errorCode: 1002, traceId: TRACE },
	],
	[
		'model validation',
		{
			title: 'Invalid.',
			status: 400,
			traceId: TRACE,
			errors: { 'startInfo.JobsCount': ['Too low.', 'Too odd.'], other: 'Why' },
		},
		{ message: 'Invalid. startInfo.JobsCount: Too low., Too odd.; other: Why', traceId: TRACE },
	],
	[
		'ABP',
		{
			message: 'Not signed in',
			errorCode: 0,
			result: null,
			success: false,
			error: { code: 0, message: 'Not signed in', details: 'The token is too old' },
			unAuthorizedRequest: true,
			__abp: true,
		},
		{ message: 'Not signed in The token is too old', errorCode: 0 },
	],
	[
		'ABP with the message inside only',
		{ error: { code: 0, message: 'Not allowed', details: 'Jobs.View' }, __abp: true },
		{ message: 'Not allowed Jobs.View' },
	],
	['portal', { errorMessage: 'Scope is missing' }, { message: 'Scope is missing' }],
	[
		'token endpoint',
		{ error: 'invalid_client', error_description: 'Unknown client' },
		{ message: expect.stringContaining('Unknown client') },
	],
	['token endpoint, short', { error: 'invalid_scope' }, { message: 'invalid_scope' }],
	[
		'gateway',
		{ StatusCode: 500, StatusDescription: 'Oops', Message: 'The upstream is gone' },
		{ message: 'The upstream is gone' },
	],
	[
		'gateway without a message',
		{ StatusCode: 500, StatusDescription: 'Oops', Message: '' },
		{ message: 'Oops' },
	],
	['raw OData', { error: { code: '', message: 'Bad term' } }, { message: 'Bad term' }],
	[
		'identity, bulk',
		{ result: { succeeded: false, errors: [{ code: 'X1', description: 'Name taken' }] } },
		{ message: expect.stringContaining('Name taken') },
	],
	['text as JSON', 'Too busy', { message: 'Too busy' }],
	['a code as text', { message: 'm', errorCode: '1100' }, { message: 'm', errorCode: 1100 }],
	['a code that is no number', { message: 'm', errorCode: 'E1' }, { message: 'm' }],
	['a broken code', { message: 'm', errorCode: 1.5 }, { message: 'm' }],
	['a list', [{ message: 'm' }], {}],
	['nothing known', { foo: 'bar' }, {}],
];

/** Facts without those that are undefined. */
const read = (text: string): unknown => JSON.parse(JSON.stringify(readErrorBody(text)));

describe('readErrorBody', () => {
	test.each(SHAPES)('reads the body of: %s', (_origin, body, facts) => {
		expect(read(JSON.stringify(body))).toEqual({ isHtml: false, ...facts });
	});

	test.each([
		['', {}],
		['   ', {}],
		['null', {}],
		['Bad Gateway', { message: 'Bad Gateway' }],
		['{"message":"cut of', { message: '{"message":"cut of' }],
	])('reads %j, which is no JSON object', (text, facts) => {
		expect(read(text)).toEqual({ isHtml: false, ...facts });
	});

	test.each([
		'<!DOCTYPE html><html>',
		'<html lang="en">',
		'\uFEFF\r\n  <HTML>',
		'<?xml version="1.0"?>',
		'<head><title>',
		'<body>',
	])('takes %j for a web page', (text) => {
		expect(looksLikeHtml(text)).toBe(true);
		expect(readErrorBody(text)).toEqual({ isHtml: true });
	});

	test.each(['{"message":"<html>"}', 'a <html>', '<', ''])('takes %j for no web page', (text) => {
		expect(looksLikeHtml(text)).toBe(false);
	});

	test('keeps messages short', () => {
		const long = 'x'.repeat(100_000);
		expect(readErrorBody(JSON.stringify({ message: long, errorCode: 1000 }))).toMatchObject({
			message: 'x'.repeat(1000),
			errorCode: 1000,
		});
		expect(readErrorBody(long).message).toHaveLength(300);
	});

	test('never throws, whatever the server says', () => {
		const names = fc.constantFrom('message', 'error', 'errors', 'errorCode', 'traceId', 'details');
		const body = fc.oneof(fc.dictionary(names, fc.jsonValue()), fc.jsonValue());
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					body.map((value) => JSON.stringify(value)),
				),
				(text) => {
					const { message, errorCode } = readErrorBody(text);
					expect(typeof (message ?? '')).toBe('string');
					expect(Number.isInteger(errorCode ?? 0)).toBe(true);
				},
			),
			{ numRuns: 500 },
		);
	});
});
