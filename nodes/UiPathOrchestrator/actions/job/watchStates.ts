import type { JsonRecord } from '../../helpers/json';
import { runBounded } from '../../helpers/runBounded';
import { idLiteral } from '../../transport/literals';
import { requestList } from '../../transport/paging';
import type { Scope } from '../../transport/session';
import { requestJob } from './jobRequests';

const LOOK_FIELDS = ['Id', 'Key', 'State', 'StartTime'];
/** Up to here single reads, which do not count, are the smaller burden. */
const FEW_JOBS = 5;
/** UiPath's SDKs ask for as many in one list. */
const IDS_PER_LIST = 50;
const CONCURRENT_READS = 5;

const splitInto = <Entry>(entries: readonly Entry[], size: number): Entry[][] =>
	Array.from({ length: Math.ceil(entries.length / size) }, (_, index) =>
		entries.slice(index * size, (index + 1) * size),
	);

/** What a look has found: rows by job id, or why a job cannot be read. */
export interface Sight {
	readonly states: Map<string, JsonRecord>;
	readonly failures: Map<string, unknown>;
}

/** Single reads; one that fails is about its own job only. */
async function readOneByOne(scope: Scope, ids: readonly string[], sight: Sight): Promise<void> {
	await runBounded(ids, CONCURRENT_READS, async (id) => {
		try {
			const query = { $select: LOOK_FIELDS.join(',') };
			sight.states.set(id, await requestJob(scope, 'Watch', { by: 'id', id }, query));
		} catch (caught: unknown) {
			sight.failures.set(id, caught);
		}
	});
}

/** Reads the states of jobs of one folder. @returns the number of lists that it took */
export async function readStates(
	scope: Scope,
	ids: readonly string[],
	sight: Sight,
): Promise<number> {
	if (ids.length <= FEW_JOBS) {
		await readOneByOne(scope, ids, sight);
		return 0;
	}
	const parts = splitInto(ids, IDS_PER_LIST);
	for (const part of parts) {
		const rows = await requestList(scope, {
			purpose: 'Watch jobs',
			path: '/odata/Jobs',
			filter: `Id in (${part.map(idLiteral).join(',')})`,
			select: LOOK_FIELDS,
			limit: part.length,
		});
		for (const row of rows) sight.states.set(String(row.Id), row);
		const found = new Set(rows.map((row) => String(row.Id)));
		await readOneByOne(
			scope,
			part.filter((id) => !found.has(id)),
			sight,
		);
	}
	return parts.length;
}
