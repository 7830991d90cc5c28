/** Types of columns, for filters that are checked as strictly as a real server's model checks them. */
export type EnumType = { enum: Record<string, number> };
export type ColumnType =
	| 'string'
	| 'int32'
	| 'int64'
	| 'boolean'
	| 'datetime'
	| 'guid'
	| 'complex'
	| EnumType;

export type Row = Record<string, unknown>;

export type EntitySchema = {
	set: string;
	/** Name of the DTO, as errors and API versions know it. */
	dto: string;
	columns: Record<string, ColumnType>;
	navigation: Record<string, { schema: EntitySchema; resolve: (row: Row) => Row | null }>;
	/** Columns that list answers leave null. */
	detailOnly?: readonly string[];
	/** Name of the unique column that settles the order of equal rows; absent when there is none. */
	identity?: string;
	/** Columns for which it is not as `isNullable` says by itself. */
	nullable?: Readonly<Record<string, boolean>>;
	/** Time of `now()` in milliseconds since 1970. */
	now?: () => number;
};

/** Numbers its members 0, 1, 2 … in the given order. */
export function enumOf(...names: string[]): EnumType {
	return { enum: Object.fromEntries(names.map((name, index) => [name, index])) };
}

export const isEnum = (type: ColumnType): type is EnumType => typeof type === 'object';

/** The declared name of a property that was written in any case. */
export function findName(names: Record<string, unknown>, written: string): string | undefined {
	if (Object.hasOwn(names, written)) return written;
	const lower = written.toLowerCase();
	return Object.keys(names).find((name) => name.toLowerCase() === lower);
}

/**
 * Whether the model says that a column may be null, which decides where conversions are put into a
 * filter: text, times and GUIDs unless they are named, numbers, enums and truth values only if they are.
 */
export function isNullable({ nullable }: EntitySchema, name: string, type: ColumnType): boolean {
	return nullable?.[name] ?? ['string', 'datetime', 'guid'].some((free) => free === type);
}
