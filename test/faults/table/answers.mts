/** Answers that are complete and are not what was asked for. */
import { FOR_EVER, fails, succeeds, type FaultRow } from '../types.mts';
import { LOGIN_PAGE } from '../login-page.mts';

const NOT_JSON = 'the answer is cut off or not JSON';
const WEB_PAGE = 'the address answered with a web page';
const ELSEWHERE = 'the address redirects elsewhere (HTTP 302)';
const CHECK_URL = "Check 'Tenant URL'";
const LOOK_FIRST = 'It is not known whether Orchestrator carried it out';
const BLOB_PAGE = 'the storage host answered with a web page';

export const ANSWERS: readonly FaultRow[] = [
	{
		name: 'truncated JSON',
		inject: { http: { action: 'truncate' } },
		times: 1,
		isCarriedOut: true,
		needsBody: true,
		expected: {
			read: fails(1, NOT_JSON, 'Answer: HTTP 200'),
			write: fails(1, NOT_JSON, LOOK_FIRST),
			start: succeeds(1, 1),
		},
	},
	{
		name: 'invalid JSON',
		inject: { http: { status: 200, body: '{"value": [}' } },
		times: 1,
		needsBody: true,
		expected: {
			read: fails(1, NOT_JSON, 'Answer: HTTP 200'),
			write: fails(1, NOT_JSON, LOOK_FIRST),
			start: fails(1, NOT_JSON, LOOK_FIRST, 3),
		},
	},
	{
		name: 'nothing with 200',
		inject: { http: { status: 200, body: '' } },
		times: 1,
		needsBody: true,
		expected: {
			read: fails(1, 'the answer is empty', 'Answer: HTTP 200'),
			write: fails(1, 'the answer is empty', LOOK_FIRST),
			start: fails(1, 'the answer is empty', LOOK_FIRST, 3),
		},
	},
	{
		name: 'HTML with 200',
		inject: { http: { action: 'html' } },
		times: FOR_EVER,
		expected: {
			read: fails(1, WEB_PAGE, CHECK_URL),
			write: fails(1, WEB_PAGE, CHECK_URL),
			start: fails(1, WEB_PAGE, CHECK_URL, 3),
			download: fails(1, BLOB_PAGE, 'proxy or firewall'),
		},
	},
	{
		name: '302 to a login page',
		inject: { http: { redirectTo: LOGIN_PAGE } },
		times: FOR_EVER,
		expected: {
			read: fails(1, ELSEWHERE, CHECK_URL),
			write: fails(1, ELSEWHERE, CHECK_URL),
			start: fails(1, ELSEWHERE, CHECK_URL),
			// Storage hosts may redirect; the page at the end is no file.
			download: fails(1, BLOB_PAGE, 'proxy or firewall'),
		},
	},
];
