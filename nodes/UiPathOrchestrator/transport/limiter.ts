import { sleep } from 'n8n-workflow';

import { RouteLimit } from './routeLimit';
import type { Allowance } from './routeLimit';

/** Calls under way to one tenant from this process, whatever they are for. */
const MOST_IN_FLIGHT = 20;
/** How often those who wait are looked after when nothing else happens, in ms. */
const SLICE_MS = 250;

/** Somebody who wants to call. */
export interface Caller {
	/** Whoever takes turns with others, such as an execution. */
	readonly owner: object;
	/** Method and path without ids: Orchestrator's limits are per route. */
	readonly route: string;
	/** Moment by `performance.now()` after which waiting is pointless. */
	readonly deadline: number;
	isCancelled(): boolean;
}

/** The deadline has passed, or will before the turn comes. */
export interface Late {
	/** Ms for which the route stays closed; 0 when it is open, but others take all that it bears. */
	readonly closedMs: number;
	/** Ms spent in the line. */
	readonly waitedMs: number;
}

/** How waiting ended. */
export type Turn = 'granted' | 'canceled' | Late;

interface Waiting extends Caller {
	readonly since: number;
	readonly settle: (turn: Turn) => void;
}

/**
 * Lets calls to one tenant pass: a bounded number at a time, executions in turn, none on a route that
 * has asked for a pause. What one call learns from a refusal holds for all others at once.
 */
export class TenantLimiter {
	private inFlight = 0;
	private isLookedAfter = false;
	private readonly routes = new Map<string, RouteLimit>();
	/** Those who wait, by owner; the owner whose turn is next comes first. */
	private readonly queues = new Map<object, Waiting[]>();

	/** Whether nobody calls, waits, or has to be kept from calling. */
	get isIdle(): boolean {
		const now = performance.now();
		const isOpen = [...this.routes.values()].every((route) => route.closedFor(now) === 0);
		return this.inFlight === 0 && this.queues.size === 0 && isOpen;
	}

	/** @param isFirst goes to the head of its owner's line, as a call that is repeated does */
	async enter(caller: Caller, isFirst = false): Promise<Turn> {
		return await new Promise((settle) => {
			const queue = this.queues.get(caller.owner) ?? [];
			this.queues.set(caller.owner, queue);
			const waiting = { ...caller, since: performance.now(), settle };
			if (isFirst) queue.unshift(waiting);
			else queue.push(waiting);
			this.admit();
			void this.lookAfter();
		});
	}

	/** Has to follow each turn that was granted, when the answer is there. */
	leave(name: string, allowance: Allowance): void {
		this.inFlight -= 1;
		this.findRoute(name).end(allowance, performance.now());
		this.admit();
	}

	private findRoute(name: string): RouteLimit {
		const route = this.routes.get(name) ?? new RouteLimit(MOST_IN_FLIGHT);
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
				this.findRoute(caller.route).begin();
			}
			caller.settle(turn);
			return true;
		}
		return false;
	}

	/**
	 * @returns undefined when the caller has to wait on. A deadline that has passed keeps nobody from a
	 * call that the tenant bears: it ends the waiting only.
	 */
	private judge({ route: name, deadline, since, isCancelled }: Waiting): Turn | undefined {
		if (isCancelled()) return 'canceled';
		const now = performance.now();
		const route = this.findRoute(name);
		if (this.inFlight < MOST_IN_FLIGHT && route.isFree(now)) return 'granted';
		const closedMs = route.closedFor(now);
		return now + closedMs > deadline ? { closedMs, waitedMs: now - since } : undefined;
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
