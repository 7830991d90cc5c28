import { NodeApiError } from 'n8n-workflow';

import { toOperationError } from '../../helpers/operationError';
import { passOn } from '../../helpers/passOn';
import type { EntityReference } from '../../parameters/locator';
import type { Scope } from '../../transport/session';
import { readJobId } from '../../transport/jobId';
import { findJobs } from './findJobs';
import type { Finding } from './findJobs';
import type { IdentifiedJob } from './jobRequests';
import { groupByPlace } from './places';

/** Jobs that an input item names. */
export interface NamedJobs {
	readonly scope: Scope;
	readonly references: readonly EntityReference[];
}

export type ResolvedJobs =
	| { readonly jobs: readonly IdentifiedJob[] }
	| { readonly failure: unknown };

const isMissing = (failure: unknown): boolean =>
	failure instanceof NodeApiError && failure.httpCode === '404';

/** Keys that no job has are named together; any other reason is passed on as it is. */
function refuseMissing({ scope, references }: NamedJobs, { failures }: Finding): void {
	const failed = references.flatMap((job) =>
		job.by === 'key' && failures.has(job.key) ? [job.key] : [],
	);
	const other = failed.map((key) => failures.get(key)).find((failure) => !isMissing(failure));
	if (other !== undefined) throw passOn(other);
	if (failed.length === 0) return;
	throw toOperationError(
		scope.session.context.getNode(),
		`There is no job with the key ${failed.join(', ')}`,
		{
			description: "Check the keys in 'Jobs', and that 'Folder' is the folder the jobs live in.",
			itemIndex: scope.itemIndex,
		},
	);
}

function pickJobs(item: NamedJobs, finding: Finding): ResolvedJobs {
	try {
		refuseMissing(item, finding);
		const jobs = item.references.map((job): IdentifiedJob => {
			if (job.by === 'id') return { id: job.id };
			return { id: readJobId(item.scope, finding.jobs.get(job.key) ?? {}), key: job.key };
		});
		return { jobs: [...new Map(jobs.map((job) => [job.id, job])).values()] };
	} catch (caught: unknown) {
		return { failure: caught };
	}
}

/**
 * The ids of the jobs that items name by id or key, in order and each once. Keys of all items are
 * looked up together; one that no job in the folder has fails its own items only.
 */
export async function resolveJobs<Item extends NamedJobs>(
	items: readonly Item[],
): Promise<Map<Item, ResolvedJobs>> {
	const resolved = new Map<Item, ResolvedJobs>();
	for (const { scope, entries } of groupByPlace(items)) {
		const keys = entries.flatMap(({ references }) => references.filter(({ by }) => by === 'key'));
		try {
			const finding = await findJobs(scope, 'Find', keys, ['Id', 'Key']);
			for (const item of entries) resolved.set(item, pickJobs(item, finding));
		} catch (caught: unknown) {
			for (const item of entries) resolved.set(item, { failure: caught });
		}
	}
	return resolved;
}
