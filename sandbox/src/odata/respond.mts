import { compileFilter } from './compile.mts';
import type { QueryOptions } from './options.mts';
import { compileOrder } from './orderby.mts';
import type { EntitySchema, Row } from './schema.mts';
import { compileShape } from './shape.mts';

/** Applies filter, order and window; the count is of the filtered rows. */
export function selectRows<T extends Row>(
	rows: readonly T[],
	options: QueryOptions,
	schema: EntitySchema,
	maxRows = Number.POSITIVE_INFINITY,
): { rows: T[]; count: number } {
	const test = options.filter === undefined ? () => true : compileFilter(options.filter, schema);
	const sort = compileOrder(options.orderby, schema);
	const matching = sort(rows.filter(test));
	const skip = options.skip ?? 0;
	const end = skip + Math.min(options.top ?? Number.POSITIVE_INFINITY, maxRows);
	return { rows: matching.slice(skip, end), count: matching.length };
}

/** An OData collection. `detailed` keeps the columns that lists leave null (rows just created). */
export function createCollection(
	base: string,
	rows: readonly Row[],
	options: QueryOptions,
	schema: EntitySchema,
	more: { count?: number; detailed?: boolean } = {},
): Row {
	const shape = compileShape(options.select, options.expand, schema);
	return {
		'@odata.context': `${base}/odata/$metadata#${schema.set}${shape.selected}`,
		...(more.count === undefined ? {} : { '@odata.count': more.count }),
		value: rows.map((row) => shape.apply(row, !more.detailed)),
	};
}

export function createEntity(
	base: string,
	row: Row,
	options: QueryOptions,
	schema: EntitySchema,
): Row {
	const shape = compileShape(options.select, options.expand, schema);
	return {
		'@odata.context': `${base}/odata/$metadata#${schema.set}${shape.selected}/$entity`,
		...shape.apply(row, false),
	};
}
