const MINUTE_MS = 60_000;
/** Fewer calls of ours than this cannot have used a limit up; others have, and it says nothing. */
const FEWEST_COUNTED = 30;
/** More calls a minute than this on one route are not counted; a limit above it is none. */
const MOST_COUNTED = 1000;
/** How much more is tried after a minute without a refusal. */
const GROWTH = 1.1;
/** What was learned this long ago (ms) no longer holds: the tenant's other users have changed. */
const FORGET_MS = 600_000;

/** What an answer says about how much more its route bears. */
export interface Allowance {
	/** Whether the call was refused for the number of calls. */
	readonly isRefused?: boolean;
	/** The route is to be left alone for so many ms. */
	readonly closedMs?: number | undefined;
	/** Calls that are left until the limit is reached. */
	readonly remaining?: number | undefined;
}

/**
 * What one route of a tenant bears, as far as its answers have told. A refusal closes it for as long as
 * the answer asks for, and teaches how many calls a minute it takes; from then on as many are sent and
 * no more, so that a long list runs at the pace of the limit and not from refusal to refusal.
 *
 * All moments are of `performance.now()`.
 */
export class RouteLimit {
	private inFlight = 0;
	private closedUntil = 0;
	/** Calls at a time; one after a refusal, and one more with each success. */
	private window: number;
	/** Moments of the last minute's answers; Orchestrator counted their calls somewhat earlier. */
	private answered: number[] = [];
	/** Calls a minute, once learned, and when. */
	private budget = Infinity;
	private learnedAt = 0;
	private readonly most: number;

	/** @param most calls at a time at most */
	constructor(most: number) {
		this.most = most;
		this.window = most;
	}

	/** Ms until the refusal that closed it is over; 0 when it is open. */
	closedFor(now: number): number {
		return Math.max(0, this.closedUntil - now);
	}

	/** Whether one more call may be sent now. */
	isFree(now: number): boolean {
		if (this.closedFor(now) > 0 || this.inFlight >= this.window) return false;
		return this.countMinute(now) + this.inFlight < this.readBudget(now);
	}

	begin(): void {
		this.inFlight += 1;
	}

	end({ isRefused = false, closedMs, remaining }: Allowance, now: number): void {
		this.inFlight -= 1;
		if (closedMs === undefined && !isRefused) {
			this.answered.push(now);
			const count = this.countMinute(now);
			// Successes that were still on their way when the limit was learned show that it is higher.
			if (count > this.budget) this.budget = count;
			this.window = Math.max(1, Math.min(this.window + 1, remaining ?? this.most, this.most));
			return;
		}
		this.window = 1;
		// A refusal for longer than anybody waits is told to each who asks, and is not about a minute.
		if (closedMs === undefined) return;
		this.closedUntil = Math.max(this.closedUntil, now + closedMs);
		const count = this.countMinute(now);
		if (count >= FEWEST_COUNTED) this.learn(count, now);
	}

	private learn(budget: number, now: number): void {
		this.budget = budget;
		this.learnedAt = now;
	}

	private readBudget(now: number): number {
		const age = now - this.learnedAt;
		if (age > FORGET_MS) this.budget = Infinity;
		else if (age > MINUTE_MS) this.learn(Math.ceil(this.budget * GROWTH), now);
		return this.budget;
	}

	private countMinute(now: number): number {
		const [oldest = now] = this.answered;
		if (oldest <= now - MINUTE_MS) {
			this.answered = this.answered.filter((at) => at > now - MINUTE_MS);
		}
		if (this.answered.length > MOST_COUNTED) this.answered.splice(0, MOST_COUNTED / 2);
		return this.answered.length;
	}
}
