/**
 * Which failed requests are sent again, and when.
 *
 * A request that changes something is repeated only when it surely was not processed: refused by the
 * rate limit, or never sent. After a 5xx, a timeout or a cut connection it may have been, and a
 * repeated start would run the process twice.
 */

/** `read` may be repeated freely; `write` changes something on the server. */
export type Effect = 'read' | 'write';

export interface Failure {
	/** HTTP status, or undefined when no answer came. */
	readonly status?: number | undefined;
	/** Node's or axios' error code when no answer came, such as ECONNRESET. */
	readonly code?: string | undefined;
	/** Value of the Retry-After header. */
	readonly retryAfter?: string | undefined;
	/** Value of the Date header; Retry-After dates are read against the server's clock. */
	readonly date?: string | undefined;
}

const NEVER_SENT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENETDOWN',
]);
const MAYBE_PROCESSED = new Set([
	'ECONNRESET',
	'ECONNABORTED',
	'ETIMEDOUT',
	'EPIPE',
	'ERR_BAD_RESPONSE',
	'ERR_STREAM_PREMATURE_CLOSE',
]);
const PASSING_STATUS = new Set([502, 503, 504, 524]);

/** Whether a gateway says that Orchestrator cannot be reached right now. */
export const isPassing = (status: number): boolean => PASSING_STATUS.has(status);

const RETRIES = 3;
/** The limit counts whole minutes, so its back-off (2 + 4 + 8 + 16 + 30 s) has to outlast one. */
const RATE_LIMIT_RETRIES = 5;
const FIRST_DELAY_MS = 500;
const FIRST_RATE_LIMIT_DELAY_MS = 2000;
const LONGEST_DELAY_MS = 30_000;
/** A server that asks for more patience than this is not waited for; the error says how long. */
const LONGEST_RETRY_AFTER_MS = 120_000;

/** JavaScript reads nearly anything as some date, and so as "at once". */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds that a Retry-After header (seconds or HTTP date) asks for; undefined when unreadable. */
export function readRetryAfter({ retryAfter, date }: Failure, now: number): number | undefined {
	if (retryAfter === undefined) return undefined;
	if (/^\s*\d+(?:\.\d+)?\s*$/.test(retryAfter)) return Number(retryAfter) * 1000;
	if (!HTTP_DATE.test(retryAfter.trim())) return undefined;
	const until = Date.parse(retryAfter);
	const serverNow = Date.parse(date ?? '');
	return Math.max(0, until - (Number.isNaN(serverNow) ? now : serverNow));
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** Whether the code of a failure says that no server was reached. */
export const isNeverSent = (code: string): boolean => NEVER_SENT.has(code);

/** Whether the code of a failure is about the server's certificate. */
export const isCertificateProblem = (code: string): boolean => CERTIFICATE.test(code);

/**
 * Whether a write that failed this way may have been carried out all the same. Unknown codes count as
 * yes: to believe that a start did not happen is what starts a process twice.
 */
export function isOutcomeUnknown({ status, code }: Failure): boolean {
	if (status !== undefined) return status >= 500;
	return code !== undefined && !NEVER_SENT.has(code) && !CERTIFICATE.test(code);
}

function isRepeatable({ status, code }: Failure, effect: Effect): boolean {
	if (status === 429) return true;
	if (status !== undefined) return effect === 'read' && isPassing(status);
	if (code === undefined) return false;
	return NEVER_SENT.has(code) || (effect === 'read' && MAYBE_PROCESSED.has(code));
}

/**
 * Milliseconds to wait before the next attempt, or undefined when there must be none.
 *
 * @param attempt number of attempts made so far, from 1
 * @param random number from 0 to 1; 25 % of jitter keeps parallel callers from marching in step
 */
export function decideRetry(
	failure: Failure,
	effect: Effect,
	attempt: number,
	random: number = Math.random(),
	now: number = Date.now(),
): number | undefined {
	const isLimited = failure.status === 429;
	if (!isRepeatable(failure, effect)) return undefined;
	if (attempt > (isLimited ? RATE_LIMIT_RETRIES : RETRIES)) return undefined;
	const asked = readRetryAfter(failure, now);
	if (asked !== undefined) {
		// Never earlier than asked for; the jitter only spreads callers behind that moment.
		return asked > LONGEST_RETRY_AFTER_MS ? undefined : asked + Math.round(random * 250);
	}
	const first = isLimited ? FIRST_RATE_LIMIT_DELAY_MS : FIRST_DELAY_MS;
	const delay = Math.min(first * 2 ** (attempt - 1), LONGEST_DELAY_MS);
	const jitter = isLimited ? 1 + random / 4 : 0.75 + random / 2;
	return Math.round(delay * jitter);
}
