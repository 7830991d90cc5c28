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
	const refuse = (data: object) => {
		const error = new NodeApiError(origin.node, {}, { message: 'm' });
		return Object.assign(error, { context: { data } });
	};

	test.each([
		[401, true],
		[403, true],
		[404, true],
		[500, false],
		[undefined, false],
	])('HTTP %s of the storage host: %s', (httpStatus, expired) => {
		expect(isExpiredLink(refuse({ storageHost: 'blob.test', httpStatus }))).toBe(expired);
	});

	test('a refusal of Orchestrator itself is none', () => {
		expect(isExpiredLink(refuse({ httpStatus: 403 }))).toBe(false);
	});

	test('of another error', () => {
		expect(isExpiredLink(new Error('403'))).toBe(false);
	});
});
