import type { INode, NodeOperationError } from 'n8n-workflow';

import { toOperationError } from '../helpers/operationError';

/** What the readers need to know about the item they read for. */
export interface ItemOrigin {
	readonly node: INode;
	readonly itemIndex: number;
}

const LONGEST_EXCERPT = 80;

/** Expressions can yield anything, also what JSON cannot hold, and what is no text at all. */
function writeValue(value: unknown): string {
	if (typeof value === 'number') return String(value);
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		return typeof value === 'bigint' ? String(value) : Object.prototype.toString.call(value);
	}
}

/** The refused value as it may be shown: quoted, short, and on one line. */
export function showValue(value: unknown): string {
	const text = typeof value === 'string' ? value : writeValue(value);
	const shown = text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT)}…` : text;
	return `'${shown.replace(/[\p{Cc}\p{Surrogate}]/gu, '\ufffd')}'`;
}

/**
 * The error for a value that cannot be used; thrown before any request is made.
 *
 * @param field label of the parameter, as the editor shows it
 * @param problem what is wrong, continuing the field's name: "is not a whole number: 'abc'"
 * @param remedy what to enter instead, as a sentence
 */
export function toInputError(
	origin: ItemOrigin,
	field: string,
	problem: string,
	remedy: string,
): NodeOperationError {
	return toOperationError(origin.node, `'${field}' ${problem} (item ${origin.itemIndex})`, {
		description: remedy,
		itemIndex: origin.itemIndex,
	});
}
