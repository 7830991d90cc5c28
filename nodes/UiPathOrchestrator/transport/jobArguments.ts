import type { JsonRecord } from '../helpers/json';
import { runBounded } from '../helpers/runBounded';
import { readJobId } from './jobId';
import { scopeOfJob } from './jobScope';
import { requestObject } from './request';
import type { Scope } from './session';

/** What a listed job has to carry so that it can be read again by itself. */
export const ARGUMENT_SOURCE_FIELDS = ['Id', 'OrganizationUnitId'];

const CONCURRENT_READS = 10;

/**
 * Adds the fields that Orchestrator leaves out of lists: input and output arguments, and the files
 * that stand in for large ones. One read per job; these do not count against the limit of 100 lists a minute.
 */
export async function addArguments(
	scope: Scope,
	jobs: readonly JsonRecord[],
): Promise<JsonRecord[]> {
	return await runBounded(jobs, CONCURRENT_READS, async (job) => {
		const id = readJobId(scope, job);
		const detail = await requestObject(scopeOfJob(scope, job), {
			purpose: `Get arguments of job ${id}`,
			method: 'GET',
			path: `/odata/Jobs(${id})`,
			query: { $select: 'Id,InputArguments,InputFile,OutputArguments,OutputFile' },
			effect: 'read',
		});
		const { InputArguments, InputFile, OutputArguments, OutputFile } = detail;
		return { ...job, InputArguments, InputFile, OutputArguments, OutputFile };
	});
}
