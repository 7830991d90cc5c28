import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { IHttpRequestOptions } from 'n8n-workflow';

import { buildUrl } from '../../../nodes/UiPathOrchestrator/transport/callHost.ts';
import { requestList } from '../../../nodes/UiPathOrchestrator/transport/list.ts';
import { requestObject } from '../../../nodes/UiPathOrchestrator/transport/request.ts';
import { createScope } from './scope.mts';

const BASE = 'https://cloud.uipath.com/acme/prod/orchestrator_';
const LIST = { purpose: 'Get jobs', path: '/odata/Jobs', limit: 10 };
const READ = {
	purpose: 'Get job 7',
	method: 'GET',
	path: '/odata/Jobs(7)',
	effect: 'read',
} as const;

describe('buildUrl', () => {
	test.each([
		[undefined, ''],
		[{}, ''],
		[{ $filter: undefined, $select: '' }, ''],
		[{ $top: 0 }, '?$top=0'],
		[{ $top: 10, $skip: undefined, $expand: 'Robot,Release' }, '?$top=10&$expand=Robot%2CRelease'],
		[{ $filter: "Name eq 'a+b & c#d%'" }, "?$filter=Name%20eq%20'a%2Bb%20%26%20c%23d%25'"],
	])('with the query %j', (query, written) => {
		expect(buildUrl(BASE, '/odata/Jobs', query)).toBe(`${BASE}/odata/Jobs${written}`);
	});
});

describe('a request', () => {
	test('names the package and its version as user agent', async () => {
		const sent: IHttpRequestOptions[] = [];
		const scope = createScope((options) => {
			sent.push(options);
			return { statusCode: 200, body: '{"value":[]}' };
		});
		await requestList(scope, LIST);
		const file = path.join(__dirname, '../../../package.json');
		const { name, version }: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'));
		expect(sent.map(({ headers }) => headers?.['User-Agent'])).toEqual([`${name}/${version}`]);
	});

	test.each([
		['', 'Get jobs: the answer is empty'],
		['{"value":[', 'Get jobs: the answer is cut off or not JSON'],
		['[]', 'Get jobs: the answer is not an object'],
		['"text"', 'Get jobs: the answer is not an object'],
		['null', 'Get jobs: the answer is not an object'],
		['{}', 'Get jobs: the answer has no list of results'],
		['{"value":{}}', 'Get jobs: the answer has no list of results'],
		['{"value":[1]}', 'Get jobs: the answer has no list of results'],
		['<html></html>', 'Get jobs: the address answered with a web page'],
	])('is refused with a reason when the answer is %j', async (body, message) => {
		const scope = createScope(() => ({ statusCode: 200, body }));
		await expect(requestList(scope, LIST)).rejects.toThrow(message);
	});

	test('keeps numbers above 2^53', async () => {
		const scope = createScope(() => ({ statusCode: 200, body: '{"Id":9007199254740993,"N":1}' }));
		expect(await requestObject(scope, READ)).toEqual({ Id: '9007199254740993', N: 1 });
	});
});
