import { invalidQuery } from '../errors.mts';
import { compilePath } from './compile.mts';
import { findName, type EntitySchema, type Row } from './schema.mts';
import type { Value } from './values.mts';

const MAX_ORDERS = 5;

type Order = { path: string[]; read: (row: Row) => Value; sign: 1 | -1 };

/** Sorts rows by `$orderby`, then by the identity column, so that pages never overlap. */
export function compileOrder(
	orderby: string | undefined,
	schema: EntitySchema,
): <T extends Row>(rows: readonly T[]) => T[] {
	const orders = (orderby ?? '')
		.split(',')
		.filter((part, _index, all) => all.length > 1 || part.trim() !== '')
		.map((part) => parseOrder(part, schema));
	if (orders.length > MAX_ORDERS) {
		throw invalidQuery(
			`The number of clauses in $orderby query option exceeded the maximum number allowed. The maximum number of $orderby clauses allowed is ${MAX_ORDERS}.`,
		);
	}
	refuseDuplicates(orders);
	const { identity } = schema;
	if (identity) {
		const path = [identity];
		orders.push({ path, read: compilePath(path, schema).read, sign: 1 });
	}
	const [first] = orders;
	if (identity && first && isIdentity(first, schema)) {
		// Nothing can come behind it, and rows mostly lie in this order: a page of a long history is cheap.
		return (rows) =>
			[...rows].sort((a, b) => (Number(a[identity]) - Number(b[identity])) * first.sign);
	}
	return (rows) => {
		// Values are read once per row, not once per comparison: times are parsed text.
		const keyed = rows.map((row) => ({ row, values: orders.map(({ read }) => read(row)) }));
		keyed.sort((a, b) => {
			for (const [index, { sign }] of orders.entries()) {
				const difference = compareForOrder(a.values[index] ?? null, b.values[index] ?? null);
				if (difference !== 0) return difference * sign;
			}
			return 0;
		});
		return keyed.map(({ row }) => row);
	};
}

function refuseDuplicates(orders: readonly Order[]): void {
	const names = orders.map(({ path }) => path.join('/').toLowerCase());
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice === undefined) return;
	throw invalidQuery(`Duplicate property named '${twice}' is not supported in '$orderby'.`);
}

function parseOrder(text: string, schema: EntitySchema): Order {
	const match = /^\s*([A-Za-z_]\w*(?:\/[A-Za-z_]\w*)*)(?:\s+(asc|desc))?\s*$/i.exec(text);
	if (!match?.[1]) throw invalidQuery(`Syntax error in $orderby near '${text}'.`);
	const path = match[1].split('/');
	return {
		path,
		read: compilePath(path, schema).read,
		sign: match[2]?.toLowerCase() === 'desc' ? -1 : 1,
	};
}

/** Whether the order is that of the identity column, which is a number in all entities that have one. */
function isIdentity({ path: [name = '', ...rest] }: Order, schema: EntitySchema): boolean {
	if (rest.length > 0 || schema.identity === undefined) return false;
	return findName(schema.columns, name) === schema.identity;
}

/** Null comes first in ascending order, as in SQL Server. */
function compareForOrder(a: Value, b: Value): number {
	if (a === b) return 0;
	if (a === null) return -1;
	if (b === null) return 1;
	return a < b ? -1 : 1;
}
