import { invalidQuery } from '../errors.mts';
import { parseTicks } from '../time.mts';
import { parseDateTime, parseDay, parseDuration, parseTimeOfDay } from './literals.mts';
import { findName, isEnum, type ColumnType, type EnumType, type Row } from './schema.mts';
import type { Literal } from './tree.mts';

/** Comparable form of a value: text in lower case, whole numbers, times and enums as bigint. */
export type Value = string | bigint | number | boolean | null;
export type ValueType =
	| Exclude<ColumnType, 'complex'>
	| 'null'
	| 'double'
	| 'date'
	| 'time'
	| 'duration';

/** A part of a filter that has been read: what it is, and how to get its value from a row. */
export type Typed = {
	type: ValueType;
	/** Whether the model says that it may be null, which decides where conversions are put in. */
	nullable: boolean;
	/** Nodes as Microsoft's validator counts them, conversions among them. */
	nodes: number;
	literal?: Literal;
	read: (row: Row) => Value;
};

export const isEnumType = (type: ValueType): type is EnumType =>
	typeof type === 'object' && isEnum(type);

/** The value of a column in comparable form. */
export function readColumn(value: unknown, type: ValueType): Value {
	if (value === null || value === undefined) return null;
	if (typeof value === 'boolean') return value;
	if (isEnumType(type)) return BigInt(type.enum[String(value)] ?? -1);
	if (type === 'int32' || type === 'int64') return BigInt(Number(value));
	if (type === 'datetime') return parseTicks(String(value)) ?? null;
	return String(value).toLowerCase();
}

const constant = (
	literal: Literal,
	type: ValueType,
	value: Value | undefined,
	nullable = false,
): Typed => {
	if (value === undefined) throw invalidQuery(`Unrecognized literal '${literal.text}'.`);
	return { type, nullable, nodes: 1, literal, read: () => value };
};

/** A literal as the type that it has by itself; text is nullable to OData, the others are not. */
export function readLiteralValue(literal: Literal): Typed {
	const { type, text } = literal;
	switch (type) {
		case 'null':
			return constant(literal, 'null', null, true);
		case 'boolean':
			return constant(literal, 'boolean', text === 'true');
		case 'string':
			return constant(literal, 'string', text.toLowerCase(), true);
		case 'integer':
		case 'long':
			return readWhole(literal);
		case 'decimal':
			return constant(literal, 'double', Number(text));
		case 'datetime':
			return constant(literal, 'datetime', parseDateTime(text));
		case 'date':
			return constant(literal, 'date', parseDay(text));
		case 'time':
			return constant(literal, 'time', parseTimeOfDay(text));
		case 'duration':
			return constant(literal, 'duration', parseDuration(text));
		case 'guid':
			return constant(literal, 'guid', text.toLowerCase());
	}
}

/** As the smallest type that holds it; a number too large for an int64 is a fraction to OData. */
function readWhole(literal: Literal): Typed {
	const value = BigInt(literal.text);
	if (literal.type === 'integer' && value === BigInt.asIntN(32, value)) {
		return constant(literal, 'int32', value);
	}
	if (value === BigInt.asIntN(64, value)) return constant(literal, 'int64', value);
	if (literal.type === 'long') throw invalidQuery(`Unrecognized literal '${literal.text}L'.`);
	return constant(literal, 'double', Number(value));
}

/** The number of an enum's member, by its name or number in quotes. */
export function readEnumMember({ enum: members }: EnumType, text: string): bigint {
	if (/^-?\d+$/.test(text)) return BigInt(text);
	const name = findName(members, text);
	const value = name === undefined ? undefined : members[name];
	if (value === undefined) {
		throw invalidQuery(`The string '${text}' is not a valid enumeration type constant.`);
	}
	return BigInt(value);
}
