import { Ajv, type ValidateFunction } from 'ajv';
import { unboundBody } from './errors.mts';
import type { Level } from './levels/level.mts';
import { findName } from './odata/schema.mts';
import type { Call } from './tenant.mts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const ajv = new Ajv({ allErrors: false, formats: { guid: GUID }, keywords: ['dto'] });

/** The part of JSON schema that bodies of actions need. */
export type JsonSchema = {
	type?: string;
	properties?: Record<string, JsonSchema>;
	items?: JsonSchema;
	/** Name of the DTO, for what an API version knows of it. */
	dto?: string;
	[keyword: string]: unknown;
};

/** A body schema and the parameter name that a body which does not fit is blamed on. */
export type BodySchema<T> = {
	parameter: string;
	/** The schema of an API version, and its compiled form. */
	forLevel: (level: Level) => { schema: JsonSchema; validate: ValidateFunction<T> };
};

export function defineBody<T>(parameter: string, full: JsonSchema): BodySchema<T> {
	const compiled = new Map<number, ReturnType<BodySchema<T>['forLevel']>>();
	const forLevel = (level: Level) => {
		const schema = level.limitBody(full);
		const known = compiled.get(level.version) ?? { schema, validate: ajv.compile<T>(schema) };
		compiled.set(level.version, known);
		return known;
	};
	return { parameter, forLevel };
}

/** Names of fields are matched in any case: UiPath's own SDK sends `releaseKey`. */
function restoreNames(schema: JsonSchema, value: unknown): unknown {
	const { items, properties } = schema;
	if (Array.isArray(value)) return items ? value.map((item) => restoreNames(items, item)) : value;
	if (typeof value !== 'object' || value === null || !properties) return value;
	return Object.fromEntries(
		Object.entries(value).map(([written, field]: [string, unknown]) => {
			const name = findName(properties, written) ?? written;
			return [name, restoreNames(properties[name] ?? {}, field)];
		}),
	);
}

/**
 * The body of an action. Whatever is wrong with it (not JSON, unknown field, wrong type), the
 * answer is the same 400 with code 0 that says the parameter must not be null.
 */
export function readBody<T>({ request, tenant }: Call, body: BodySchema<T>): T {
	const { schema, validate } = body.forLevel(tenant.level);
	const contentType = String(request.headers['content-type'] ?? '');
	if (!contentType.startsWith('application/json')) throw unboundBody(body.parameter);
	let parsed: unknown;
	try {
		parsed = JSON.parse(request.body.toString('utf8'));
	} catch {
		throw unboundBody(body.parameter);
	}
	const bound = restoreNames(schema, parsed);
	if (!validate(bound)) throw unboundBody(body.parameter);
	return bound;
}
