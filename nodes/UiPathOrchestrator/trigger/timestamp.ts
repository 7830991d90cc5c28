/**
 * Points in time as Orchestrator writes them: UTC with 0 to 7 fractional digits. All of them are
 * compared as text with 7 digits, because JavaScript dates would cut the last four.
 */

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,7}))?Z$/;

/** Text of fixed length, so that text order is time order; undefined when it is no UTC time. */
export function normalizeTime(text: unknown): string | undefined {
	const [, seconds, fraction = ''] = TIMESTAMP.exec(typeof text === 'string' ? text : '') ?? [];
	return seconds === undefined ? undefined : `${seconds}.${fraction.padEnd(7, '0')}Z`;
}

/** Milliseconds since 1970, rounded down. */
export function toMilliseconds(time: string): number {
	return Date.parse(`${time.slice(0, 23)}Z`);
}

export function fromMilliseconds(ms: number): string {
	return `${new Date(ms).toISOString().slice(0, 23)}0000Z`;
}

export const laterOf = (one: string, other: string): string => (one > other ? one : other);

/** The next point in time that the server can write: 100 ns later. */
export function tickAfter(time: string): string {
	const ticks = Number(time.slice(20, 27)) + 1;
	return ticks < 10_000_000
		? `${time.slice(0, 20)}${String(ticks).padStart(7, '0')}Z`
		: fromMilliseconds(toMilliseconds(time) + 1);
}
