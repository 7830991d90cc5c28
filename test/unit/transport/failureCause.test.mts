import { toApiError } from '../../../nodes/UiPathOrchestrator/transport/apiError.ts';
import type { Failure } from '../../../nodes/UiPathOrchestrator/transport/retry.ts';
import { GET_JOB, IN_FOLDER } from './failed-requests.mts';

const classify = (failure: Failure, isHtml = false) =>
	toApiError({ scope: IN_FOLDER, request: GET_JOB, failure, facts: { isHtml }, attempts: 1 })
		.failure;

describe('what a failure means for a host that polls', () => {
	test.each([
		[{ status: 429 }, { cause: 'rate-limited' }],
		[
			{ status: 429, retryAfter: '7' },
			{ cause: 'rate-limited', retryAfterMs: 7000 },
		],
		[{ status: 401 }, { cause: 'credential-invalid' }],
		[{ status: 302 }, { cause: 'configuration-invalid' }],
		[{ status: 400 }, { cause: 'configuration-invalid' }],
		[{ status: 404 }, { cause: 'configuration-invalid' }],
		[{ status: 500 }, { cause: 'temporarily-unavailable' }],
		[{ status: 503 }, { cause: 'temporarily-unavailable' }],
		[{ code: 'ECONNRESET' }, { cause: 'temporarily-unavailable' }],
		[{ status: 200 }, { cause: 'temporarily-unavailable' }],
	])('%j', (failure, meaning) => {
		expect(classify(failure)).toEqual(meaning);
	});

	test('a web page in place of data is a wrong address, a broken gateway is not', () => {
		expect(classify({ status: 200 }, true)).toEqual({ cause: 'configuration-invalid' });
		expect(classify({ status: 503 }, true)).toEqual({ cause: 'temporarily-unavailable' });
	});
});
