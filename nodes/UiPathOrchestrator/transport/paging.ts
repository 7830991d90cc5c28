import type { JsonRecord } from '../helpers/json';
import { allOf, compare } from './filter';
import { dateTimeLiteral, idLiteral } from './literals';
import type { OrchestratorRequest, Query } from './request';
import { requestPage } from './request';
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

const readId = (row: JsonRecord): string => String(row.Id);

/** Filter for the rows behind `last` in the given order, or undefined when `$skip` has to do. */
function findNextPage(order: Order, last: JsonRecord): string | undefined {
	const operator = order.direction === 'asc' ? 'gt' : 'lt';
	const behindId = compare('Id', operator, idLiteral(readId(last)));
	if (order.field === 'Id') return behindId;
	if (!KEY_SET_FIELDS.has(order.field)) return undefined;
	const at = dateTimeLiteral(String(last[order.field]));
	const behind = compare(order.field, operator, at);
	return `(${behind} or (${compare(order.field, 'eq', at)} and ${behindId}))`;
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

/**
 * Reads a collection page by page until `limit` rows, or all of them, are there. Each row comes once,
 * also while rows are created during the reading.
 *
 * @throws NodeApiError when a page fails; no part of the list is returned then
 */
export async function requestList(scope: Scope, list: ListRequest): Promise<JsonRecord[]> {
	const rows = new Map<string, JsonRecord>();
	const limit = list.limit ?? Number.POSITIVE_INFINITY;
	const spansPages = limit > LARGEST_PAGE;
	const order = list.order ?? (spansPages ? { field: 'Id', direction: 'asc' as const } : undefined);
	let behind: string | undefined;
	let read = 0;

	while (rows.size < limit) {
		const top = Math.min(LARGEST_PAGE, limit - rows.size);
		const query: Query = {
			$top: top,
			$skip: behind === undefined && read > 0 ? read : undefined,
			$expand: list.expand?.join(','),
			$filter: behind === undefined ? list.filter : allOf([bracket(list.filter), behind]),
			$orderby: order === undefined ? undefined : writeOrder(order),
			$select: writeSelect(list.select, order),
		};
		const request: OrchestratorRequest = {
			purpose: list.purpose,
			method: 'GET',
			path: list.path,
			query,
			effect: 'read',
		};
		const { rows: page } = await requestPage(scope, request);
		for (const row of page) rows.set(readId(row), row);
		read += page.length;
		const last = page.at(-1);
		if (page.length < top || last === undefined) break;
		if (order !== undefined) behind = findNextPage(order, last);
	}
	return [...rows.values()].slice(0, limit);
}

const bracket = (filter: string | undefined): string | undefined =>
	filter === undefined || filter === '' ? undefined : `(${filter})`;
