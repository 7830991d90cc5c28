/** The parts of n8n's node errors that users and later nodes see, free of the engine's realm. */
export interface NodeFailure {
	/** Class of the error, `NodeApiError` or `NodeOperationError`. */
	name: string;
	message: string;
	description: unknown;
	httpCode: unknown;
	context: unknown;
	failure: unknown;
}

/** Takes down an error as the engine reports it; it has lost its class by then. */
export function toFailure(error: unknown): NodeFailure | undefined {
	if (error === undefined) return undefined;
	const read = (key: string): unknown =>
		typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
	return {
		name: String(read('name')),
		message: String(read('message')),
		description: read('description'),
		httpCode: read('httpCode'),
		context: read('context'),
		failure: read('failure'),
	};
}
