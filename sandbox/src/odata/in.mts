import { invalidQuery } from '../errors.mts';
import { isGuid, parseDateTime } from './literals.mts';
import type { Literal } from './tree.mts';
import { isEnumType, readLiteralValue, type Typed, type Value } from './values.mts';

/**
 * A list behind `in`. Microsoft's library reads it as JSON of the left side's type, with single quotes
 * allowed: names of enums and times have to be quoted, GUIDs may be, numbers must not be and carry no
 * suffix. The whole counts as one node, whatever is in it.
 */
export function compileIn(left: Typed, items: readonly Literal[]): Typed {
	const values = new Set(items.map((item) => readItem(left, item)));
	return {
		type: 'boolean',
		nullable: false,
		nodes: 1,
		read: (row) => values.has(left.read(row)),
	};
}

function readItem({ type, nullable }: Typed, item: Literal): Value {
	const refuse = () =>
		invalidQuery(`'${item.text}' in a list does not fit what it is compared with.`);
	if (item.type === 'null') {
		// The library puts quotes around it among GUIDs, where it then is none.
		if (!nullable || type === 'guid') throw refuse();
		return null;
	}
	const quoted = item.type === 'string' ? item.text : undefined;
	if (isEnumType(type)) {
		const value = quoted === undefined ? undefined : type.enum[quoted];
		if (value !== undefined) return BigInt(value);
		if (quoted === undefined || !/^-?\d+$/.test(quoted)) throw refuse();
		return BigInt(quoted);
	}
	switch (type) {
		case 'string':
			// A double quote ends the JSON string that the library makes of it.
			if (quoted === undefined || quoted.includes('"')) throw refuse();
			return quoted.toLowerCase();
		case 'guid':
			if (!isGuid(item.text)) throw refuse();
			return item.text.toLowerCase();
		case 'int32':
		case 'int64': {
			const read = item.type === 'integer' ? readLiteralValue(item) : undefined;
			if (read?.type !== 'int32' && read?.type !== type) throw refuse();
			return BigInt(item.text);
		}
		case 'boolean':
			if (item.type !== 'boolean') throw refuse();
			return item.text === 'true';
		case 'datetime':
			return (quoted === undefined ? undefined : parseDateTime(quoted)) ?? fail(refuse());
		default:
			throw refuse();
	}
}

function fail(error: Error): never {
	throw error;
}
