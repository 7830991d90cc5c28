import { NodeOperationError } from 'n8n-workflow';

/** What a reader makes of a value: its result, or the label of the field that it refuses. */
export type Outcome<Result> = { result: Result } | { refused: string };

/**
 * Reads a value. A refusal has to be one by name, with what to do about it, and without line noise.
 *
 * @throws whatever else the reader throws: an error that does not name the field is a failure
 */
export function attempt<Result>(read: () => Result): Outcome<Result> {
	try {
		return { result: read() };
	} catch (caught: unknown) {
		if (!(caught instanceof NodeOperationError))
			throw new Error('no refusal by name', { cause: caught });
		const [, label] = /^'([^']+)' [^]* \(item 3\)$/.exec(caught.message) ?? [];
		if (label === undefined) throw new Error('the refusal names no field', { cause: caught });
		expect(caught.description).toMatch(/[.?]$/);
		expect(caught.message.length).toBeLessThan(400);
		expect(caught.message.isWellFormed()).toBe(true);
		return { refused: label };
	}
}
