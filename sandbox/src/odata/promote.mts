import { isEnumType, type Typed, type Value, type ValueType } from './values.mts';

const NUMBERS: readonly ValueType[] = ['int32', 'int64', 'double'];

/** The type that both sides are brought to, or undefined when there is none. */
function findCommonType(left: ValueType, right: ValueType): ValueType | undefined {
	if (left === 'null') return right;
	if (right === 'null' || left === right) return left;
	const [a, b] = [NUMBERS.indexOf(left), NUMBERS.indexOf(right)];
	if (a >= 0 && b >= 0) return NUMBERS[Math.max(a, b)];
	const both = [left, right];
	if (both.includes('date') && both.includes('datetime')) return 'datetime';
	return undefined;
}

const TICKS_PER_DAY = 864_000_000_000n;

/** The day of a moment as days since 1970. */
export const toDay = (ticks: bigint): bigint =>
	(ticks - (((ticks % TICKS_PER_DAY) + TICKS_PER_DAY) % TICKS_PER_DAY)) / TICKS_PER_DAY;

/**
 * A part as another type: a node more for the conversion, unless it is a number written out, which is
 * simply read as the other type.
 */
export function convertTo(part: Typed, type: ValueType, nullable: boolean): Typed {
	if (part.type === type && part.nullable === nullable) return part;
	const isNumber = part.literal !== undefined && NUMBERS.includes(part.type);
	return {
		...part,
		type,
		nullable,
		nodes: part.nodes + (isNumber ? 0 : 1),
		...(type === 'double' && { read: (row) => toDouble(part.read(row)) }),
	};
}

const toDouble = (value: Value): Value => (typeof value === 'bigint' ? Number(value) : value);

/**
 * Both sides of an operator as one type, or undefined when they do not go together. It allows for null
 * when one of them does, and for a text always, as OData's signatures say.
 */
export function promote(left: Typed, right: Typed): readonly [Typed, Typed] | undefined {
	if (left.type === 'null' && right.type === 'null') return [left, right];
	const type = findCommonType(left.type, right.type);
	if (type === undefined) return undefined;
	const nullable = isEnumType(type)
		? (left.type === 'null' ? right : left).nullable
		: type === 'string' || left.nullable || right.nullable;
	const isDays = left.type === 'date' || right.type === 'date';
	const [a, b] = [convertTo(left, type, nullable), convertTo(right, type, nullable)];
	// A moment is compared with a day by its day.
	return isDays ? [byDay(a, left.type), byDay(b, right.type)] : [a, b];
}

function byDay(part: Typed, original: ValueType): Typed {
	if (original !== 'datetime') return part;
	const { read } = part;
	return {
		...part,
		read: (row) => {
			const value = read(row);
			return typeof value === 'bigint' ? toDay(value) : value;
		},
	};
}
