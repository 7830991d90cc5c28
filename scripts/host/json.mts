/** Guards for JSON that others wrote: every read names what it looked for when it is not there. */

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Follows `path` (keys and array indexes joined by dots) into `value`.
 * Returns undefined where the path ends early.
 */
export function readPath(value: unknown, path: string): unknown {
	let current = value;
	for (const key of path.split('.')) {
		if (typeof current !== 'object' || current === null) return undefined;
		current = Object.getOwnPropertyDescriptor(current, key)?.value;
	}
	return current;
}

/** Reads a string; throws with the path when there is none. */
export function readString(value: unknown, path: string): string {
	const found = readPath(value, path);
	if (typeof found === 'string') return found;
	throw new TypeError(`Expected a string at "${path}", found ${JSON.stringify(found)}`);
}

/** Reads an array; throws with the path when there is none. */
export function readArray(value: unknown, path: string): unknown[] {
	const found = readPath(value, path);
	if (Array.isArray(found)) return found;
	throw new TypeError(`Expected an array at "${path}", found ${JSON.stringify(found)}`);
}

/** Reads an object; throws with the path when there is none. */
export function readObject(value: unknown, path: string): JsonObject {
	const found = readPath(value, path);
	if (isObject(found)) return found;
	throw new TypeError(`Expected an object at "${path}", found ${JSON.stringify(found)}`);
}
