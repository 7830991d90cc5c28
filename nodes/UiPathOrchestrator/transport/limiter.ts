import { sleep } from 'n8n-workflow';

/** Calls under way to one tenant from this process, whatever they are for. */
const MOST_IN_FLIGHT = 20;
/** How often those who wait are looked after when nothing else happens, in ms. */
const SLICE_MS = 250;

/** What an answer says about how much more its route bears. */
export interface Allowance {
	/** The route refused, and asks to be left alone for so many ms. */
	readonly closedMs?: number | undefined;
	/** Calls that are left until the limit is reached. */
	readonly remaining?: number | undefined;
}

/** Somebody who wants to call. */
export interface Caller {
	/** Whoever takes turns with others, such as an execution. */
	readonly owner: object;
	/** Method and path without ids: Orchestrator's limits are per route. */
	readonly route: string;
	/** Moment (ms since 1970) after which waiting is pointless. */
	readonly deadline: number;
	isCancelled(): boolean;
}

/** How waiting ended; `late` has the ms for which the route stays closed. */
export type Turn = 'granted' | 'canceled' | { readonly late: number };

interface Waiting extends Caller {
	readonly settle: (turn: Turn) => void;
}

interface Route {
	inFlight: number;
	/** Calls at a time; one after a refusal, and one more with each success. */
	window: number;
	/** Moment (ms since 1970) before which nothing is sent. */
	closedUntil: number;
}

/**
 * Lets calls to one tenant pass: a bounded number at a time, executions in turn, none on a route that
 * has asked for a pause. What one call learns from a refusal holds for all others at once.
 */
export class TenantLimiter {
	private inFlight = 0;
	private isLookedAfter = false;
	private readonly routes = new Map<string, Route>();
	/** Those who wait, by owner; the owner whose turn is next comes first. */
	private readonly queues = new Map<object, Waiting[]>();

	/** Whether it knows nothing that a new one would not. */
	get isIdle(): boolean {
		const now = Date.now();
		return (
			this.inFlight === 0 &&
			this.queues.size === 0 &&
			[...this.routes.values()].every(({ closedUntil }) => closedUntil <= now)
		);
	}

	/** @param isFirst goes to the head of its owner's line, as a call that is repeated does */
	async enter(caller: Caller, isFirst = false): Promise<Turn> {
		return await new Promise((settle) => {
			const queue = this.queues.get(caller.owner) ?? [];
			this.queues.set(caller.owner, queue);
			if (isFirst) queue.unshift({ ...caller, settle });
			else queue.push({ ...caller, settle });
			this.admit();
			void this.lookAfter();
		});
	}

	/** Has to follow each turn that was granted, when the answer is there. */
	leave(name: string, { closedMs, remaining }: Allowance): void {
		const route = this.findRoute(name);
		this.inFlight -= 1;
		route.inFlight -= 1;
		if (closedMs !== undefined) {
			route.closedUntil = Math.max(route.closedUntil, Date.now() + closedMs);
			route.window = 1;
		} else {
			route.window = Math.min(route.window + 1, remaining ?? MOST_IN_FLIGHT, MOST_IN_FLIGHT);
			route.window = Math.max(route.window, 1);
		}
		this.admit();
	}

	private findRoute(name: string): Route {
		const route = this.routes.get(name) ?? { inFlight: 0, window: MOST_IN_FLIGHT, closedUntil: 0 };
		this.routes.set(name, route);
		return route;
	}

	/** Nobody else wakes those whose route reopens, whose time is up, or who were canceled. */
	private async lookAfter(): Promise<void> {
		if (this.isLookedAfter) return;
		this.isLookedAfter = true;
		while (this.queues.size > 0) {
			await sleep(SLICE_MS);
			this.admit();
		}
		this.isLookedAfter = false;
	}

	/** Settles whoever need not wait any more: one caller of each owner, round by round. */
	private admit(): void {
		for (let isProgress = true; isProgress; ) {
			isProgress = false;
			for (const [owner, queue] of [...this.queues]) {
				if (!this.settleOne(queue)) continue;
				isProgress = true;
				// To the end of the round, or out of it.
				this.queues.delete(owner);
				if (queue.length > 0) this.queues.set(owner, queue);
			}
		}
	}

	/** @returns whether there was one to settle */
	private settleOne(queue: Waiting[]): boolean {
		for (const [index, caller] of queue.entries()) {
			const turn = this.judge(caller);
			if (turn === undefined) continue;
			queue.splice(index, 1);
			if (turn === 'granted') {
				this.inFlight += 1;
				this.findRoute(caller.route).inFlight += 1;
			}
			caller.settle(turn);
			return true;
		}
		return false;
	}

	/** @returns undefined when the caller has to wait on */
	private judge({ route: name, deadline, isCancelled }: Caller): Turn | undefined {
		if (isCancelled()) return 'canceled';
		const now = Date.now();
		const { closedUntil, inFlight, window } = this.findRoute(name);
		if (closedUntil > deadline) return { late: closedUntil - now };
		if (now > deadline) return 'granted';
		const isFree = now >= closedUntil && inFlight < window && this.inFlight < MOST_IN_FLIGHT;
		return isFree ? 'granted' : undefined;
	}
}

const limiters = new Map<string, TenantLimiter>();

/** The limiter that all calls of this process to the tenant share. */
export function findLimiter(orchestratorUrl: string): TenantLimiter {
	const known = limiters.get(orchestratorUrl);
	if (known !== undefined) return known;
	for (const [url, limiter] of limiters) if (limiter.isIdle) limiters.delete(url);
	const limiter = new TenantLimiter();
	limiters.set(orchestratorUrl, limiter);
	return limiter;
}
