import type { JsonRecord } from '../helpers/json';
import { toApiError } from './apiError';
import { isId } from './literals';
import type { OrchestratorRequest } from './request';
import type { Scope } from './session';

/** For an answer that does not tell where a row of the list has its place. */
export function toUnreadableKeyError(
	scope: Scope,
	request: OrchestratorRequest,
	row: JsonRecord,
	field: string,
) {
	const shown = JSON.stringify(row[field] ?? null).slice(0, 80);
	const message = `a row cannot be told from others, because its '${field}' is ${shown}`;
	return toApiError({
		scope,
		request,
		failure: { status: 200 },
		facts: { isHtml: false, message },
		attempts: 1,
	});
}

/** Most ids are numbers; those beyond 2^53 are text. */
const hasId = ({ Id: id }: JsonRecord): boolean =>
	typeof id === 'number' ? Number.isSafeInteger(id) && id > 0 : isId(String(id));

/**
 * Rows without an id would all count as one and the same.
 *
 * @throws NodeApiError that shows what stands in place of the id
 */
export function refuseRowsWithoutId(
	scope: Scope,
	request: OrchestratorRequest,
	rows: readonly JsonRecord[],
): void {
	const stray = rows.find((row) => !hasId(row));
	if (stray !== undefined) throw toUnreadableKeyError(scope, request, stray, 'Id');
}
