import type { JsonRecord } from '../helpers/json';
import { runBounded } from '../helpers/runBounded';
import { downloadAttachment } from './attachment';
import { readJobId } from './jobId';
import { scopeOfJob } from './jobScope';
import { isGuid } from './literals';
import { requestObject } from './request';
import type { Scope } from './session';

/** What a listed job has to carry so that it can be read again by itself. */
export const ARGUMENT_SOURCE_FIELDS = ['Id', 'OrganizationUnitId'];

const CONCURRENT_READS = 10;

/** Where arguments stand: in the job, or in a file when they have more than 10,000 characters. */
const PLACES = [
	['InputArguments', 'InputFile'],
	['OutputArguments', 'OutputFile'],
] as const;

const isMissing = (text: unknown): boolean => text === undefined || text === null || text === '';

/**
 * Puts the texts of files in place of arguments that a job, read by itself, leaves empty. One file after
 * the other, so that a caller holds no more of them at a time than jobs.
 *
 * @param job as a single read returns it; lists leave out files and arguments
 * @param sent input arguments that this execution has sent itself, which need no download
 * @throws NodeApiError or NodeOperationError as `downloadAttachment`
 */
export async function fillArguments(
	scope: Scope,
	job: JsonRecord,
	sent?: string,
): Promise<JsonRecord> {
	const whole = { ...job };
	for (const [text, file] of PLACES) {
		const id = job[file];
		if (typeof id !== 'string' || !isGuid(id) || !isMissing(job[text])) continue;
		const known = text === 'InputArguments' ? sent : undefined;
		whole[text] = known ?? (await downloadAttachment(scope, id));
	}
	return whole;
}

/**
 * Adds the fields that Orchestrator leaves out of lists: input and output arguments, and the files
 * that stand in for large ones. One read per job, which does not count against the limit of 100 lists a
 * minute. It names no columns, because servers before API version 20 refuse those of the files.
 *
 * @throws as `fillArguments`
 */
export async function addArguments(
	scope: Scope,
	jobs: readonly JsonRecord[],
): Promise<JsonRecord[]> {
	return await runBounded(jobs, CONCURRENT_READS, async (job) => {
		const id = readJobId(scope, job);
		const place = scopeOfJob(scope, job);
		const detail = await requestObject(place, {
			purpose: `Get arguments of job ${id}`,
			method: 'GET',
			path: `/odata/Jobs(${id})`,
			effect: 'read',
		});
		const { InputArguments, InputFile, OutputArguments, OutputFile } = await fillArguments(
			place,
			detail,
		);
		return { ...job, InputArguments, InputFile, OutputArguments, OutputFile };
	});
}
