import { invalidQuery } from '../errors.mts';
import { parseTicks } from '../time.mts';
import { findName, isEnum, type ColumnType, type Row } from './schema.mts';
import type { Literal } from './tree.mts';

/** Comparable form of a value: text in lower case, whole numbers, times and enums as bigint. */
export type Value = string | bigint | number | boolean | null;
export type ValueType = Exclude<ColumnType, 'complex'> | 'null' | 'decimal';
export type Typed = { type: ValueType; read: (row: Row) => Value };

/** The value of a column in comparable form. */
export function readColumn(value: unknown, type: ValueType): Value {
	if (value === null || value === undefined) return null;
	if (typeof value === 'boolean') return value;
	if (isEnumType(type)) return BigInt(type.enum[String(value)] ?? -1);
	if (type === 'int32' || type === 'int64') return BigInt(Number(value));
	if (type === 'datetime') return parseTicks(String(value)) ?? null;
	return String(value).toLowerCase();
}

const isEnumType = (type: ValueType): type is Exclude<ValueType, string> =>
	typeof type === 'object' && isEnum(type);

const constant = (type: ValueType, value: Value): Typed => ({ type, read: () => value });

/**
 * A literal as the type it is compared with, or as its own type when there is none.
 * Refuses what the server refuses: quoted times, unquoted enums, texts for numbers and so on.
 * Guids may be quoted only inside an `in` list.
 */
export function coerceLiteral(literal: Literal, target?: ValueType, inList = false): Typed {
	const { type, text } = literal;
	if (type === 'null') return constant('null', null);
	if (target === undefined) return constant(ownType(literal), ownValue(literal));
	const refuse = () =>
		invalidQuery(`A binary operator with incompatible types was detected near '${text}'.`);
	if (isEnumType(target)) {
		if (type !== 'string') throw refuse();
		return constant(target, enumValue(target.enum, text));
	}
	if (target === 'string' && type === 'string') return constant(target, text.toLowerCase());
	if (target === 'boolean' && type === 'boolean') return constant(target, text === 'true');
	if (target === 'datetime' && type === 'datetime') return constant(target, ownValue(literal));
	if (target === 'guid' && (type === 'guid' || (type === 'string' && inList))) {
		if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw refuse();
		return constant(target, text.toLowerCase());
	}
	if ((target === 'int32' || target === 'int64') && type === 'integer') {
		const value = BigInt(text);
		if (value !== BigInt.asIntN(64, value)) throw refuse();
		return constant(target, value);
	}
	throw refuse();
}

function ownType(literal: Literal): ValueType {
	return literal.type === 'integer' ? 'int64' : literal.type;
}

function ownValue({ type, text }: Literal): Value {
	if (type === 'boolean') return text === 'true';
	if (type === 'integer') return BigInt(text);
	if (type === 'decimal') return Number(text);
	if (type === 'datetime') {
		const ticks = parseTicks(text);
		if (ticks === undefined) throw invalidQuery(`'${text}' is not a date-time.`);
		return ticks;
	}
	return text.toLowerCase();
}

function enumValue(members: Record<string, number>, text: string): bigint {
	if (/^-?\d+$/.test(text)) return BigInt(text);
	const name = findName(members, text);
	const value = name === undefined ? undefined : members[name];
	if (value === undefined)
		throw invalidQuery(`The string '${text}' is not a valid enumeration value.`);
	return BigInt(value);
}
