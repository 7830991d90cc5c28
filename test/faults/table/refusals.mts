/** Orchestrator refuses: not signed in, not allowed, not there. */
import { FOR_EVER, fails, succeeds, type FaultRow } from '../types.mts';

const NOT_SIGNED_IN = 'You are not authenticated!';
const RENEW = 'renew the token';
const UNAUTHORIZED = { message: NOT_SIGNED_IN, errorCode: 0, unAuthorizedRequest: true };
const FORBIDDEN = { message: 'You are not authorized!', errorCode: 0, unAuthorizedRequest: true };
const MISSING = { message: 'It does not exist.', errorCode: 1002, traceId: '00-ab-cd-01' };
const EXPIRED = 'The link may have expired';

const alike = (expected: ReturnType<typeof fails>) => ({
	read: expected,
	write: expected,
	start: expected,
});

export const REFUSALS: readonly FaultRow[] = [
	{
		name: '401 once, OAuth2',
		inject: { http: { status: 401, body: UNAUTHORIZED } },
		times: 1,
		login: 'oAuth2',
		expected: alike(succeeds(2)),
	},
	{
		name: '401 for ever, OAuth2',
		inject: { http: { status: 401, body: UNAUTHORIZED } },
		times: FOR_EVER,
		login: 'oAuth2',
		expected: alike(fails(2, NOT_SIGNED_IN, RENEW)),
	},
	{
		name: 'token revoked in the midst of the run, OAuth2',
		inject: { http: { action: 'revoke-token' } },
		times: 1,
		login: 'oAuth2',
		expected: alike(succeeds(2)),
	},
	{
		name: '401, access token',
		inject: { http: { status: 401, body: UNAUTHORIZED } },
		times: FOR_EVER,
		expected: {
			// The second one is n8n's own: it would have renewed a login that can be renewed.
			...alike(fails(2, NOT_SIGNED_IN, RENEW)),
			download: fails(3, 'the storage host answered HTTP 401', EXPIRED),
		},
	},
	{
		name: '403 with a body',
		inject: { http: { status: 403, body: FORBIDDEN } },
		times: FOR_EVER,
		expected: {
			...alike(fails(1, 'You are not authorized!', 'OAuth scope')),
			download: fails(3, 'the storage host answered HTTP 403', EXPIRED),
		},
	},
	{
		name: '403 without a body',
		inject: { http: { status: 403 } },
		times: FOR_EVER,
		expected: {
			...alike(fails(1, 'Orchestrator answered HTTP 403', 'OAuth scope')),
			download: fails(3, 'the storage host answered HTTP 403', EXPIRED),
		},
	},
	{
		name: '403 once, of the storage host',
		inject: { http: { status: 403 } },
		times: 1,
		expected: { download: succeeds(2) },
	},
	{
		name: '404',
		inject: { http: { status: 404, body: MISSING } },
		times: FOR_EVER,
		expected: {
			...alike(fails(1, 'It does not exist.', "'Folder' is the folder it lives in")),
			download: fails(3, 'the storage host answered HTTP 404', EXPIRED),
		},
	},
	{
		name: '409',
		inject: { http: { status: 409, body: { message: 'Not in this state.', traceId: 'x' } } },
		times: FOR_EVER,
		expected: {
			...alike(fails(1, 'Not in this state.', 'The current state does not allow this')),
			download: fails(1, 'the storage host answered HTTP 409', 'Try again'),
		},
	},
];
