import { toApiError } from '../../../nodes/UiPathOrchestrator/transport/apiError.ts';
import { GET_JOB, IN_FOLDER, START } from './failed-requests.mts';

describe('a request without an answer', () => {
	const lose = (code: string, request = GET_JOB) =>
		toApiError({
			scope: IN_FOLDER,
			request,
			failure: { code },
			facts: { isHtml: false },
			attempts: 4,
		});

	test.each([
		['ETIMEDOUT', 'Orchestrator did not answer in time'],
		['ECONNABORTED', 'Orchestrator did not answer in time'],
		['ENOTFOUND', 'The host of the tenant URL is not known'],
		['EAI_AGAIN', 'The name of the host of the tenant URL could not be looked up'],
		['EHOSTUNREACH', 'The host of the tenant URL cannot be reached'],
		['ECONNREFUSED', 'The server refused the connection'],
		['ECONNRESET', 'The connection to Orchestrator was cut'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', "set 'Ignore SSL Issues'"],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', "set 'Ignore SSL Issues'"],
		['SELF_SIGNED_CERT_IN_CHAIN', "set 'Ignore SSL Issues'"],
		['CERT_HAS_EXPIRED', 'The certificate of the server has expired'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another host name'],
		['ERR_SSL_WRONG_VERSION_NUMBER', 'No encrypted connection to Orchestrator could be made'],
		['EPROTO', 'No encrypted connection to Orchestrator could be made'],
		['HPE_INVALID_CONSTANT', 'The connection to Orchestrator failed (HPE_INVALID_CONSTANT)'],
	])('%s', (code, outcome) => {
		const error = lose(code);
		expect(error.message).toContain(outcome);
		expect(error.description).toContain("Check 'Tenant URL'");
		expect(error.description).toContain('in folder id 4711, sent 4 times.');
		expect(error.context.data).toMatchObject({ connection: code, attempts: 4 });
	});

	test('says that a change may have happened', () => {
		expect(lose('ECONNRESET', START).description).toMatch(/^It is not known whether/);
	});

	test('says that a change did not happen when the server was never reached', () => {
		expect(lose('ECONNREFUSED', START).description).not.toMatch(/not known whether/);
	});
});
