import type { INodeParameters, NodeParameterValueType } from 'n8n-workflow';

/** Expressions that yield nothing, each in another way. */
export const NOTHING = [
	'={{ $json.missing }}',
	'={{ null }}',
	'={{ "" }}',
	'={{ "  " }}',
	'={{ [] }}',
	'={{ Number.NaN }}',
];

export const isParameters = (value: unknown): value is INodeParameters =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field of a collection. */
export const pick = (whole: object, name: string): NodeParameterValueType | undefined =>
	Reflect.get(whole, name);

/**
 * Ways to put an expression into a value: in place of all of it, and in place of what lies inside. n8n
 * takes none in place of a collection: it drops the text before a node is asked to run.
 */
export function* spoil(
	value: NodeParameterValueType | undefined,
	expression: string,
): Generator<NodeParameterValueType> {
	if (Array.isArray(value)) {
		if (!value.some(isParameters)) yield expression;
		for (const entry of value) {
			for (const spoiled of spoil(entry, expression)) yield [spoiled] as INodeParameters[];
		}
	} else if (!isParameters(value)) {
		yield expression;
	} else if ('schema' in value) {
		yield { ...value, value: expression };
	} else {
		if ('__rl' in value) yield expression;
		for (const name of '__rl' in value ? ['value'] : Object.keys(value)) {
			for (const spoiled of spoil(pick(value, name), expression))
				yield { ...value, [name]: spoiled };
		}
	}
}
