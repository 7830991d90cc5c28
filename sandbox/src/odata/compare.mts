import { invalidQuery } from '../errors.mts';
import { promote } from './promote.mts';
import type { Comparison } from './tree.mts';
import { isEnumType, readEnumMember, type Typed, type Value } from './values.mts';

/** Types that have no order. */
const UNORDERED: ReadonlySet<unknown> = new Set(['guid', 'boolean']);

/** A comparison; both sides have to be of one type, where enums are written as text. */
export function compileComparison(operator: Comparison, first: Typed, second: Typed): Typed {
	const isEquality = operator === 'eq' || operator === 'ne';
	const [left, right] = readEnums(first, second) ?? promoteOrdered(first, second, isEquality);
	return {
		type: 'boolean',
		nullable: left.nullable,
		nodes: 1 + left.nodes + right.nodes,
		read: (row) => compareValues(operator, left.read(row), right.read(row)),
	};
}

/** The name or number of a member in quotes is read as the enum: no conversion, in any comparison. */
function readEnums(left: Typed, right: Typed): readonly [Typed, Typed] | undefined {
	if (isEnumType(left.type) && right.literal?.type === 'string') {
		return [left, readAsMember(left, right.literal.text)];
	}
	if (isEnumType(right.type) && left.literal?.type === 'string') {
		return [readAsMember(right, left.literal.text), right];
	}
	return undefined;
}

function readAsMember({ type, nullable }: Typed, text: string): Typed {
	const value = isEnumType(type) ? readEnumMember(type, text) : null;
	return { type, nullable, nodes: 1, read: () => value };
}

function promoteOrdered(left: Typed, right: Typed, isEquality: boolean) {
	const promoted = promote(left, right);
	const isEnum = isEnumType(left.type) || isEnumType(right.type);
	if (promoted === undefined || (isEnum && !isEquality)) {
		throw invalidQuery('A binary operator with incompatible types was detected.');
	}
	if (!isEquality && UNORDERED.has(promoted[0].type)) {
		throw invalidQuery(
			'A binary operator that needs an order was used with values that have none.',
		);
	}
	return promoted;
}

/** OData's rules for null: equal to null only, different from all else, in no order with anything. */
export function compareValues(operator: Comparison, left: Value, right: Value): boolean {
	if (operator === 'eq') return left === right;
	if (operator === 'ne') return left !== right;
	if (left === null || right === null) return false;
	if (operator === 'gt') return left > right;
	if (operator === 'ge') return left >= right;
	if (operator === 'lt') return left < right;
	return left <= right;
}
