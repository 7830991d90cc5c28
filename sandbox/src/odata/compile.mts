import { invalidQuery } from '../errors.mts';
import { compileCall } from './functions.mts';
import { parseFilter } from './parse.mts';
import { findName, type EntitySchema, type Row } from './schema.mts';
import {
	countNavigationComparisons,
	countNodes,
	type Comparison,
	type Expression,
} from './tree.mts';
import { coerceLiteral, readColumn, type Typed, type Value } from './values.mts';

const MAX_NODES = 100;
const MAX_NAVIGATION_COMPARISONS = 16;

/** Turns a `$filter` into a test of rows; every type error is found here, before any row is looked at. */
export function compileFilter(filter: string, schema: EntitySchema): (row: Row) => boolean {
	const tree = parseFilter(filter);
	if (countNodes(tree) > MAX_NODES) {
		throw invalidQuery(`The node count limit of '${MAX_NODES}' has been exceeded.`);
	}
	if (countNavigationComparisons(tree) > MAX_NAVIGATION_COMPARISONS) {
		throw invalidQuery('The query is too complex: too many comparisons of related entities.');
	}
	const test = compile(tree, schema);
	if (test.type !== 'boolean') throw invalidQuery('The filter is not a condition.');
	return (row) => test.read(row) === true;
}

/** A compiled part: the type it has and how to get its value from a row. */
function compile(tree: Expression, schema: EntitySchema): Typed {
	switch (tree.kind) {
		case 'and':
		case 'or':
			return compileLogic(tree.kind, compile(tree.left, schema), compile(tree.right, schema));
		case 'not': {
			const operand = requireBoolean(compile(tree.operand, schema));
			return { type: 'boolean', read: (row) => negate(operand.read(row)) };
		}
		case 'compare':
			return compileComparison(tree.operator, tree.left, tree.right, schema);
		case 'in': {
			const tests = tree.items.map((item) =>
				compileComparison('eq', tree.left, item, schema, true),
			);
			return { type: 'boolean', read: (row) => tests.some((test) => test.read(row) === true) };
		}
		case 'call':
			return compileCall(
				tree.name,
				tree.args.map((arg) => compile(arg, schema)),
			);
		case 'path':
			return compilePath(tree.segments, schema);
		case 'literal':
			return coerceLiteral(tree);
	}
}

function compilePath(segments: string[], schema: EntitySchema): Typed {
	const [first = '', ...rest] = segments;
	if (rest.length > 0) {
		const name = findName(schema.navigation, first);
		const navigation = name === undefined ? undefined : schema.navigation[name];
		if (!navigation) throw unknownProperty(first, schema);
		const inner = compilePath(rest, navigation.schema);
		return {
			...inner,
			read: (row) => {
				const related = navigation.resolve(row);
				return related === null ? null : inner.read(related);
			},
		};
	}
	const name = findName(schema.columns, first);
	const type = name === undefined ? undefined : schema.columns[name];
	if (name === undefined || type === undefined) throw unknownProperty(first, schema);
	if (type === 'complex') throw invalidQuery(`The property '${name}' cannot be used in a filter.`);
	return { type, read: (row) => readColumn(row[name], type) };
}

export const unknownProperty = (name: string, schema: EntitySchema) =>
	invalidQuery(`Could not find a property named '${name}' on type '${schema.set}'.`);

function requireBoolean(part: Typed): Typed {
	if (part.type !== 'boolean') throw invalidQuery('A logical operator needs conditions.');
	return part;
}

const negate = (value: Value) => (value === null ? null : !value);

function compileLogic(kind: 'and' | 'or', leftPart: Typed, rightPart: Typed): Typed {
	const left = requireBoolean(leftPart);
	const right = requireBoolean(rightPart);
	const decisive = kind === 'or';
	const read = (row: Row): Value => {
		const a = left.read(row);
		if (a === decisive) return decisive;
		const b = right.read(row);
		if (b === decisive) return decisive;
		return a === null || b === null ? null : !decisive;
	};
	return { type: 'boolean', read };
}

function compileComparison(
	operator: Comparison,
	leftTree: Expression,
	rightTree: Expression,
	schema: EntitySchema,
	inList = false,
): Typed {
	let left = compile(leftTree, schema);
	let right = compile(rightTree, schema);
	if (rightTree.kind === 'literal') right = coerceLiteral(rightTree, left.type, inList);
	else if (leftTree.kind === 'literal') left = coerceLiteral(leftTree, right.type, inList);
	else if (JSON.stringify(left.type) !== JSON.stringify(right.type)) {
		throw invalidQuery('A comparison of two different types.');
	}
	if (operator !== 'eq' && operator !== 'ne' && [left.type, right.type].includes('guid')) {
		throw invalidQuery(`A guid cannot be compared with '${operator}'.`);
	}
	return {
		type: 'boolean',
		read: (row) => compareValues(operator, left.read(row), right.read(row)),
	};
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
