/**
 * Errors of requests that Orchestrator may have carried out all the same. Beside the errors, not in them:
 * nothing of it is meant for users.
 */
const errors = new WeakSet<object>();

export function raiseDoubt(error: object): void {
	errors.add(error);
}

/** For what may be done twice without harm. */
export function settleDoubt(caught: unknown): void {
	if (typeof caught === 'object' && caught !== null) errors.delete(caught);
}

/** Whether the work that failed so may have been done, so that it must not be done again. */
export const isInDoubt = (caught: unknown): boolean =>
	typeof caught === 'object' && caught !== null && errors.has(caught);
