import { toApiError } from '../../../nodes/UiPathOrchestrator/transport/apiError.ts';
import type { Failure } from '../../../nodes/UiPathOrchestrator/transport/retry.ts';
import { GET_JOB, IN_FOLDER, START } from './failed-requests.mts';

const explain = (failure: Failure, request = START) =>
	toApiError({ scope: IN_FOLDER, request, failure, facts: { isHtml: false }, attempts: 1 })
		.description ?? '';

/** After these, Orchestrator may have started the process: a repetition would start it twice. */
const MAYBE_CARRIED_OUT: Failure[] = [
	...[500, 502, 503, 504, 524].map((status) => ({ status })),
	...['ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'HPE_INVALID_CONSTANT'].map((code) => ({
		code,
	})),
];

const NOT_CARRIED_OUT: Failure[] = [
	...[400, 401, 403, 404, 409, 413, 429].map((status) => ({ status })),
	...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'CERT_HAS_EXPIRED'].map((code) => ({
		code,
	})),
];

describe('a start whose outcome', () => {
	test.each(MAYBE_CARRIED_OUT)('is not known after %j says so', (failure) => {
		expect(explain(failure)).toMatch(/^It is not known whether Orchestrator carried it out/);
	});

	test.each(NOT_CARRIED_OUT)('is known after %j raises no doubt', (failure) => {
		expect(explain(failure)).not.toContain('not known whether');
	});
});

test.each(MAYBE_CARRIED_OUT)('a read that fails with %j has nothing to doubt', (failure) => {
	expect(explain(failure, GET_JOB)).not.toContain('not known whether');
});
