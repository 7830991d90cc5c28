import { resolve } from 'node:path';

import { loadOpenApiDocument } from '../support/openapi-document.mts';
import { type ApiRequest, createOpenApiChecker } from '../support/openapi.mts';

const document = loadOpenApiDocument(resolve(__dirname, '../..'));

(document ? describe : describe.skip)('check of requests against the OpenAPI document', () => {
	const findViolations = document ? createOpenApiChecker(document) : () => [];
	const START = '/odata/Jobs/UiPath.Server.Configuration.OData.StartJobs';
	const KEY = '11111111-2222-3333-4444-555555555555';

	function toRequest(parts: Partial<ApiRequest> & { search?: string }): ApiRequest {
		const { search = '', ...rest } = parts;
		return {
			method: 'GET',
			path: '/odata/Jobs',
			query: new URLSearchParams(search),
			headers: { 'x-uipath-organizationunitid': '4711', 'content-type': 'application/json' },
			body: undefined,
			...rest,
		};
	}

	const good: Array<[string, ApiRequest]> = [
		['a list with every option', toRequest({ search: '$top=1000&$filter=Id gt 1&$count=true' })],
		['a list without folder', toRequest({ headers: {} })],
		['a read by id', toRequest({ path: '/odata/Jobs(41)' })],
		['a read by id without folder', toRequest({ path: '/odata/Jobs(41)', headers: {} })],
		[
			'a read by key',
			toRequest({
				path: `/odata/Jobs/UiPath.Server.Configuration.OData.GetByKey(identifier=${KEY})`,
			}),
		],
		[
			'a start',
			toRequest({
				method: 'POST',
				path: START,
				body: { startInfo: { ReleaseKey: KEY, Strategy: 'ModernJobsCount', JobsCount: 1 } },
			}),
		],
		['a folder by path', toRequest({ headers: { 'x-uipath-folderpath': 'Finance' } })],
	];

	it.each(good)('lets %s pass', (_name, request) => {
		expect(findViolations(request)).toEqual([]);
	});

	const bad: Array<[string, ApiRequest, RegExp]> = [
		['an unknown path', toRequest({ path: '/odata/Jobz' }), /no such path/],
		['a method that the path lacks', toRequest({ method: 'DELETE' }), /no such path and method/],
		['a GUID for an integer id', toRequest({ path: `/odata/Jobs(${KEY})` }), /path parameter key/],
		['an unknown query option', toRequest({ search: 'orderby=Id' }), /unknown query parameter/],
		['a query option twice', toRequest({ search: '$top=1&$top=2' }), /\$top is given twice/],
		['text for a number', toRequest({ search: '$top=ten' }), /\$top.*must be integer/],
		[
			'an option that reading one job lacks',
			toRequest({ path: '/odata/Jobs(41)', search: '$top=1' }),
			/unknown query parameter \$top/,
		],
		[
			'two folder headers',
			toRequest({
				headers: { 'x-uipath-organizationunitid': '1', 'x-uipath-folderpath': 'Finance' },
			}),
			/more than one folder header/,
		],
		['robots without folder', toRequest({ path: '/odata/Robots', headers: {} }), /folder header/],
		[
			'a start without its wrapper',
			toRequest({ method: 'POST', path: START, body: { ReleaseKey: KEY } }),
			/body.*startInfo|body.*additional/,
		],
		[
			'an unknown field of a start',
			toRequest({ method: 'POST', path: START, body: { startInfo: { Colour: 'red' } } }),
			/additional properties.*Colour/,
		],
		[
			'an object where a start wants JSON text',
			toRequest({ method: 'POST', path: START, body: { startInfo: { InputArguments: {} } } }),
			/InputArguments must be string/,
		],
		[
			'an unknown strategy',
			toRequest({ method: 'POST', path: START, body: { startInfo: { Strategy: 'Some' } } }),
			/Strategy must be equal to one of the allowed values/,
		],
		[
			'text in a list of ids',
			toRequest({
				method: 'POST',
				path: '/odata/Jobs/UiPath.Server.Configuration.OData.StopJobs',
				body: { jobIds: ['7'], strategy: 'Kill' },
			}),
			/jobIds.*must be integer/,
		],
		[
			'a body without its content type',
			toRequest({
				method: 'POST',
				path: START,
				headers: { 'x-uipath-organizationunitid': '1' },
				body: { startInfo: {} },
			}),
			/content type/,
		],
		[
			'a body on a route that takes none',
			toRequest({
				method: 'POST',
				path: '/odata/Jobs/UiPath.Server.Configuration.OData.Export',
				body: {},
			}),
			/takes no body/,
		],
	];

	it.each(bad)('catches %s', (_name, request, finding) => {
		expect(findViolations(request).join('\n')).toMatch(finding);
	});
});
