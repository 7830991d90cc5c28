import { invalidQuery } from '../errors.mts';
import { compileArithmetic, negateNumber } from './arithmetic.mts';
import { compileComparison } from './compare.mts';
import { compileCall } from './functions.mts';
import { compileIn } from './in.mts';
import { parseFilter } from './parse.mts';
import { promote } from './promote.mts';
import { findName, isNullable, type EntitySchema, type Row } from './schema.mts';
import type { Expression } from './tree.mts';
import { readColumn, readLiteralValue, type Typed, type Value } from './values.mts';

/** What Orchestrator's list routes allow, counted as Microsoft's validator of filters does. */
const MAX_NODES = 100;

/** Turns a `$filter` into a test of rows; every type error is found here, before any row is looked at. */
export function compileFilter(filter: string, schema: EntitySchema): (row: Row) => boolean {
	const test = compile(parseFilter(filter), schema);
	if (test.type !== 'boolean') throw invalidQuery('The filter is not a condition.');
	if (test.nodes > MAX_NODES) {
		throw invalidQuery(
			`The node count limit of '${MAX_NODES}' has been exceeded. To increase the limit, set the 'MaxNodeCount' property on EnableQueryAttribute or ODataValidationSettings.`,
		);
	}
	return (row) => test.read(row) === true;
}

/** Nodes of a filter as Microsoft's validator counts them; it does not look at lists behind `in`. */
export const countNodes = (filter: string, schema: EntitySchema): number =>
	compile(parseFilter(filter), schema).nodes;

function compile(tree: Expression, schema: EntitySchema): Typed {
	switch (tree.kind) {
		case 'and':
		case 'or':
			return compileLogic(tree.kind, compile(tree.left, schema), compile(tree.right, schema));
		case 'not': {
			const operand = requireBoolean(compile(tree.operand, schema));
			const { read } = operand;
			return { ...withoutLiteral(operand), read: (row) => negate(read(row)) };
		}
		case 'negate':
			return negateNumber(compile(tree.operand, schema));
		case 'compare':
			return compileComparison(
				tree.operator,
				compile(tree.left, schema),
				compile(tree.right, schema),
			);
		case 'arithmetic':
			return compileArithmetic(
				tree.operator,
				compile(tree.left, schema),
				compile(tree.right, schema),
			);
		case 'in':
			return compileIn(compile(tree.left, schema), tree.items);
		case 'call':
			return compileCall(
				tree.name,
				tree.args.map((arg) => compile(arg, schema)),
				schema.now,
			);
		case 'path':
			return compilePath(tree.segments, schema);
		case 'literal':
			return readLiteralValue(tree);
	}
}

/** One node more than the part without it, for the operator that is put before it. */
const withoutLiteral = ({ type, nullable, nodes, read }: Typed): Typed => ({
	type,
	nullable,
	nodes: nodes + 1,
	read,
});

/** A property is one node, each entity on the way to it one, and the row itself one. */
export function compilePath(segments: string[], schema: EntitySchema): Typed {
	const [first = '', ...rest] = segments;
	if (rest.length > 0) {
		const name = findName(schema.navigation, first);
		const navigation = name === undefined ? undefined : schema.navigation[name];
		if (!navigation) throw unknownProperty(first, schema);
		const inner = compilePath(rest, navigation.schema);
		return {
			...inner,
			nodes: inner.nodes + 1,
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
	const nullable = isNullable(schema, name, type);
	return { type, nullable, nodes: 2, read: (row) => readColumn(row[name], type) };
}

export const unknownProperty = (name: string, schema: EntitySchema) =>
	invalidQuery(
		`Could not find a property named '${name}' on type 'UiPath.Server.Configuration.OData.${schema.dto}'.`,
	);

function requireBoolean(part: Typed): Typed {
	if (part.type !== 'boolean' && part.type !== 'null') {
		throw invalidQuery('A logical operator needs conditions.');
	}
	return part;
}

const negate = (value: Value) => (value === null ? null : !value);

function compileLogic(kind: 'and' | 'or', leftPart: Typed, rightPart: Typed): Typed {
	const promoted = promote(requireBoolean(leftPart), requireBoolean(rightPart));
	if (promoted === undefined) throw invalidQuery('A logical operator needs conditions.');
	const [left, right] = promoted;
	const decisive = kind === 'or';
	const read = (row: Row): Value => {
		const a = left.read(row);
		if (a === decisive) return decisive;
		const b = right.read(row);
		if (b === decisive) return decisive;
		return a === null || b === null ? null : !decisive;
	};
	return {
		type: 'boolean',
		nullable: left.nullable,
		nodes: 1 + left.nodes + right.nodes,
		read,
	};
}
