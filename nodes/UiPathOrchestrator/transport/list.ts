import type { JsonRecord } from '../helpers/json';
import {
	findOrder,
	findPageBehind,
	LARGEST_PAGE,
	readId,
	requestSlice,
	toSamePageError,
} from './paging';
import type { ListRequest } from './paging';
import { readAhead } from './readAhead';
import type { Scope } from './session';

/** Pages behind one another; a row that comes again, because others moved it, is left out. */
async function* readInTurn(scope: Scope, list: ListRequest, limit: number) {
	const seen = new Set<string>();
	let where: string | undefined;
	for (let read = 0; seen.size < limit; ) {
		const top = Math.min(LARGEST_PAGE, limit - seen.size);
		const skip = where === undefined && read > 0 ? read : undefined;
		const { rows } = await requestSlice(scope, list, { top, skip, where });
		const fresh = rows.filter((row) => !seen.has(readId(row)));
		for (const row of fresh) seen.add(readId(row));
		yield fresh;
		read += rows.length;
		const last = rows.at(-1);
		if (rows.length < top || last === undefined) return;
		if (where !== undefined && fresh.length === 0) throw toSamePageError(scope, list);
		if (list.order !== undefined) where = findPageBehind(scope, list, list.order, last);
	}
}

/**
 * Reads a collection page by page until `limit` rows, or all of them, are there. Each row that exists
 * from the first page to the last comes once, also while others are created or vanish.
 *
 * @throws NodeApiError when a page fails
 */
export async function* readPages(scope: Scope, list: ListRequest): AsyncGenerator<JsonRecord[]> {
	const { limit = Number.POSITIVE_INFINITY } = list;
	const spansPages = limit > LARGEST_PAGE;
	const order = findOrder(list);
	const ordered = { ...list, order };
	const pages =
		spansPages && order?.field === 'Id'
			? readAhead(scope, ordered, order, limit)
			: readInTurn(scope, ordered, limit);
	let left = limit;
	for await (const page of pages) {
		yield page.slice(0, left);
		left -= page.length;
		if (left <= 0) return;
	}
}

/** Like `readPages`, all rows at once; no part of the list is returned when a page fails. */
export async function requestList(scope: Scope, list: ListRequest): Promise<JsonRecord[]> {
	const pages: JsonRecord[][] = [];
	for await (const page of readPages(scope, list)) pages.push(page);
	return pages.flat();
}
