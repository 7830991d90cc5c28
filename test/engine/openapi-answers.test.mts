import { resolve } from 'node:path';

import { createAnswerChecker, type ApiAnswer } from '../support/openapi-answers.mts';
import { loadOpenApiDocument } from '../support/openapi-document.mts';

const document = loadOpenApiDocument(resolve(__dirname, '../..'));

(document ? describe : describe.skip)('check of answers against the OpenAPI document', () => {
	const findFaults = document ? createAnswerChecker(document) : () => [];
	const JOBS = '/odata/Jobs';
	const ERROR = { message: 'No.', errorCode: 1002, traceId: '00-1-2-01', resourceIds: null };
	const toAnswer = (body: unknown, more: Partial<ApiAnswer> = {}): ApiAnswer => ({
		method: 'GET',
		route: JOBS,
		status: 200,
		body: typeof body === 'string' ? body : JSON.stringify(body),
		...more,
	});

	it.each<[string, ApiAnswer]>([
		['a list with a count', toAnswer({ '@odata.context': 'x', '@odata.count': 1, value: [] })],
		['some columns, one of them null', toAnswer({ value: [{ Id: 1, Info: null }] })],
		['an error', toAnswer(ERROR, { status: 404 })],
		['a route that the server lacks', toAnswer('', { status: 404 })],
		[
			'a machine with inherited columns',
			toAnswer({ value: [{ Id: 1, Name: 'M' }] }, { route: '/odata/Machines' }),
		],
		[
			'a deleted file',
			toAnswer('', { ...one('DELETE', '/odata/Attachments({key})'), status: 204 }),
		],
		[
			'entry points',
			toAnswer(
				{ value: [{ Id: 1, Path: 'Main.xaml' }] },
				one(
					'GET',
					'/odata/Processes/UiPath.Server.Configuration.OData.GetPackageEntryPoints(key={key})',
				),
			),
		],
	])('lets %s pass', (_name, answer) => {
		expect(findFaults(answer)).toEqual([]);
	});

	it.each<[string, ApiAnswer, RegExp]>([
		[
			'a column that does not exist',
			toAnswer({ value: [{ Colour: 'red' }] }),
			/additional.*Colour/,
		],
		['text for a number', toAnswer({ value: [{ Id: '1' }] }), /Id must be integer/],
		['a value that is none of an enum', toAnswer({ value: [{ State: 'Lost' }] }), /State must be/],
		['a time that is none', toAnswer({ value: [{ StartTime: 'noon' }] }), /StartTime must match/],
		['a status that the document lacks', toAnswer({ value: [] }, { status: 202 }), /a status/],
		['a list without its wrapper', toAnswer([]), /must be object/],
		['a page', toAnswer('<html>'), /no JSON/],
		[
			'a body where there is none',
			toAnswer({}, { method: 'POST', route: `${JOBS}/UiPath.Server.Configuration.OData.StopJobs` }),
			/with a body/,
		],
		['an error without a code', toAnswer({ message: 'No.' }, { status: 400 }), /errorCode/],
		['a 403 in the short form', toAnswer(ERROR, { status: 403 }), /__abp/],
		[
			'a wrong entry point',
			toAnswer(
				{ value: [{ Id: 'x' }] },
				one(
					'GET',
					'/odata/Processes/UiPath.Server.Configuration.OData.GetPackageEntryPoints(key={key})',
				),
			),
			/Id must be integer/,
		],
	])('catches %s', (_name, answer, fault) => {
		expect(findFaults(answer).join('\n')).toMatch(fault);
	});
});

function one(method: string, route: string): Partial<ApiAnswer> {
	return { method, route };
}
