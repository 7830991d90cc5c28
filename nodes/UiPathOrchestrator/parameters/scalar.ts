import { showValue, toInputError } from './inputError';
import type { ItemOrigin } from './inputError';

const isExact = (value: number): boolean =>
	Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);

/**
 * Text as it is, and numbers as text; empty when the field is not set.
 *
 * @throws NodeOperationError for anything else, and for a number that JavaScript has rounded: an id
 * beyond 2^53 would silently be the id of something else
 */
export function readScalar(origin: ItemOrigin, field: string, raw: unknown): string {
	if (raw === undefined || raw === null) return '';
	if (typeof raw === 'string' || (typeof raw === 'number' && isExact(raw))) return String(raw);
	if (typeof raw !== 'number') {
		throw toInputError(origin, field, `is not text: ${showValue(raw)}`, 'Enter text.');
	}
	throw toInputError(
		origin,
		field,
		`is no number that can be sent exactly: ${showValue(raw)}`,
		'Enter the digits as text: JavaScript rounds numbers beyond 9007199254740991.',
	);
}
