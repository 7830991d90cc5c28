import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

import { isRecord, toDataObject } from '../helpers/json';

const readText = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

/**
 * Whether n8n sends items with `details` to the error output. It does from 2.34.4 on and tells no node
 * its version; errors know their `failure` from 2.38 on, so that this never says yes in error.
 */
const routesDetails = (node: INode): boolean => 'failure' in new NodeApiError(node, {});

/**
 * The item that stands for a failed input item when the node continues on fail. It says what the
 * thrown error says: message, description, and the facts that `context.data` of the error holds.
 *
 * By its form n8n tells that it has failed: no keys but `error`, `message` and, on newer hosts,
 * `details`. The `error` property of the item stays unset, because n8n then drops everything but the
 * message.
 */
export function toErrorItem(caught: unknown, itemIndex: number, node: INode): INodeExecutionData {
	const { message, description, httpCode, context } = isErrorLike(caught)
		? caught
		: { message: String(caught) };
	const data = isRecord(context) && isRecord(context.data) ? context.data : {};
	const details: IDataObject = {
		...toDataObject(data),
		...(readText(httpCode) === undefined ? {} : { httpCode: readText(httpCode) }),
		itemIndex,
	};
	const error = readText(message) ?? 'The operation did not succeed';
	return {
		json: {
			error,
			message: readText(description) ?? error,
			...(node.onError === 'continueErrorOutput' && !routesDetails(node) ? {} : { details }),
		},
		pairedItem: { item: itemIndex },
	};
}

interface ErrorLike {
	readonly message: unknown;
	readonly description?: unknown;
	readonly httpCode?: unknown;
	readonly context?: unknown;
}

const isErrorLike = (value: unknown): value is ErrorLike =>
	typeof value === 'object' && value !== null && 'message' in value;

/** Descriptions without a note; a later try can throw the same error once more. */
const descriptions = new WeakMap<object, string>();

/**
 * Says in an error of several items which of them it is thrown for; n8n shows the number.
 *
 * @param note what else there is to know, as a sentence
 */
export function nameItem(caught: unknown, itemIndex: number, note: string | undefined): unknown {
	if (caught instanceof NodeApiError || caught instanceof NodeOperationError) {
		caught.context.itemIndex ??= itemIndex;
		const description = descriptions.get(caught) ?? caught.description ?? '';
		descriptions.set(caught, description);
		if (note !== undefined) caught.description = `${description} ${note}`.trim();
	}
	return caught;
}
