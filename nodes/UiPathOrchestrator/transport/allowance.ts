import { readHeader } from './failedCall';
import type { Allowance } from './routeLimit';

/** Orchestrator documents none of these; gateways in front of it use one spelling or another. */
const REMAINING = ['x-ratelimit-remaining', 'x-rate-limit-remaining', 'ratelimit-remaining'];
const RESET = ['x-ratelimit-reset', 'x-rate-limit-reset', 'ratelimit-reset'];
/** Resets above this are moments (s since 1970), those below are spans. */
const FIRST_MOMENT_S = 1_000_000_000;
/** Longer than the limit's minute is not believed. */
const LONGEST_PAUSE_MS = 60_000;

function readNumber(headers: unknown, names: readonly string[]): number | undefined {
	const text = names.map((name) => readHeader(headers, name)).find((value) => value !== undefined);
	return text !== undefined && /^\s*\d{1,12}\s*$/.test(text) ? Number(text) : undefined;
}

/** What the headers of an answer tell about the calls that are left. */
export function readAllowance(headers: unknown, now: number = Date.now()): Allowance {
	const remaining = readNumber(headers, REMAINING);
	const reset = readNumber(headers, RESET);
	if (remaining !== 0 || reset === undefined) return { remaining };
	const pauseMs = reset > FIRST_MOMENT_S ? reset * 1000 - now : reset * 1000;
	return { remaining, closedMs: Math.min(Math.max(pauseMs, 0), LONGEST_PAUSE_MS) };
}
