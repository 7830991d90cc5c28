import type { Attempt } from './run-node.mts';

/** The words of an error; n8n's errors come from another realm, so their class cannot be asked for. */
export function toAttemptError(caught: unknown): NonNullable<Attempt['error']> {
	const read = (key: string): string => {
		const value: unknown =
			typeof caught === 'object' && caught !== null ? Reflect.get(caught, key) : undefined;
		return typeof value === 'string' ? value : '';
	};
	return { name: read('name'), message: read('message'), description: read('description') };
}
