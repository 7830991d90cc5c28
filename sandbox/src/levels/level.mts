import type { JsonSchema } from '../bodies.mts';
import { isEnum, type ColumnType, type EntitySchema, type Row } from '../odata/schema.mts';
import { COLUMNS } from './columns.mts';
import { ENUMS } from './enums.mts';
import { ROUTES } from './routes.mts';

export const API_VERSIONS = [11, 13, 15, 16, 17, 18, 19, 20] as const;

/** The whole number in `api-supported-versions`; 12 and 14 are in no public document. */
export type ApiVersion = (typeof API_VERSIONS)[number];

/** From one API version on, or from one to another, after which it was taken away. */
export type Span = `${ApiVersion}` | `${ApiVersion}-${ApiVersion}`;

/** What an Orchestrator of one API version knows: columns, enum values, body fields and routes. */
export class Level {
	readonly version: ApiVersion;
	private readonly absentRoutes: Set<string>;

	constructor(version: ApiVersion) {
		this.version = version;
		this.absentRoutes = new Set(
			Object.entries(ROUTES).flatMap(([span, routes]) => (this.isWithin(span) ? [] : routes)),
		);
	}

	/** The header that every answer carries: 20.10 says 11.1, all others a whole number. */
	get header(): Record<string, string> {
		return {
			'api-supported-versions': this.version === 11 ? '11.1' : `${this.version}.0`,
		};
	}

	hasRoute(method: string, template: string): boolean {
		return !this.absentRoutes.has(`${method} ${template}`);
	}

	/** Whether the enum of a column, such as `JobDto.SourceType`, has a value. */
	hasValue(field: string, value: string): boolean {
		const spans = ENUMS[field];
		return spans === undefined || this.gather(spans).has(value);
	}

	/** A row without the columns that the version lacks. */
	keepColumns(dto: string, row: Row): Row {
		const known = this.columnsOf(dto);
		return Object.fromEntries(Object.entries(row).filter(([name]) => known.has(name)));
	}

	/** An entity set with the version's columns, enum values and relations only. */
	limitEntity<T extends EntitySchema>(schema: T): T {
		const known = this.columnsOf(schema.dto);
		const columns = Object.entries(schema.columns)
			.filter(([name]) => known.has(name))
			.map(([name, type]) => [name, this.limitType(`${schema.dto}.${name}`, type)] as const);
		const navigation = Object.entries(schema.navigation).filter(([name]) => known.has(name));
		return {
			...schema,
			columns: Object.fromEntries(columns),
			navigation: Object.fromEntries(navigation),
		};
	}

	/** The schema of a body; what names a `dto` loses the fields and enum values that the version lacks. */
	limitBody(schema: JsonSchema): JsonSchema {
		const { dto, properties = {} } = schema;
		const known = dto === undefined ? undefined : this.columnsOf(dto);
		const kept = Object.entries(properties)
			.filter(([name]) => known === undefined || known.has(name))
			.map(([name, field]) => {
				const limited = this.limitField(`${dto}.${name}`, field);
				return [name, limited.properties ? this.limitBody(limited) : limited] as const;
			});
		return { ...schema, properties: Object.fromEntries(kept) };
	}

	private limitField(field: string, schema: JsonSchema): JsonSchema {
		const values: unknown = schema.enum;
		if (!Array.isArray(values)) return schema;
		const kept = values.filter((value) => value === null || this.hasValue(field, String(value)));
		return { ...schema, enum: kept };
	}

	private limitType(field: string, type: ColumnType): ColumnType {
		if (!isEnum(type)) return type;
		const members = Object.entries(type.enum).filter(([name]) => this.hasValue(field, name));
		return { enum: Object.fromEntries(members) };
	}

	private columnsOf(dto: string): Set<string> {
		const spans = COLUMNS[dto];
		if (!spans) throw new Error(`levels/columns.mts has no columns of ${dto}`);
		return this.gather(spans);
	}

	private gather(spans: Partial<Record<Span, string>>): Set<string> {
		return new Set(
			Object.entries(spans).flatMap(([span, names]) =>
				this.isWithin(span) ? names.split(' ') : [],
			),
		);
	}

	private isWithin(span: string): boolean {
		const [first = 0, last = Number.POSITIVE_INFINITY] = span.split('-').map(Number);
		return this.version >= first && this.version <= last;
	}
}
