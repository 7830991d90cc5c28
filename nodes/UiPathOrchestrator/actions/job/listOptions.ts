import { showValue, toInputError } from '../../parameters/inputError';
import type { ItemOrigin } from '../../parameters/inputError';
import { readName, readNames, toFields } from '../../parameters/values';
import type { Order } from '../../transport/paging';

const EXPANDABLE = ['Robot', 'Machine', 'Release'];

/** @returns related things to expand, in the order in which Orchestrator's own pages ask for them */
export function readExpand(origin: ItemOrigin, raw: unknown): string[] {
	const wanted = readNames(origin, 'Expand', raw);
	const unknown = wanted.find((name) => !EXPANDABLE.includes(name));
	if (unknown !== undefined) {
		throw toInputError(
			origin,
			'Expand',
			`holds an unknown name: ${showValue(unknown)}`,
			`Use one of: ${EXPANDABLE.join(', ')}.`,
		);
	}
	return EXPANDABLE.filter((name) => wanted.includes(name));
}

/** @returns `fallback` when no sorting is set, undefined when the order is left to Orchestrator */
export function readOrder(origin: ItemOrigin, raw: unknown, fallback: Order): Order | undefined {
	const by = toFields(toFields(raw).by);
	if (by.field === undefined && by.direction === undefined) return fallback;
	const field = readName(origin, 'Sort', by.field) ?? 'CreationTime';
	if (field === 'none') return undefined;
	const direction = by.direction ?? 'desc';
	if (direction === 'asc' || direction === 'desc') return { field, direction };
	throw toInputError(
		origin,
		'Sort',
		`has an unknown direction: ${showValue(direction)}`,
		'Use asc or desc.',
	);
}
