import type { JsonRecord } from '../helpers/json';
import { allOf } from './filter';
import { findNextPage, LARGEST_PAGE, readId, requestSlice, toSamePageError } from './paging';
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

/** To skip rows costs the server as much as to read them, so that each block begins behind a row. */
const PAGES_PER_BLOCK = 20;

interface PlannedPage {
	readonly skip: number;
	readonly top: number;
}

/** Pages for the rows that are expected next, and one at least; `left` is what is wanted at most. */
function planBlock(expected: number, left: number): PlannedPage[] {
	const pages = [{ skip: 0, top: Math.min(LARGEST_PAGE, left) }];
	const wanted = Math.min(expected, left);
	for (let skip = STEP; skip + 1 < wanted && pages.length < PAGES_PER_BLOCK; skip += STEP) {
		pages.push({ skip, top: Math.min(LARGEST_PAGE, left - skip) });
	}
	return pages;
}

function isBehind({ direction }: Order, row: JsonRecord, last: JsonRecord): boolean {
	const [id, lastId] = [BigInt(readId(row)), BigInt(readId(last))];
	return direction === 'asc' ? id > lastId : id < lastId;
}

/** Rows between two others, neither of which is among them. */
async function* readBetween(
	scope: Scope,
	list: ListRequest,
	order: Order,
	[from, to]: [JsonRecord, JsonRecord],
) {
	const opposite: Order = { ...order, direction: order.direction === 'asc' ? 'desc' : 'asc' };
	for (let last: JsonRecord | undefined = from; last !== undefined; ) {
		const where = allOf([findNextPage(order, last), findNextPage(opposite, to)]);
		const { rows }: Page = await requestSlice(scope, list, { top: LARGEST_PAGE, where });
		yield rows;
		last = rows.length < LARGEST_PAGE ? undefined : rows.at(-1);
	}
}

/** Maps with at most `PAGES_AHEAD` requests under way and yields their pages in order. */
async function* requestInOrder(
	pages: readonly PlannedPage[],
	request: (page: PlannedPage) => Promise<Page>,
) {
	const begun: Array<Promise<Page>> = [];
	for (const [index, planned] of pages.entries()) {
		for (const next of pages.slice(begun.length, index + PAGES_AHEAD)) {
			const page = request(next);
			// Whoever awaits it gets the failure; until then it must not count as unhandled.
			page.catch(() => undefined);
			begun.push(page);
		}
		const page = await begun[index];
		// Pages are large; the list of promises must not keep them.
		delete begun[index];
		if (page !== undefined) yield { planned, rows: page.rows };
	}
}

/**
 * Reads a list in the order of its ids: the first page with the number of rows, then the others side
 * by side. Takes rows / 999 requests or one more, and others only when rows vanish meanwhile.
 *
 * @throws NodeApiError when a page fails
 */
export async function* readAhead(
	scope: Scope,
	list: ListRequest,
	order: Order,
	limit: number,
): AsyncGenerator<JsonRecord[]> {
	const head = await requestSlice(scope, list, { top: LARGEST_PAGE, counts: true });
	yield head.rows;
	const { count = 0 } = head;
	let read = head.rows.length;
	let last = head.rows.at(-1);
	let isEnd = read < LARGEST_PAGE || read === count;
	while (last !== undefined && !isEnd && read < limit) {
		const where = findNextPage(order, last);
		const pages = planBlock(count - read, limit - read);
		const block = requestInOrder(
			pages,
			async ({ skip, top }) =>
				await requestSlice(scope, list, { top, skip: skip === 0 ? undefined : skip, where }),
		);
		const before = last;
		for await (const { planned, rows } of block) {
			const [begin] = rows;
			// Nothing behind rows that were skipped: there were fewer, and some may not have been read.
			// Once a page was the last, those that were planned behind it say nothing.
			isEnd ||= rows.length < planned.top && (begin !== undefined || planned.skip === 0);
			if (begin === undefined) continue;
			if (planned.skip > 0 && isBehind(order, begin, last)) {
				for await (const missed of readBetween(scope, list, order, [last, begin])) {
					read += missed.length;
					yield missed;
				}
			}
			const border: JsonRecord = last;
			const fresh = rows.slice(rows.findIndex((row) => isBehind(order, row, border)));
			const newest = fresh.at(-1);
			if (newest === undefined || !isBehind(order, newest, border)) continue;
			read += fresh.length;
			last = newest;
			yield fresh;
		}
		if (last === before && !isEnd) throw toSamePageError(scope, list);
	}
}
