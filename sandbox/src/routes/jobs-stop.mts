import { defineBody, readBody } from '../bodies.mts';
import { CODES } from '../codes.mts';
import { isFinal } from '../engine.mts';
import { ApiError } from '../errors.mts';
import { answerEmpty } from '../http.mts';
import type { Job, StopStrategy } from '../model.mts';
import { parseOptions } from '../odata/options.mts';
import type { Route } from '../tenant.mts';
import { requireJob } from './jobs-read.mts';
import { ODATA, writeJobs } from './scopes.mts';

const STRATEGIES: Record<string, StopStrategy> = {
	SoftStop: 'SoftStop',
	'1': 'SoftStop',
	Kill: 'Kill',
	'2': 'Kill',
};
const strategy = { type: 'string', enum: Object.keys(STRATEGIES) } as const;

const STOP_JOBS = defineBody<{ jobIds: number[]; strategy: string }>('jobIds', {
	type: 'object',
	additionalProperties: false,
	required: ['jobIds', 'strategy'],
	properties: {
		jobIds: { type: 'array', minItems: 1, items: { type: 'integer' } },
		strategy,
	},
});

const STOP_JOB = defineBody<{ strategy: string }>('strategy', {
	type: 'object',
	additionalProperties: false,
	required: ['strategy'],
	properties: { strategy },
});

const readStrategy = (text: string): StopStrategy => STRATEGIES[text] ?? 'SoftStop';

function requireStoppable(job: Job): void {
	if (isFinal(job)) {
		throw new ApiError(
			409,
			CODES.JobCannotBeCancelled,
			`JobCannotBeCancelled: job ${job.Id} is already ${job.State}.`,
		);
	}
}

export const jobStopRoutes: Route[] = [
	{
		method: 'POST',
		template: `/odata/Jobs/${ODATA}.StopJobs`,
		...writeJobs('Jobs.Edit'),
		folder: 'required',
		handle: (call) => {
			parseOptions(call.query, []);
			const body = readBody(call, STOP_JOBS);
			// One id that is unknown or final refuses the whole call: nothing is stopped by half.
			const jobs = [...new Set(body.jobIds)].map((id) => requireJob(call, id));
			jobs.forEach(requireStoppable);
			for (const job of jobs) call.tenant.engine.stop(job, readStrategy(body.strategy));
			return answerEmpty(200);
		},
	},
	{
		method: 'POST',
		template: `/odata/Jobs({key})/${ODATA}.StopJob`,
		...writeJobs('Jobs.Edit'),
		folder: 'required',
		handle: (call) => {
			parseOptions(call.query, []);
			const body = readBody(call, STOP_JOB);
			const job = requireJob(call, call.params.key ?? '');
			requireStoppable(job);
			call.tenant.engine.stop(job, readStrategy(body.strategy));
			return answerEmpty(200);
		},
	},
];
