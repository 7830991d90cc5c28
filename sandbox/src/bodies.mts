import { Ajv, type ValidateFunction } from 'ajv';
import { unboundBody } from './errors.mts';
import type { SandboxRequest } from './http.mts';
import { findName } from './odata/schema.mts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const ajv = new Ajv({ allErrors: false, formats: { guid: GUID } });

/** The part of JSON schema that bodies of actions need. */
export type JsonSchema = {
	type?: string;
	properties?: Record<string, JsonSchema>;
	items?: JsonSchema;
	[keyword: string]: unknown;
};

/** A body schema and the parameter name that a body which does not fit is blamed on. */
export type BodySchema<T> = {
	schema: JsonSchema;
	validate: ValidateFunction<T>;
	parameter: string;
};

export function defineBody<T>(parameter: string, schema: JsonSchema): BodySchema<T> {
	return { schema, validate: ajv.compile<T>(schema), parameter };
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
export function readBody<T>(request: SandboxRequest, schema: BodySchema<T>): T {
	const contentType = String(request.headers['content-type'] ?? '');
	if (!contentType.startsWith('application/json')) throw unboundBody(schema.parameter);
	let parsed: unknown;
	try {
		parsed = JSON.parse(request.body.toString('utf8'));
	} catch {
		throw unboundBody(schema.parameter);
	}
	const body = restoreNames(schema.schema, parsed);
	if (!schema.validate(body)) throw unboundBody(schema.parameter);
	return body;
}
