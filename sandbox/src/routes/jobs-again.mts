import { defineBody, readBody } from '../bodies.mts';
import { CODES } from '../codes.mts';
import { isFinal } from '../engine.mts';
import { ApiError, notFound } from '../errors.mts';
import { createJob } from '../jobs.mts';
import type { Job } from '../model.mts';
import { parseOptions } from '../odata/options.mts';
import type { Call, Route } from '../tenant.mts';
import { answerJob, requireJob } from './jobs-read.mts';
import { ODATA, writeJobs } from './scopes.mts';

const RESTART_JOB = defineBody<{ jobId: number }>('jobId', {
	type: 'object',
	additionalProperties: false,
	required: ['jobId'],
	properties: { jobId: { type: 'integer' } },
});

/** `inputArguments` is not in the OpenAPI document; UiPath's own SDK sends it. */
const RESUME_JOB = defineBody<{ jobKey: string; inputArguments?: string | null }>('jobKey', {
	type: 'object',
	additionalProperties: false,
	required: ['jobKey'],
	properties: {
		jobKey: { type: 'string', format: 'guid' },
		inputArguments: { type: 'string', nullable: true },
	},
});

const SHAPE = ['select', 'expand'];

export const jobAgainRoutes: Route[] = [
	{
		method: 'POST',
		template: `/odata/Jobs/${ODATA}.RestartJob`,
		...writeJobs('Jobs.Create'),
		folder: 'required',
		handle: (call) => {
			const options = parseOptions(call.query, SHAPE);
			const old = requireJob(call, readBody(call, RESTART_JOB).jobId);
			requireRestartable(call, old);
			return answerJob(call, restart(call, old), options);
		},
	},
	{
		method: 'POST',
		template: `/odata/Jobs/${ODATA}.ResumeJob`,
		...writeJobs('Jobs.Edit'),
		folder: 'required',
		handle: (call) => {
			const options = parseOptions(call.query, SHAPE);
			const { jobKey } = readBody(call, RESUME_JOB);
			const job = call.tenant.state.findJob(jobKey);
			if (!job || job.OrganizationUnitId !== call.folder?.Id) throw notFound('The job');
			if (job.State !== 'Suspended') {
				const why = `Job ${job.Id} is ${job.State}; only a suspended job can be resumed.`;
				throw new ApiError(409, CODES.InvalidJobStateForSuspend, why);
			}
			call.tenant.engine.resume(job);
			return answerJob(call, job, options);
		},
	},
];

function requireRestartable({ tenant }: Call, job: Job): void {
	const faultedOnly = tenant.settings.restartRule === 'faulted-only';
	if (isFinal(job) && (!faultedOnly || job.State === 'Faulted')) return;
	throw new ApiError(
		409,
		CODES.CannotRestartUnfinishedJob,
		`CannotRestartUnfinishedJob: job ${job.Id} is ${job.State}.`,
	);
}

/** A new job of the release as it is now, with the old inputs; the old row never changes. */
function restart({ tenant, folder }: Call, old: Job): Job {
	const release = tenant.state.findRelease(old.releaseId);
	if (!release) throw notFound('The process');
	const { RuntimeType, InputArguments, InputFile, EnvironmentVariables, Reference } = old;
	const job = createJob(tenant.state, release, {
		RuntimeType,
		InputArguments,
		InputFile,
		EnvironmentVariables,
		Reference,
		JobPriority: old.JobPriority,
		SpecificPriorityValue: old.SpecificPriorityValue,
		robotId: folder?.ProvisionType === 'Manual' ? old.robotId : null,
	});
	tenant.state.addJob(job);
	tenant.engine.dispatch(job);
	return job;
}
