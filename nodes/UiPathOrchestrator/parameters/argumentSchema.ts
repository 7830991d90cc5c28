import { isRecord } from '../helpers/json';
import type { JsonRecord } from '../helpers/json';

/** What a process declares of one argument, as the form needs it. */
export interface DeclaredArgument {
	readonly name: string;
	/** Short .NET type that is written like the declared one. */
	readonly shortType: string;
	readonly isRequired: boolean;
	/** Value that the process uses when none is given, as JSON. */
	readonly fallback?: string;
	/** The only values that it takes. */
	readonly choices?: ReadonlyArray<string | number | boolean>;
}

/** Parts of one argument that are looked at: references that lead in circles end there. */
const MOST_PARTS = 50;

const TYPES: Readonly<Record<string, string>> = {
	string: 'String',
	integer: 'Int64',
	number: 'Double',
	boolean: 'Boolean',
	array: 'Array',
	object: 'Object',
};

/** What `#/$defs/Name` or `#/definitions/Name` stands for; undefined for any other reference. */
function resolveReference(root: JsonRecord, reference: string): unknown {
	if (!reference.startsWith('#/')) return undefined;
	let found: unknown = root;
	for (const step of reference.slice(2).split('/')) {
		const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
		found = isRecord(found) && Object.hasOwn(found, name) ? found[name] : undefined;
	}
	return found;
}

/** One level of a schema with its references and the parts of `allOf` put together. */
function flatten(root: JsonRecord, schema: unknown, budget = { left: MOST_PARTS }): JsonRecord {
	budget.left -= 1;
	if (!isRecord(schema) || budget.left < 0) return {};
	const parts = [
		...(typeof schema.$ref === 'string' ? [resolveReference(root, schema.$ref)] : []),
		...(Array.isArray(schema.allOf) ? schema.allOf : []),
	].map((part) => flatten(root, part, budget));
	const all = [...parts, schema];
	const properties = all.map((part) => part.properties).filter(isRecord);
	const required: unknown[] = all.flatMap((part) =>
		Array.isArray(part.required) ? part.required : [],
	);
	return Object.assign({}, ...all, {
		...(properties.length > 0 ? { properties: Object.assign({}, ...properties) } : {}),
		...(required.length > 0 ? { required } : {}),
	});
}

const isChoice = (value: unknown): value is string | number | boolean =>
	['string', 'number', 'boolean'].includes(typeof value);

function readChoices({ enum: values }: JsonRecord): DeclaredArgument['choices'] {
	if (!Array.isArray(values)) return undefined;
	const choices = values.filter(isChoice);
	return choices.length > 0 ? choices : undefined;
}

/** The one type of a property; several types, other than null, are written as JSON. */
function readType({ type, format }: JsonRecord, choices: DeclaredArgument['choices']): string {
	const named: unknown[] = [type ?? choices?.map((choice) => typeof choice)].flat();
	const types = [...new Set(named)].filter((name) => name !== 'null' && name !== undefined);
	const [only] = types;
	if (types.length !== 1 || typeof only !== 'string') return 'Object';
	if (only === 'string' && format === 'date-time') return 'DateTime';
	if (only === 'string' && format === 'date') return 'DateOnly';
	return Object.hasOwn(TYPES, only) ? (TYPES[only] ?? 'Object') : 'Object';
}

/**
 * The arguments that a JSON Schema declares, as agents, API workflows, Maestro processes and coded
 * functions have it.
 *
 * @returns undefined when it is no schema of an object
 */
export function readArgumentSchema(schema: unknown): DeclaredArgument[] | undefined {
	if (!isRecord(schema)) return undefined;
	const { properties, required } = flatten(schema, schema);
	if (!isRecord(properties)) return undefined;
	return Object.entries(properties).map(([name, declared]) => {
		const property = flatten(schema, declared);
		const choices = readChoices(property);
		const fallback = property.default === undefined ? undefined : JSON.stringify(property.default);
		return {
			name,
			shortType: readType(property, choices),
			isRequired: fallback === undefined && Array.isArray(required) && required.includes(name),
			fallback,
			choices,
		};
	});
}
