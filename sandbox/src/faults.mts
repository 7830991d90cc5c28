export type FaultAction =
	| 'reset-before'
	/** The request is processed, then the connection is cut without an answer. */
	| 'reset-after'
	/** The request is processed, then answered with the fault's status and body instead. */
	| 'fail-after'
	| 'reset-during-body'
	/** A complete HTTP answer whose body stops half-way. */
	| 'truncate'
	| 'html'
	| 'hang'
	| 'stall-body';

export type Fault = {
	/** Source of a regular expression, matched on `METHOD /path` (path as sent, without query). */
	route: string | RegExp;
	/** How many requests it hits; 1 when absent. */
	times?: number;
	/** With a status, body or redirect the request is answered without being processed, but for `fail-after`. */
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
	delayMs?: number;
	action?: FaultAction;
	redirectTo?: string;
};

type Armed = Fault & { pattern: RegExp; left: number };

/** Faults waiting for the requests they match; the first that matches is used up. */
export class FaultInjector {
	private armed: Armed[] = [];

	inject(fault: Fault): void {
		const pattern = typeof fault.route === 'string' ? new RegExp(fault.route) : fault.route;
		this.armed.push({ ...fault, pattern, left: fault.times ?? 1 });
	}

	clear(): void {
		this.armed = [];
	}

	get pending(): number {
		return this.armed.reduce((sum, { left }) => sum + left, 0);
	}

	take(method: string, path: string): Fault | undefined {
		const fault = this.armed.find(({ pattern }) => pattern.test(`${method} ${path}`));
		if (!fault) return undefined;
		fault.left -= 1;
		if (fault.left <= 0) this.armed.splice(this.armed.indexOf(fault), 1);
		return fault;
	}
}
