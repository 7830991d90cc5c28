import { answerJson, type Answer } from '../http.mts';
import { parseOptions } from '../odata/options.mts';
import { createCollection, createEntity, selectRows } from '../odata/respond.mts';
import type { EntitySchema, Row } from '../odata/schema.mts';
import type { Call } from '../tenant.mts';

/** Most rows of one answer, asked for or not. */
export const MAX_PAGE = 1000;

type ListRules = { defaultOrder?: string; plainAllowed?: readonly string[] };

/** Answers a list request with all OData options; counts only when asked (or in legacy mode). */
export function answerList(
	{ tenant, query }: Call,
	rows: readonly Row[],
	schema: EntitySchema,
	{ defaultOrder, plainAllowed = [] }: ListRules = {},
): Answer {
	const options = parseOptions(query, undefined, plainAllowed);
	if (defaultOrder !== undefined) options.orderby ??= defaultOrder;
	const selected = selectRows(rows, options, schema, MAX_PAGE);
	const counted = options.count === true || tenant.settings.legacyCount;
	const more = counted ? { count: selected.count } : {};
	return answerJson(
		createCollection(tenant.urls.orchestrator, selected.rows, options, schema, more),
	);
}

/** Answers with one row; a single read takes `$select` and `$expand` only. */
export function answerOne({ tenant, query }: Call, row: Row, schema: EntitySchema): Answer {
	const options = parseOptions(query, ['select', 'expand']);
	return answerJson(createEntity(tenant.urls.orchestrator, row, options, schema));
}
