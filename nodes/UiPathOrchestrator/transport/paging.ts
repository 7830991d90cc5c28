import type { JsonRecord } from '../helpers/json';
import { toApiError } from './apiError';
import { allOf, compare } from './filter';
import { dateTimeLiteral, idLiteral, LiteralError } from './literals';
import { refuseRowsWithoutId, toUnreadableKeyError } from './pageKeys';
import { requestPage } from './request';
import type { Page } from './request';
import type { Since } from './serverVersion';
import type { Scope } from './session';

export type Direction = 'asc' | 'desc';

export interface Order {
	/** Property of the entity, such as `CreationTime`. */
	readonly field: string;
	readonly direction: Direction;
}

export interface ListRequest {
	readonly purpose: string;
	readonly path: string;
	readonly filter?: string | undefined;
	readonly select?: readonly string[] | undefined;
	readonly expand?: readonly string[] | undefined;
	/** As in `OrchestratorRequest`. */
	readonly since?: Since | undefined;
	readonly ownColumns?: readonly string[];
	/** Undefined leaves the order to Orchestrator. */
	readonly order?: Order | undefined;
	/** Number of rows wanted; undefined for all. */
	readonly limit?: number | undefined;
}

/** Orchestrator refuses a larger `$top`; every page counts against the tenant's minute. */
export const LARGEST_PAGE = 1000;

/**
 * Never changes and never empty, so that "everything after this row" is a filter and neither new nor
 * vanishing rows shift a page. All other orders have to count rows with `$skip`.
 */
const KEY_SET_FIELDS = new Set(['Id', 'CreationTime']);

export const readId = (row: JsonRecord): string => String(row.Id);

/** Filter for the rows behind `last` in the given order, or undefined when `$skip` has to do. */
export function findNextPage(order: Order, last: JsonRecord): string | undefined {
	const operator = order.direction === 'asc' ? 'gt' : 'lt';
	const behindId = compare('Id', operator, idLiteral(readId(last)));
	if (order.field === 'Id') return behindId;
	if (!KEY_SET_FIELDS.has(order.field)) return undefined;
	const at = dateTimeLiteral(String(last[order.field]));
	const behind = compare(order.field, operator, at);
	return `(${behind} or (${compare(order.field, 'eq', at)} and ${behindId}))`;
}

const bracket = (filter: string | undefined): string | undefined =>
	filter === undefined || filter === '' ? undefined : `(${filter})`;

/** The order in which a list is read; several pages need one. */
export function findOrder({ order, limit = Number.POSITIVE_INFINITY }: ListRequest) {
	return order ?? (limit > LARGEST_PAGE ? ({ field: 'Id', direction: 'asc' } as const) : undefined);
}

const SOME_ROW: JsonRecord = { Id: 1, CreationTime: '2026-01-31T08:00:00Z' };

/**
 * The longest filter that a page of the list may be asked for with: behind a row, and in the order of
 * ids between two.
 */
export function writeLongestFilter(list: ListRequest): string | undefined {
	const { filter, limit = Number.POSITIVE_INFINITY } = list;
	const order = findOrder(list);
	if (order === undefined || limit <= LARGEST_PAGE) return filter;
	const behind = findNextPage(order, SOME_ROW);
	if (behind === undefined) return filter;
	return allOf([bracket(filter), behind, order.field === 'Id' ? behind : undefined]);
}

/**
 * The same as `findNextPage`, for a list that is being read.
 *
 * @throws NodeApiError that shows a key that cannot be read
 */
export function findPageBehind(
	scope: Scope,
	list: ListRequest,
	order: Order,
	last: JsonRecord,
): string | undefined {
	try {
		return findNextPage(order, last);
	} catch (caught: unknown) {
		throw caught instanceof LiteralError
			? toUnreadableKeyError(scope, toRequest(list), last, order.field)
			: caught;
	}
}

/** Rows of equal rank need a second, unique order, or they move between pages. */
function writeOrder(order: Order): string {
	const first = `${order.field} ${order.direction}`;
	return order.field === 'Id' ? first : `${first},Id ${order.direction}`;
}

/** A page needs the columns that say where the next one begins. */
function writeSelect(select: readonly string[] | undefined, order: Order | undefined) {
	if (select === undefined || select.length === 0) return undefined;
	return [...new Set([...select, 'Id', ...(order === undefined ? [] : [order.field])])].join(',');
}

/** Which rows of a list to read. */
export interface Slice {
	readonly top: number;
	readonly skip?: number | undefined;
	/** Narrows the list's own filter. */
	readonly where?: string | undefined;
	/** Whether to ask how many rows there are. */
	readonly counts?: boolean;
}

const toRequest = ({ purpose, path }: ListRequest) =>
	({ purpose, method: 'GET', path, effect: 'read' }) as const;

/** For a page that holds only rows from before the one that it was to begin behind. */
export function toSamePageError(scope: Scope, list: ListRequest) {
	return toApiError({
		scope,
		request: toRequest(list),
		failure: { status: 200 },
		facts: {
			isHtml: false,
			message: 'the same page came twice, as if the filter of the request had been taken off',
		},
		attempts: 1,
	});
}

export async function requestSlice(scope: Scope, list: ListRequest, slice: Slice): Promise<Page> {
	const { order, filter } = list;
	const page = await requestPage(scope, {
		...toRequest(list),
		...(list.since === undefined ? {} : { since: list.since }),
		...(list.ownColumns === undefined ? {} : { ownColumns: list.ownColumns }),
		query: {
			$top: slice.top,
			$skip: slice.skip,
			$expand: list.expand?.join(','),
			$filter: slice.where === undefined ? filter : allOf([bracket(filter), slice.where]),
			$orderby: order === undefined ? undefined : writeOrder(order),
			$select: writeSelect(list.select, order),
			$count: slice.counts === true ? 'true' : undefined,
		},
	});
	refuseRowsWithoutId(scope, toRequest(list), page.rows);
	return page;
}
