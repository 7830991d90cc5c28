import { isRecord } from '../helpers/json';
import { toInputError } from './inputError';
import type { ItemOrigin } from './inputError';

/** An option by its label, with the value that the parameter holds. */
export type LabeledOption = readonly [label: string, raw: unknown];

const holdsSomething = (raw: unknown): boolean =>
	isRecord(raw)
		? Object.values(raw).some(holdsSomething)
		: raw !== undefined && raw !== null && raw !== '' && !(Array.isArray(raw) && raw.length === 0);

/**
 * Refuses options that the editor lets one set, and that mean nothing together with the other settings:
 * whoever set them expects them to do something. What the editor hides is not for here.
 *
 * @param when why they mean nothing, behind "has no effect"
 * @param remedy what to set instead, as a sentence
 * @throws NodeOperationError for the first that is set
 */
export function refuseIdleOptions(
	origin: ItemOrigin,
	options: readonly LabeledOption[],
	when: string,
	remedy: string,
): void {
	const idle = options.find(([, raw]) => holdsSomething(raw));
	if (idle !== undefined) throw toInputError(origin, idle[0], `has no effect ${when}`, remedy);
}
