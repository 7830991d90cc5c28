/** Refusals: what Orchestrator says, what it means, and what to do next. */
import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/src/index.mts';
import { getEngine } from './globals.mts';
import { forgetRequests, jobNode, openSandbox, tokenCredentials } from './sandbox.mts';

const TRACE = '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await openSandbox();
});

beforeEach(() => {
	forgetRequests(sandbox);
	sandbox.control.reset();
});

/** Lets Orchestrator answer the next list with this. @returns the error of the run */
async function refuse(status: number, body: unknown, headers?: Record<string, string>) {
	sandbox.control.injectFault({ route: 'GET .*/odata/Jobs$', status, body, headers, times: 9 });
	const { error } = await getEngine().harness.run(jobNode(sandbox, 'getAll'));
	return error;
}

const fail = async (operation: string, parameters: INodeParameters, credentials?: object) => {
	const setup = credentials ? { credentials: tokenCredentials(sandbox, credentials) } : {};
	const node = jobNode(sandbox, operation, parameters, setup);
	return (await getEngine().harness.run(node)).error;
};

describe('error codes', () => {
	it.each<[number, number, string, RegExp]>([
		[0, 400, 'Unspecified', /fields of this node/],
		[1000, 400, 'InvalidRequest', /filters and options/],
		[1002, 404, 'ItemNotFound', /'Folder'/],
		[1009, 400, 'InvalidArgument', /value/],
		[1016, 409, 'DuplicateReference', /reference/],
		[1100, 400, 'InvalidOrganizationUnit', /'Folder'.*assigned/],
		[1101, 400, 'RequiredOrganizationUnit', /'Folder'/],
		[1230, 409, '', /unattended robot of its own/],
		[1670, 409, 'PendingJobsAlreadyExist', /pending job/],
		[1671, 409, 'InvalidStartJobRobotIds', /unattended robot/],
		[2815, 409, 'StrategyNotAvailableInModernFolder', /strategy/],
		[2818, 409, 'NoMachineAssociatedWithFolder', /machine/],
		[4502, 403, '', /permission/],
	])('%i: its name, a next step, and every fact', async (errorCode, status, name, nextStep) => {
		const error = await refuse(status, { message: 'The words.', errorCode, traceId: TRACE });
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: String(status),
			context: {
				itemIndex: 0,
				data: { errorCode, httpStatus: status, answer: 'The words.', traceId: TRACE },
			},
		});
		expect(error?.message).toContain('The words.');
		expect(error?.description).toMatch(nextStep);
		for (const fact of [`HTTP ${status}`, `error code ${errorCode}`, name, TRACE, '/odata/Jobs']) {
			expect(error?.description).toContain(fact);
		}
	});

	it('an unknown one keeps its number', async () => {
		const error = await refuse(409, { message: 'New.', errorCode: 98765 });
		expect(error?.message).toContain('New.');
		expect(error?.description).toContain('98765');
	});
});

describe('statuses without a code', () => {
	it.each<[number, RegExp]>([
		[401, /renew the token/],
		[403, /scope/],
		[404, /'Folder'/],
		[409, /state/],
		[500, /later/],
	])('%i: a next step', async (status, nextStep) => {
		expect((await refuse(status, ''))?.description).toMatch(nextStep);
	});

	it('429: the limit that the whole tenant shares', async () => {
		const error = await refuse(429, '', { 'retry-after': '3600' });
		expect(error?.description).toContain('100 list requests a minute');
	});

	it.each([401, 403, 404, 500])('%i with a web page: the tenant URL', async (status) => {
		sandbox.control.injectFault({ route: 'GET .*/odata/Jobs$', action: 'html', status, times: 9 });
		const error = await fail('getAll', {});
		expect(error?.description).toContain('Tenant URL');
		expect(JSON.stringify(error)).not.toContain('<html');
	});
});

describe('shapes of the answer', () => {
	it.each<[string, unknown, string]>([
		['upper-case names', { Message: 'Words.', ErrorCode: 1002, TraceId: TRACE }, 'Words.'],
		[
			'problem details',
			{ title: 'Bad', status: 400, errors: { 'startInfo.JobsCount': ['Must be positive.'] } },
			'Must be positive.',
		],
		[
			'an ABP envelope',
			{
				message: 'No.',
				errorCode: 0,
				error: { code: 0, message: 'No.', details: 'Useful words.' },
			},
			'Useful words.',
		],
		['errorMessage', { errorMessage: '<scope OR.Jbos not recognised>' }, 'OR.Jbos'],
		['a token error', { error: 'invalid_client', error_description: 'Words.' }, 'Words.'],
		['a gateway', { StatusCode: 400, StatusDescription: 'X', Message: 'Words.' }, 'Words.'],
		['OData', { error: { code: '', message: 'Syntax error at position 4.' } }, 'position 4'],
		['nothing', '', '400'],
		['plain text', 'upstream says no', 'upstream says no'],
	])('%s', async (_name, body, words) => {
		const error = await refuse(400, body);
		expect(error?.name).toBe('NodeApiError');
		expect(error?.message).toContain(words);
	});

	it('a huge one is cut', async () => {
		const error = await refuse(400, { message: 'x'.repeat(2_000_000), errorCode: 1000 });
		expect(JSON.stringify(error).length).toBeLessThan(50_000);
	});

	it('words of Node are no reason to swap the message', async () => {
		const error = await refuse(409, { message: 'Robot reported ENOENT and EPERM.', errorCode: 1 });
		expect(error?.message).toContain('Robot reported ENOENT and EPERM.');
	});
});
