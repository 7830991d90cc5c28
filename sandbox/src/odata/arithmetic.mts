import { invalidQuery } from '../errors.mts';
import { promote } from './promote.mts';
import type { Arithmetic } from './tree.mts';
import type { Typed, Value, ValueType } from './values.mts';

const NUMBERS: readonly ValueType[] = ['int32', 'int64', 'double', 'null'];

const refuse = () => invalidQuery('A binary operator with incompatible types was detected.');

/** Arithmetic of numbers, and of moments with durations. */
export function compileArithmetic(operator: Arithmetic, first: Typed, second: Typed): Typed {
	if (operator === 'add' || operator === 'sub') {
		const type = findTimeType(operator, first.type, second.type);
		if (type !== undefined) return join(operator, type, first, second);
	}
	if (!NUMBERS.includes(first.type) || !NUMBERS.includes(second.type)) throw refuse();
	const [left, right] = promote(first, second) ?? [];
	if (left === undefined || right === undefined) throw refuse();
	return join(operator, left.type, left, right);
}

function findTimeType(
	operator: Arithmetic,
	left: ValueType,
	right: ValueType,
): ValueType | undefined {
	if (left === 'datetime' && right === 'duration') return 'datetime';
	if (left === 'duration' && right === 'duration') return 'duration';
	if (operator === 'sub' && left === 'datetime' && right === 'datetime') return 'duration';
	return operator === 'add' && left === 'duration' && right === 'datetime' ? 'datetime' : undefined;
}

function join(operator: Arithmetic, type: ValueType, left: Typed, right: Typed): Typed {
	const nullable = left.nullable || right.nullable;
	const conversions = left.nullable === right.nullable ? 0 : 1;
	return {
		type,
		nullable,
		nodes: 1 + left.nodes + right.nodes + conversions,
		read: (row) => calculate(operator, left.read(row), right.read(row)),
	};
}

function calculate(operator: Arithmetic, left: Value, right: Value): Value {
	if (typeof left === 'bigint' && typeof right === 'bigint') {
		return calculateWhole(operator, left, right);
	}
	if (typeof left !== 'number' || typeof right !== 'number') return null;
	switch (operator) {
		case 'add':
			return left + right;
		case 'sub':
			return left - right;
		case 'mul':
			return left * right;
		case 'div':
			return left / right;
		case 'mod':
			return left % right;
	}
}

function calculateWhole(operator: Arithmetic, left: bigint, right: bigint): Value {
	if (operator === 'add') return left + right;
	if (operator === 'sub') return left - right;
	if (operator === 'mul') return left * right;
	if (right === 0n) return null;
	return operator === 'div' ? left / right : left % right;
}

/** `-` before a number or a duration. */
export function negateNumber({ type, nullable, nodes, read }: Typed): Typed {
	if (![...NUMBERS, 'duration'].includes(type)) throw refuse();
	return {
		type,
		nullable,
		nodes: nodes + 1,
		read: (row) => {
			const value = read(row);
			return typeof value === 'bigint' || typeof value === 'number' ? -value : null;
		},
	};
}
