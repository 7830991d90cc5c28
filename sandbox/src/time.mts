/** Ticks are 100-nanosecond steps since 1970 (UTC): what a 7-digit timestamp can hold and a Date cannot. */
const TICKS_PER_MS = 10_000n;

const DATE_TIME =
	/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?:\.(\d{1,7}))?(Z|[+-]\d{2}:\d{2})$/i;

/** Exact ticks of an ISO date-time with 0 to 7 fractional digits; undefined when it is not one. */
export function parseTicks(text: string): bigint | undefined {
	const match = DATE_TIME.exec(text);
	if (!match) return undefined;
	const [, seconds = '', fraction = '', zone = 'Z'] = match;
	const ms = Date.parse(seconds + zone.toUpperCase());
	if (Number.isNaN(ms)) return undefined;
	return BigInt(ms) * TICKS_PER_MS + BigInt(fraction.padEnd(7, '0'));
}

/** Milliseconds since 1970 of an ISO date-time, rounded down. */
export function parseMs(iso: string): number {
	const ticks = parseTicks(iso);
	if (ticks === undefined) throw new RangeError(`not an ISO date-time: ${iso}`);
	return Number(ticks / TICKS_PER_MS);
}

/** ISO text of ticks; trailing zeros of the fraction are dropped, as Orchestrator does. */
export function formatTicks(ticks: bigint): string {
	const subSecond = ((ticks % 10_000_000n) + 10_000_000n) % 10_000_000n;
	const seconds = new Date(Number((ticks - subSecond) / TICKS_PER_MS)).toISOString().slice(0, 19);
	const fraction = subSecond.toString().padStart(7, '0').replace(/0+$/, '');
	return `${seconds}${fraction ? `.${fraction}` : ''}Z`;
}

/** ISO text of a time in milliseconds since 1970. */
export function formatMs(ms: number): string {
	return formatTicks(BigInt(Math.round(ms)) * TICKS_PER_MS);
}

/** ISO text with all seven fractional digits: the form of a row that was created a moment ago. */
export function formatMsWithSevenDigits(ms: number, extraTicks: number): string {
	const ticks = BigInt(Math.round(ms)) * TICKS_PER_MS + BigInt(extraTicks % 10_000);
	const fraction = (ticks % 10_000_000n).toString().padStart(7, '0');
	return `${formatTicks(ticks).slice(0, 19)}.${fraction}Z`;
}
