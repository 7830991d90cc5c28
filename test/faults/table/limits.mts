/** The rate limit: 429 in all its forms. */
import { FOR_EVER, fails, succeeds, type FaultRow, type Injection } from '../types.mts';

const SAYS = 'Too many requests.';
const LIMIT = { message: SAYS, errorCode: 0, traceId: '00-ab-cd-01' };
/** The code 0 of the answer stands for nothing in particular, as the limit's own text is. */
const ADVICE = '100 list requests a minute';

const answer = (headers: Record<string, string>, body: unknown = LIMIT): Injection => ({
	http: { status: 429, headers, body },
});

const again = succeeds(2);
const repeated = { read: again, write: again, start: again, download: again };

export const LIMITS: readonly FaultRow[] = [
	{
		name: '429 with seconds',
		inject: answer({ 'retry-after': '0' }),
		times: 1,
		expected: repeated,
	},
	{
		name: '429 with an HTTP date',
		inject: answer({
			date: 'Thu, 15 Jan 2026 12:00:00 GMT',
			'retry-after': 'Thu, 15 Jan 2026 12:00:01 GMT',
		}),
		times: 1,
		expected: repeated,
	},
	{ name: '429 without a header', inject: answer({}), times: 1, expected: repeated },
	{
		name: '429 with an empty body',
		inject: answer({ 'retry-after': '0' }, ''),
		times: 1,
		expected: repeated,
	},
	{
		name: '429 for ever',
		inject: answer({ 'retry-after': '0' }),
		times: FOR_EVER,
		expected: {
			read: fails(6, SAYS, ADVICE),
			write: fails(6, SAYS, ADVICE),
			start: fails(6, SAYS, ADVICE),
			download: fails(6, 'the storage host answered HTTP 429', 'Try again'),
		},
	},
	{
		name: '429 that asks for two hours',
		inject: answer({ 'retry-after': '7200' }, ''),
		times: 1,
		expected: {
			read: fails(1, 'Orchestrator answered HTTP 429', ADVICE),
			write: fails(1, 'Orchestrator answered HTTP 429', ADVICE),
			start: fails(1, 'Orchestrator answered HTTP 429', ADVICE),
			download: fails(1, 'the storage host answered HTTP 429', 'Try again'),
		},
	},
];
