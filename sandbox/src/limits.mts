import { ApiError, createTraceId } from './errors.mts';
import type { Settings } from './options.mts';
import { CODES } from './codes.mts';
import type { Clock } from './clock.mts';

const MINUTE = 60_000;

/** Counters of the tenant's quotas, on the sandbox's clock. */
export class RateLimits {
	private readonly clock: Clock;
	private readonly settings: Settings;
	private listCalls: number[] = [];
	private exportDay = '';
	private exportsToday = 0;

	constructor(clock: Clock, settings: Settings) {
		this.clock = clock;
		this.settings = settings;
	}

	reset(): void {
		this.listCalls = [];
		this.exportsToday = 0;
	}

	/** Counts a list call; answers 429 when the last minute holds as many as are allowed. */
	countListCall(): void {
		const now = this.clock.now();
		this.listCalls = this.listCalls.filter((at) => at > now - MINUTE);
		const [oldest] = this.listCalls;
		if (oldest !== undefined && this.listCalls.length >= this.settings.listCallsPerMinute) {
			throw this.tooManyRequests(oldest + MINUTE - now);
		}
		this.listCalls.push(now);
	}

	/** Headers of a list answer that tell what is left of the minute; none unless switched on. */
	describeRest(): Record<string, string> {
		const { tellsRemaining, listCallsPerMinute } = this.settings;
		if (!tellsRemaining) return {};
		const [oldest = this.clock.now()] = this.listCalls;
		return {
			'x-ratelimit-remaining': String(listCallsPerMinute - this.listCalls.length),
			'x-ratelimit-reset': String(Math.ceil((oldest + MINUTE - this.clock.now()) / 1000)),
		};
	}

	/** Counts an export; the 101st of a UTC day is refused (409 or, switchable, 429). */
	countExport(): void {
		const day = this.clock.iso().slice(0, 10);
		if (day !== this.exportDay) this.exportsToday = 0;
		this.exportDay = day;
		if (this.exportsToday >= this.settings.exportsPerDay) {
			throw new ApiError(
				this.settings.exportQuotaStatus,
				CODES.ExportTenantDailyLimitReached,
				`ExportTenantDailyLimitReached: the tenant's limit of ${this.settings.exportsPerDay} exports per day is reached.`,
			);
		}
		this.exportsToday += 1;
	}

	private tooManyRequests(waitMs: number): ApiError {
		const seconds = Math.max(1, Math.ceil(waitMs / 1000));
		const { retryAfter } = this.settings;
		const headers: Record<string, string> = {};
		if (retryAfter === 'seconds') headers['retry-after'] = String(seconds);
		if (retryAfter === 'date') {
			headers['retry-after'] = new Date(this.clock.now() + seconds * 1000).toUTCString();
		}
		const body = { message: 'Too many requests.', errorCode: 0, traceId: createTraceId() };
		return new ApiError(429, 0, body.message, { headers, body: JSON.stringify(body) });
	}
}
