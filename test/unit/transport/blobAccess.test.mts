import { NodeApiError } from 'n8n-workflow';

import { isExpiredLink, readBlobAccess } from '../../../nodes/UiPathOrchestrator/transport/blob.ts';
import { origin } from '../origin.mts';

const URL = 'https://blobs.example/x?sig=secret';

describe('readBlobAccess', () => {
	test.each([
		[{ Uri: URL }, { url: URL, method: 'GET', headers: {} }],
		[
			{ Uri: URL, Verb: 'put' },
			{ url: URL, method: 'PUT', headers: {} },
		],
		[
			{ Uri: URL, Verb: 'PUT', Headers: { Keys: ['x-ms-blob-type', 'x'], Values: ['BlockBlob'] } },
			{ url: URL, method: 'PUT', headers: { 'x-ms-blob-type': 'BlockBlob', x: '' } },
		],
		[
			{ Uri: URL, Headers: null },
			{ url: URL, method: 'GET', headers: {} },
		],
		[
			{ Uri: URL, Headers: { Keys: 'x' } },
			{ url: URL, method: 'GET', headers: {} },
		],
	])('reads %j', (raw, access) => {
		expect(readBlobAccess(raw)).toEqual(access);
	});

	test.each([
		undefined,
		null,
		'text',
		{},
		{ Uri: null },
		{ Uri: '/relative' },
		{ Uri: 'file:///etc/passwd' },
		{ Uri: URL, Verb: 'DELETE' },
	])('takes nothing from %j', (raw) => {
		expect(readBlobAccess(raw)).toBeUndefined();
	});
});

describe('isExpiredLink', () => {
	test.each([
		['401', true],
		['403', true],
		['404', true],
		['500', false],
		[undefined, false],
	])('with HTTP %s: %s', (httpCode, expired) => {
		const details = httpCode === undefined ? {} : { httpCode };
		expect(isExpiredLink(new NodeApiError(origin.node, {}, { message: 'm', ...details }))).toBe(
			expired,
		);
	});

	test('of another error', () => {
		expect(isExpiredLink(new Error('403'))).toBe(false);
	});
});
