import type { JsonRecord } from '../helpers/json';
import { allOf, compare } from './filter';
import { idLiteral } from './literals';
import { findNextPage, LARGEST_PAGE, readId, requestSlice } from './paging';
import type { ListRequest, Order } from './paging';
import type { Page } from './request';
import type { Scope } from './session';

/** Pages under way at the same time; more would only crowd out other calls. */
const PAGES_AHEAD = 6;
/**
 * Each page begins with the last row of the one before. If it does not, rows have left the list
 * meanwhile, and what slid over the edge between the two is read by itself.
 */
const STEP = LARGEST_PAGE - 1;

/** Filter for rows up to the first one of the list, so that newer ones in front shift nothing. */
function writeAnchor(order: Order, first: JsonRecord): string {
	return compare('Id', order.direction === 'asc' ? 'ge' : 'le', idLiteral(readId(first)));
}

function isBehind({ direction }: Order, row: JsonRecord, last: JsonRecord): boolean {
	const [id, lastId] = [BigInt(readId(row)), BigInt(readId(last))];
	return direction === 'asc' ? id > lastId : id < lastId;
}

/** Rows behind `last`, page after page; up to `end`, when it is given, which is not among them. */
async function* readBehind(
	scope: Scope,
	list: ListRequest,
	order: Order,
	last: JsonRecord,
	end?: JsonRecord,
) {
	for (let from = last; ; ) {
		const opposite: Order = { ...order, direction: order.direction === 'asc' ? 'desc' : 'asc' };
		const before = end === undefined ? undefined : findNextPage(opposite, end);
		const where = allOf([findNextPage(order, from), before]);
		const { rows } = await requestSlice(scope, list, { top: LARGEST_PAGE, where });
		yield rows;
		const next = rows.at(-1);
		if (rows.length < LARGEST_PAGE || next === undefined) return;
		from = next;
	}
}

/** Runs at most `PAGES_AHEAD` of the requests at a time and yields their pages in order. */
async function* requestInOrder(requests: ReadonlyArray<() => Promise<Page>>) {
	const begun: Array<Promise<Page>> = [];
	for (const index of requests.keys()) {
		for (const request of requests.slice(begun.length, index + PAGES_AHEAD)) {
			const page = request();
			// Whoever awaits it gets the failure; until then it must not count as unhandled.
			page.catch(() => undefined);
			begun.push(page);
		}
		const page = begun[index];
		if (page !== undefined) yield await page;
		delete begun[index];
	}
}

/**
 * Reads a list in the order of its ids: the first page with the number of rows, then the others side
 * by side. Takes rows / 999 requests, and more only when rows vanish meanwhile.
 *
 * @throws NodeApiError when a page fails
 */
export async function* readAhead(
	scope: Scope,
	list: ListRequest,
	order: Order,
	limit: number,
): AsyncGenerator<JsonRecord[]> {
	const { rows: head, count = 0 } = await requestSlice(scope, list, {
		top: LARGEST_PAGE,
		counts: true,
	});
	yield head;
	const [first] = head;
	let last = head.at(-1);
	if (first === undefined || last === undefined || head.length < LARGEST_PAGE) return;

	let read = head.length;
	const total = Math.min(count, limit);
	const where = writeAnchor(order, first);
	const requests: Array<() => Promise<Page>> = [];
	for (let skip = STEP; skip + 1 < total; skip += STEP) {
		const top = Math.min(LARGEST_PAGE, total - skip);
		requests.push(async () => await requestSlice(scope, list, { top, skip, where }));
	}
	for await (const { rows } of requestInOrder(requests)) {
		const [begin] = rows;
		const hasGap = begin !== undefined && isBehind(order, begin, last);
		const missed = hasGap ? readBehind(scope, list, order, last, begin) : [];
		for await (const part of missed) {
			read += part.length;
			yield part;
		}
		const border: JsonRecord = last;
		const from = rows.findIndex((row) => isBehind(order, row, border));
		if (from < 0) continue;
		read += rows.length - from;
		last = rows.at(-1) ?? last;
		yield rows.slice(from);
	}
	// The count was too low, unknown, or of rows that have gone.
	if (read < limit && (count === 0 || read < total)) yield* readBehind(scope, list, order, last);
}
