import { fromMilliseconds, toMilliseconds } from './timestamp';

/**
 * More are never remembered: at 4 to 9 characters each they fit into 100 kB. Beyond it the oldest are
 * forgotten, and the look-back starts behind them.
 */
const MOST_SEEN = 10_000;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const MORE = 32n;

/** Variable-length number: five bits to a character, the sixth says that more follow. */
function writeNumber(value: bigint): string {
	let text = '';
	for (let rest = value; ; rest >>= 5n) {
		const bits = rest & 31n;
		const isLast = rest < MORE;
		text += DIGITS[Number(isLast ? bits : bits | MORE)];
		if (isLast) return text;
	}
}

/** @returns the numbers in the text; a character that is no digit ends the reading */
function readNumbers(text: string): bigint[] {
	const numbers: bigint[] = [];
	let value = 0n;
	let shift = 0n;
	for (const character of text) {
		const digit = DIGITS.indexOf(character);
		if (digit < 0) return numbers;
		value |= (BigInt(digit) & 31n) << shift;
		shift += 5n;
		if (digit < 32) {
			numbers.push(value);
			value = 0n;
			shift = 0n;
		}
	}
	return numbers;
}

/** Sign in the lowest bit, so that small steps back are as short as small steps ahead. */
const foldSign = (value: bigint): bigint => (value < 0n ? -value * 2n - 1n : value * 2n);
const unfoldSign = (value: bigint): bigint => (value & 1n ? -(value + 1n) / 2n : value / 2n);

/**
 * The jobs inside the look-back that were emitted (or were there before), by identity. The time, cut
 * to ms, serves only to forget them once the look-back has passed them.
 */
export class SeenJobs {
	private readonly times = new Map<bigint, number>();

	/** Reads what `encode` wrote: for each job the steps of time and identity from the one before. */
	static decode(text: string): SeenJobs {
		const seen = new SeenJobs();
		const numbers = readNumbers(text);
		let time = 0n;
		let identity = 0n;
		for (let at = 0; at + 1 < numbers.length; at += 2) {
			time += numbers[at] ?? 0n;
			identity += unfoldSign(numbers[at + 1] ?? 0n);
			seen.times.set(identity, Number(time));
		}
		return seen;
	}

	encode(): string {
		let text = '';
		let previousTime = 0n;
		let previousIdentity = 0n;
		for (const [identity, ms] of this.sorted()) {
			const time = BigInt(ms);
			text += writeNumber(time - previousTime) + writeNumber(foldSign(identity - previousIdentity));
			previousTime = time;
			previousIdentity = identity;
		}
		return text;
	}

	get size(): number {
		return this.times.size;
	}

	has(identity: bigint): boolean {
		return this.times.has(identity);
	}

	add(identity: bigint, time: string): void {
		this.times.set(identity, toMilliseconds(time));
	}

	/** Whether a floor there would let something be forgotten. */
	hasBefore(floor: string): boolean {
		const floorMs = toMilliseconds(floor);
		return [...this.times.values()].some((ms) => ms < floorMs);
	}

	/**
	 * Forgets what lies before the floor, and the oldest when there are too many.
	 *
	 * @returns the floor, raised above what had to be forgotten
	 */
	prune(floor: string): string {
		const floorMs = toMilliseconds(floor);
		for (const [identity, ms] of this.times) if (ms < floorMs) this.times.delete(identity);
		const tooMany = this.sorted().slice(0, Math.max(0, this.times.size - MOST_SEEN));
		for (const [identity] of tooMany) this.times.delete(identity);
		const last = tooMany.at(-1);
		return last === undefined ? floor : fromMilliseconds(last[1] + 1);
	}

	private sorted(): Array<[identity: bigint, ms: number]> {
		return [...this.times].sort(([a, atA], [b, atB]) => atA - atB || (a < b ? -1 : 1));
	}
}
