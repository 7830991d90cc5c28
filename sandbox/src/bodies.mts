import { Ajv, type JSONSchemaType, type ValidateFunction } from 'ajv';
import { unboundBody } from './errors.mts';
import type { SandboxRequest } from './http.mts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const ajv = new Ajv({ allErrors: false, formats: { guid: GUID } });

/** A body schema and the parameter name that a body which does not fit is blamed on. */
export type BodySchema<T> = { validate: ValidateFunction<T>; parameter: string };

export function defineBody<T>(parameter: string, schema: JSONSchemaType<T>): BodySchema<T>;
export function defineBody<T>(parameter: string, schema: object): BodySchema<T>;
export function defineBody<T>(parameter: string, schema: object): BodySchema<T> {
	return { validate: ajv.compile<T>(schema), parameter };
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
	if (!schema.validate(parsed)) throw unboundBody(schema.parameter);
	return parsed;
}
