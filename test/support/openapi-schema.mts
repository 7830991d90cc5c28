import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

import type { OpenApiDocument } from './openapi-document.mts';

/** Tells what is wrong with a value, one sentence each, `label` first; none when it fits. */
export type SchemaCheck = (schema: object, value: unknown, label: string) => string[];

/**
 * Makes a check by the schemas of an OpenAPI document.
 *
 * @param coerce for parameters, which arrive as text: "12" then counts as an integer
 */
export function createSchemaCheck(document: OpenApiDocument, coerce: boolean): SchemaCheck {
	const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: coerce });
	addFormats.default(ajv);
	const schemas = Object.fromEntries(
		Object.entries(document.components.schemas).map(([name, schema]) => [name, close(schema)]),
	);
	ajv.addSchema({ components: { schemas } }, 'openapi');
	const compiled = new Map<object, ValidateFunction>();

	return (schema, value, label) => {
		const validate = compiled.get(schema) ?? compile(ajv, schema);
		compiled.set(schema, validate);
		if (validate({ value })) return [];
		return (validate.errors ?? []).map(
			({ instancePath, message, params }) =>
				`${label}${instancePath.replace(/^\/value/, '')} ${message} ${JSON.stringify(params)}`,
		);
	};
}

/** Wrapped in an object, because a coerced value has to be written somewhere. */
function compile(ajv: Ajv, schema: object): ValidateFunction {
	const wrapped = JSON.stringify({ type: 'object', properties: { value: schema } });
	return ajv.compile(JSON.parse(wrapped.replaceAll('"#/components', '"openapi#/components')));
}

/** Orchestrator refuses bodies with unknown properties, which the document does not say. */
function close(schema: object): object {
	return 'properties' in schema && !('additionalProperties' in schema)
		? { ...schema, additionalProperties: false }
		: schema;
}
