import { JOB_COLUMNS, JOB_SINCE } from '../../entities/job/columns';
import type { JsonRecord } from '../../helpers/json';
import { runBounded } from '../../helpers/runBounded';
import { splitInto } from '../../helpers/split';
import type { EntityReference } from '../../parameters/locator';
import { isIn } from '../../transport/filter';
import { guidLiteral, idLiteral } from '../../transport/literals';
import { requestList } from '../../transport/list';
import type { Scope } from '../../transport/session';
import { requestJob } from './jobRequests';

/** Up to here single reads, which do not count against the limit of 100 lists, are the smaller burden. */
const FEW_JOBS = 5;
/** UiPath's SDKs ask for as many in one list. */
const JOBS_PER_LIST = 50;
const CONCURRENT_LISTS = 4;
const CONCURRENT_READS = 10;

/** What was found, by the id or the key that was asked for. */
export interface Finding {
	readonly jobs: Map<string, JsonRecord>;
	/** Why a job could not be read. */
	readonly failures: Map<string, unknown>;
	/** How many lists it took; each counts against the tenant's 100 a minute. */
	readonly lists: number;
}

export const nameOf = (job: EntityReference): string => (job.by === 'id' ? job.id : job.key);

/** A condition, and how many jobs it finds at most. */
interface Search {
	readonly filter: string;
	readonly limit: number;
}

/**
 * Conditions that find all of the jobs, as few as an address has room for. Keys stand in quotes, as
 * UiPath's SDKs write them in lists.
 */
function writeSearches(jobs: readonly EntityReference[]): Search[] {
	const ids = jobs.flatMap((job) => (job.by === 'id' ? [idLiteral(job.id)] : []));
	const keys = jobs.flatMap((job) => (job.by === 'key' ? [`'${guidLiteral(job.key)}'`] : []));
	const search = (path: string, literals: readonly string[]) =>
		splitInto(literals, JOBS_PER_LIST).map((some) => ({
			filter: isIn(path, some),
			limit: some.length,
		}));
	return [...search('Id', ids), ...search('Key', keys)];
}

/**
 * Reads jobs of one folder by id or key. Many are read in lists, which carry no arguments; what a list
 * does not hold is read by itself, so that a job which cannot be read fails alone and with its reason.
 *
 * @param fields columns to ask for; all when undefined
 * @throws NodeApiError when a list is refused
 */
export async function findJobs(
	scope: Scope,
	purpose: string,
	references: readonly EntityReference[],
	fields?: readonly string[],
): Promise<Finding> {
	const jobs = new Map<string, JsonRecord>();
	const failures = new Map<string, unknown>();
	const wanted = [...new Map(references.map((job) => [nameOf(job), job])).values()];
	const searches = wanted.length > FEW_JOBS ? writeSearches(wanted) : [];
	await runBounded(searches, CONCURRENT_LISTS, async ({ filter, limit }) => {
		const rows = await requestList(scope, {
			purpose: `${purpose} jobs`,
			path: '/odata/Jobs',
			since: JOB_SINCE,
			ownColumns: JOB_COLUMNS,
			filter,
			select: fields && [...fields, 'Key'],
			limit,
		});
		for (const row of rows) {
			jobs.set(String(row.Id), row);
			jobs.set(String(row.Key).toLowerCase(), row);
		}
	});

	const query = fields === undefined ? {} : { $select: fields.join(',') };
	const left = wanted.filter((reference) => !jobs.has(nameOf(reference)));
	await runBounded(left, CONCURRENT_READS, async (reference) => {
		try {
			jobs.set(nameOf(reference), await requestJob(scope, purpose, reference, query));
		} catch (caught: unknown) {
			failures.set(nameOf(reference), caught);
		}
	});
	return { jobs, failures, lists: searches.length };
}
