import { NodeApiError } from 'n8n-workflow';

import { SIMPLE_LIST_FIELDS } from '../../helpers/jobItem';
import type { JsonRecord } from '../../helpers/json';
import { passOn } from '../../helpers/passOn';
import { splitInto } from '../../helpers/split';
import { isInDoubt } from '../../transport/doubt';
import { sendRequest } from '../../transport/request';
import type { Scope } from '../../transport/session';
import type { Pace } from '../operation';
import { findJobs } from './findJobs';
import { ACTION, hasEnded } from './jobRequests';
import type { IdentifiedJob } from './jobRequests';

export type StopStrategy = 'SoftStop' | 'Kill';

/** No limit is documented; as many make a body of some 5 kB. */
const JOBS_PER_STOP = 500;
const MOST_NAMED = 5;
/** A job can end between the look at it and the next request; that it happens over and over cannot. */
const ATTEMPTS = 3;

/** What is known of jobs of one place that are asked to stop, by id. Later tries of n8n go on from it. */
export interface Findings {
	/** Those that had ended before. */
	readonly ended: Map<string, JsonRecord>;
	/** Those whose stop Orchestrator has taken. */
	readonly taken: Set<string>;
	/** Those of whose stop nobody knows whether it was carried out, with the failure that said so. */
	readonly doubts: Map<string, unknown>;
}

export const createFindings = (): Findings => ({
	ended: new Map(),
	taken: new Set(),
	doubts: new Map(),
});

/** What became of the jobs that one input item wants to stop. */
export type StopResult =
	| { readonly ended: ReadonlyMap<string, JsonRecord> }
	| { readonly failure: unknown };

export function nameJobs(jobs: readonly IdentifiedJob[]): string {
	const named = jobs.slice(0, MOST_NAMED).map(({ id }) => id);
	const more = jobs.length - named.length;
	return `${jobs.length === 1 ? 'job' : 'jobs'} ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * Asks Orchestrator to stop jobs; success means that it took the request, not that they ended.
 * The whole call is refused when one of the jobs is unknown or has ended.
 *
 * The strategy goes as a name: UiPath's guide shows "1" for a kill, which is the soft stop.
 */
async function sendStop(
	scope: Scope,
	jobs: readonly IdentifiedJob[],
	strategy: StopStrategy,
): Promise<void> {
	await sendRequest(scope, {
		purpose: `${strategy === 'Kill' ? 'Kill' : 'Stop'} ${nameJobs(jobs)}`,
		method: 'POST',
		path: `/odata/Jobs/${ACTION}.StopJobs`,
		body: { jobIds: jobs.map(({ id }) => BigInt(id)), strategy },
		effect: 'write',
		ifUnknown:
			'It is not known whether Orchestrator carried it out, so it was not sent again. Look at the state of the jobs; to stop those once more that still run does no harm.',
	});
}

const isRefusedForOne = (caught: unknown): boolean =>
	caught instanceof NodeApiError && (caught.httpCode === '409' || caught.httpCode === '404');

/** Looks for the jobs over which a stop was refused. @returns whether there are any */
async function findCulprits(
	scope: Scope,
	jobs: readonly IdentifiedJob[],
	{ ended }: Findings,
	failures: Map<string, unknown>,
): Promise<boolean> {
	const references = jobs.map(({ id }) => ({ by: 'id' as const, id }));
	const finding = await findJobs(scope, 'Stop', references, SIMPLE_LIST_FIELDS);
	const over = [...finding.jobs.values()].filter(hasEnded);
	for (const job of over) ended.set(String(job.Id), job);
	for (const [id, failure] of finding.failures) failures.set(id, failure);
	return over.length > 0 || finding.failures.size > 0;
}

/**
 * Stops the jobs that several items want to stop, in as few calls as possible. Only when Orchestrator
 * refuses a call as a whole are its jobs looked at: those that have ended need nothing any more, an
 * item with one that does not exist fails, and the others are sent once more unless that ends the run.
 *
 * @param findings of tries before; what was sent then is not sent again
 * @returns a result for each set, in order, undefined for sets that were not begun because another had
 * failed; never throws
 */
export async function stopJobSets(
	scope: Scope,
	sets: ReadonlyArray<readonly IdentifiedJob[]>,
	strategy: StopStrategy,
	{ keepsGoing }: Pace,
	findings: Findings = createFindings(),
): Promise<Array<StopResult | undefined>> {
	const failures = new Map(findings.doubts);
	const isKnown = ({ id }: IdentifiedJob) =>
		failures.has(id) || findings.ended.has(id) || findings.taken.has(id);
	const listOpen = (part: readonly IdentifiedJob[]) => {
		const sound = sets.filter((jobs) => !jobs.some(({ id }) => failures.has(id)));
		const wanted = new Set(sound.flatMap((jobs) => jobs.map(({ id }) => id)));
		return part.filter((job) => wanted.has(job.id) && !isKnown(job));
	};
	const all = [...new Map(sets.flat().map((job) => [job.id, job])).values()];
	for (const part of splitInto(all, JOBS_PER_STOP)) {
		const mayBegin = () => failures.size === 0 || keepsGoing;
		await stopPart(scope, () => (mayBegin() ? listOpen(part) : []), strategy, findings, failures);
	}
	return sets.map((jobs) => {
		const failed = jobs.find(({ id }) => failures.has(id));
		if (failed !== undefined) return { failure: failures.get(failed.id) };
		return jobs.every(isKnown) ? { ended: findings.ended } : undefined;
	});
}

async function stopPart(
	scope: Scope,
	listOpen: () => IdentifiedJob[],
	strategy: StopStrategy,
	findings: Findings,
	failures: Map<string, unknown>,
): Promise<void> {
	for (let attempt = 1; ; attempt += 1) {
		const open = listOpen();
		if (open.length === 0) return;
		try {
			await sendStop(scope, open, strategy);
			for (const { id } of open) findings.taken.add(id);
			return;
		} catch (refused: unknown) {
			const isWorthALook = isRefusedForOne(refused) && attempt < ATTEMPTS;
			const look = async () => await findCulprits(scope, open, findings, failures);
			const reason = isWorthALook ? await explainRefusal(look, refused) : refused;
			if (reason === undefined) continue;
			for (const { id } of open) {
				failures.set(id, reason);
				if (isInDoubt(reason)) findings.doubts.set(id, reason);
			}
			return;
		}
	}
}

/** @returns undefined when the jobs at fault were found; else why all of them fail */
async function explainRefusal(look: () => Promise<boolean>, refused: unknown): Promise<unknown> {
	try {
		// All are there and none has ended: it was refused for another reason.
		return (await look()) ? undefined : refused;
	} catch {
		// A login that may stop jobs need not be allowed to read them; the refusal says more than that.
		return refused;
	}
}

/**
 * Stops those of the jobs of one item that have not ended yet.
 *
 * @returns the jobs that had ended before, by id
 * @throws NodeApiError that names the job which does not exist
 */
export async function stopOpenJobs(
	scope: Scope,
	jobs: readonly IdentifiedJob[],
	strategy: StopStrategy,
): Promise<ReadonlyMap<string, JsonRecord>> {
	const [result = { ended: new Map<string, JsonRecord>() }] = await stopJobSets(
		scope,
		[jobs],
		strategy,
		{ keepsGoing: true },
	);
	if ('failure' in result) throw passOn(result.failure);
	return result.ended;
}
