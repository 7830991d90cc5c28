/** Holds what was seen of a cell against what the table says. */
import { countExpectedJobs, writeMessage } from './cells.mts';
import type { Cell, Sighting } from './run-cell.mts';

/** Matches the whole text; `#` stands for any number. */
export const toPattern = (text: string): RegExp =>
	new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('#', '\\d+')}$`);

export function checkCell(cell: Cell, seen: Sighting): void {
	const { expected, operation } = cell;
	const { attempt, whole } = seen;
	const message = writeMessage(cell);
	expect({
		status: attempt.status,
		message: attempt.error?.message,
		sent: seen.sent,
		looks: seen.looks,
		jobsStarted: seen.jobsStarted,
		tokensAstray: seen.tokensAstray,
	}).toEqual({
		status: message === undefined ? 'success' : 'error',
		message: message === undefined ? undefined : expect.stringMatching(toPattern(message)),
		sent: expected.sent,
		looks: expected.looks ?? 0,
		jobsStarted: countExpectedJobs(cell),
		tokensAstray: 0,
	});
	if (expected.advises !== undefined) {
		expect(attempt.error?.description).toContain(expected.advises);
	}
	// What comes is whole, and what did not come is there afterwards, once.
	if (expected.isOther === true) expect(attempt.output).not.toEqual([]);
	else expect(attempt.output).toEqual(message === undefined ? whole : []);
	if (seen.afterwards === undefined) return;
	expect(seen.afterwards.error).toBeUndefined();
	const isEmitted = operation.emitsOnce === true && message === undefined;
	expect(seen.afterwards.output).toEqual(isEmitted ? [] : whole);
}
