import { readInstant } from '../transport/isoTime';

/**
 * Text of fixed length in UTC with 7 fractional digits, so that text order is time order: JavaScript
 * dates would cut the last four.
 *
 * @returns undefined when it is no time, or one without its offset
 */
export function normalizeTime(text: unknown): string | undefined {
	const instant = typeof text === 'string' ? readInstant(text) : undefined;
	return instant && `${instant.seconds}.${instant.fraction.padEnd(7, '0')}Z`;
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
