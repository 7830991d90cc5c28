import { formatMs, formatMsWithSevenDigits, parseMs } from './time.mts';

export type ClockMode = 'real' | 'manual';

/** The sandbox's only source of time. A manual clock stands still until it is advanced or set. */
export class Clock {
	readonly mode: ClockMode;
	private base: number;
	private realBase = Date.now();
	private created = 0;

	constructor(mode: ClockMode, start?: string) {
		this.mode = mode;
		this.base = start ? parseMs(start) : mode === 'manual' ? Date.UTC(2026, 0, 15, 12) : Date.now();
	}

	/** Milliseconds since 1970. */
	now(): number {
		return this.mode === 'manual' ? this.base : this.base + (Date.now() - this.realBase);
	}

	iso(): string {
		return formatMs(this.now());
	}

	/** A creation time as it is echoed: seven digits, each one a little later than the one before. */
	creationIso(): string {
		this.created += 1;
		return formatMsWithSevenDigits(this.now(), (this.created * 137) % 9_999 || 1);
	}

	advance(ms: number): void {
		if (!Number.isFinite(ms) || ms < 0) throw new RangeError('the clock only moves forward');
		this.base += ms;
	}

	set(iso: string): void {
		this.base = parseMs(iso);
		this.realBase = Date.now();
	}
}
