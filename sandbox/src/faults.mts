export type FaultAction =
	| 'reset-before'
	/** The request is processed, then the connection is cut without an answer. */
	| 'reset-after'
	/** The request is processed, then answered with the fault's status and body instead. */
	| 'fail-after'
	| 'reset-during-body'
	/** A complete HTTP answer whose body stops half-way. */
	| 'truncate'
	/** A complete HTTP answer with one wrong byte in the midst of its body. */
	| 'damage'
	/** The token of the request is revoked before the request is looked at; 401 for API requests. */
	| 'revoke-token'
	| 'html'
	| 'hang'
	| 'stall-body';

export type Fault = {
	/** Source of a regular expression, matched on `METHOD /path` (path as sent, without query). */
	route: string | RegExp;
	/** Id of the folder whose requests it hits, as their header names it; all when absent. */
	folder?: number;
	/** How many requests it hits; 1 when absent. */
	times?: number;
	/** How many matching requests it lets through first; 0 when absent. */
	after?: number;
	/** With a status, body or redirect the request is answered without being processed, but for `fail-after`. */
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
	delayMs?: number;
	action?: FaultAction;
	redirectTo?: string;
};

type Armed = Fault & { pattern: RegExp; left: number; passing: number };

/** Faults waiting for the requests they match; the first that matches is used up. */
export class FaultInjector {
	private armed: Armed[] = [];

	inject(fault: Fault): void {
		const pattern = typeof fault.route === 'string' ? new RegExp(fault.route) : fault.route;
		this.armed.push({ ...fault, pattern, left: fault.times ?? 1, passing: fault.after ?? 0 });
	}

	clear(): void {
		this.armed = [];
	}

	get pending(): number {
		return this.armed.reduce((sum, { left }) => sum + left, 0);
	}

	/** @param folder value of the folder header */
	take(method: string, path: string, folder: string): Fault | undefined {
		const matching = this.armed.filter(
			(fault) =>
				fault.pattern.test(`${method} ${path}`) &&
				(fault.folder === undefined || String(fault.folder) === folder),
		);
		const fault = matching.find(({ passing }) => passing === 0);
		for (const other of matching) if (other.passing > 0) other.passing -= 1;
		if (!fault) return undefined;
		fault.left -= 1;
		if (fault.left <= 0) this.armed.splice(this.armed.indexOf(fault), 1);
		return fault;
	}
}
