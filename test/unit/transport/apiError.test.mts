import { NodeApiError } from 'n8n-workflow';

import { toApiError } from '../../../nodes/UiPathOrchestrator/transport/apiError.ts';
import type { FailedRequest } from '../../../nodes/UiPathOrchestrator/transport/apiError.ts';
import { readErrorBody } from '../../../nodes/UiPathOrchestrator/transport/errorBody.ts';
import { GET_JOB, IN_FOLDER, START } from './failed-requests.mts';
import { createScope } from './scope.mts';

/** The error for an answer with a status and a body. */
const answer = (
	status: number,
	body: string,
	request = GET_JOB,
	scope: FailedRequest['scope'] = IN_FOLDER,
) =>
	toApiError({
		scope,
		request,
		failure: { status, retryAfter: status === 429 ? '90' : undefined },
		facts: readErrorBody(body),
		attempts: 1,
	});

const toBody = (errorCode: number) =>
	JSON.stringify({ message: 'It says why.', errorCode, traceId: '00-ab-01' });

/** Error code, status, its name, and what the next step has to speak about. */
const CODES: Array<[code: number, status: number, name: string, nextStep: RegExp]> = [
	[0, 400, 'Unspecified', /fields of this node/],
	[1000, 400, 'InvalidRequest', /custom filter/],
	[1002, 404, 'ItemNotFound', /'Folder'/],
	[1009, 400, 'InvalidArgument', /value that Orchestrator names/],
	[1016, 409, 'DuplicateReference', /reference that was not used/],
	[1100, 400, 'InvalidOrganizationUnit', /'Folder'.*assigned/],
	[1101, 400, 'RequiredOrganizationUnit', /Choose a 'Folder'/],
	[1230, 409, 'ForegroundJobNeedsOwnRobot', /unattended robot/],
	[1670, 409, 'PendingJobsAlreadyExist', /pending job/],
	[1671, 409, 'InvalidStartJobRobotIds', /unattended robot.*folder/],
	[2815, 409, 'StrategyNotAvailableInModernFolder', /'Modern Jobs Count'/],
	[2818, 409, 'NoMachineAssociatedWithFolder', /machine.*No job was created/],
	[4502, 403, 'AccessDenied', /permission/],
];

describe('an error of Orchestrator', () => {
	test.each(CODES)('code %i', (code, status, name, nextStep) => {
		const error = answer(status, toBody(code));
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe('Get job 7: It says why.');
		expect(error.description).toMatch(nextStep);
		expect(error.description).toContain(`HTTP ${status}, error code ${code} (${name})`);
		expect(error.description).toContain('trace ID 00-ab-01');
		expect(error.description).toContain('Request: GET /odata/Jobs(7) in folder id 4711.');
		expect(error.httpCode).toBe(String(status));
		expect(error.context.itemIndex).toBe(3);
		expect(error.context.data).toEqual({
			httpStatus: status,
			answer: 'It says why.',
			errorCode: code,
			errorName: name,
			traceId: '00-ab-01',
			request: 'GET /odata/Jobs(7)',
			folder: 'folder id 4711',
			attempts: 1,
		});
	});

	test.each([
		[401, /renew the token/],
		[403, /scope/],
		[404, /'Folder'/],
		[409, /current state/],
		[413, /too large/],
		[429, /100 list requests a minute/],
		[500, /Try again later/],
		[503, /Try again later/],
	])('status %i without a body', (status, nextStep) => {
		const error = answer(status, '');
		expect(error.message).toBe(`Get job 7: Orchestrator answered HTTP ${status}`);
		expect(error.description).toContain(`Answer: HTTP ${status}. Request: GET`);
		expect(error.description).toMatch(nextStep);
	});

	test.each([
		[401, /renew the token/],
		[403, /scope/],
	])('status %i says more than code 0', (status, nextStep) => {
		expect(answer(status, toBody(0)).description).toMatch(nextStep);
	});

	test('a code without a known name falls back on the status', () => {
		const error = answer(409, toBody(9999));
		expect(error.description).toMatch(/current state.*error code 9999 \(no known name\)/);
		expect(error.context.data).toMatchObject({ errorCode: 9999, errorName: 'Unknown' });
	});

	test('a rate limit says how long to wait', () => {
		expect(answer(429, '').context.data).toMatchObject({ retryAfterSeconds: 90 });
	});

	test.each([200, 404, 500])('a web page with status %i speaks of the tenant URL', (status) => {
		const error = answer(status, '<!DOCTYPE html><html></html>');
		expect(error.message).toBe('Get job 7: the address answered with a web page');
		expect(error.description).toContain("Check 'Tenant URL'");
	});

	test.each([502, 503, 504, 524])('the page of a gateway with status %i does not', (status) => {
		const error = answer(status, '<!DOCTYPE html><html></html>');
		expect(error.message).toBe(`Get job 7: Orchestrator answered HTTP ${status}`);
		expect(error.description).toContain('Try again later');
	});

	test.each([301, 302, 307, 308])(
		'a redirect with status %i speaks of the tenant URL',
		(status) => {
			const error = answer(status, '');
			expect(error.message).toBe(`Get job 7: the address redirects elsewhere (HTTP ${status})`);
			expect(error.description).toContain("Check 'Tenant URL'");
		},
	);

	test('words that n8n reacts to do not change the message', () => {
		const body = JSON.stringify({ message: 'ENOENT: ECONNREFUSED 404 Timeout' });
		expect(answer(400, body).message).toBe('Get job 7: ENOENT: ECONNREFUSED 404 Timeout');
	});
});

describe('a start that finds nothing', () => {
	const body = JSON.stringify({ message: 'The process does not exist.', errorCode: 1002 });

	test('without a folder, the folder is to blame and not the process', () => {
		const error = answer(404, body, START, createScope());
		expect(error.message).toBe("Start process 'Invoices': no folder was given");
		expect(error.description).toMatch(/^Choose the 'Folder'/);
		expect(error.description).toContain('in no folder.');
	});

	test('in a folder, Orchestrator has its say', () => {
		const error = answer(404, body, START);
		expect(error.message).toBe("Start process 'Invoices': The process does not exist.");
		expect(error.description).toMatch(/^Check the ID, key or name, and that 'Folder'/);
	});

	test('other requests without a folder are not taken for a start', () => {
		expect(answer(404, body, GET_JOB, createScope()).message).toContain('does not exist');
	});
});
