import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { setMessage } from './errorMessage';
import { nodeOfError } from './nodeOfError';

/**
 * The error for what went wrong on n8n's side of the wire: input, time, an unreadable file.
 *
 * @param more `description` says what to do; `itemIndex` is undefined outside of an item
 */
export function toOperationError(
	node: INode,
	message: string,
	more: { description?: string; itemIndex?: number | undefined; level?: 'warning' } = {},
): NodeOperationError {
	const error = new NodeOperationError(nodeOfError(node), message, more);
	setMessage(error, message);
	return error;
}
