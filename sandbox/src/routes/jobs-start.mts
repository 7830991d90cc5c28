import { randomUUID } from 'node:crypto';
import { readBody } from '../bodies.mts';
import { CODES } from '../codes.mts';
import { ApiError, notFound } from '../errors.mts';
import { answerJson } from '../http.mts';
import { createJob, derivePriority, PRIORITY_VALUES } from '../jobs.mts';
import type { Folder, Job, Release } from '../model.mts';
import { parseOptions } from '../odata/options.mts';
import { createCollection, selectRows } from '../odata/respond.mts';
import { START_BODY, type StartInfo } from '../start-info.mts';
import { checkFolderCanRun, checkStartFields, findStartedRelease } from '../start-rules.mts';
import { allocateJobs } from '../strategies.mts';
import type { Call, Route } from '../tenant.mts';
import { ODATA, writeJobs } from './scopes.mts';

/** Checks everything that a start checks and says what it would create; changes nothing. */
export function planStart(call: Call, info: StartInfo) {
	const { tenant, token } = call;
	const folder = requireFolder(call);
	checkStartFields(info);
	const release = findStartedRelease(tenant.state, folder, info);
	if (info.InputFile != null && !tenant.state.attachments.has(info.InputFile.toLowerCase())) {
		throw notFound('The attachment of InputFile');
	}
	const allocation = allocateJobs(tenant.state, folder, release, info);
	checkFolderCanRun(tenant.state, folder, release, info, token);
	return { folder, release, allocation };
}

export function requireFolder({ folder }: Call): Folder {
	if (!folder)
		throw new ApiError(
			400,
			CODES.RequiredOrganizationUnit,
			'An organization unit is required for this action.',
		);
	return folder;
}

export const jobStartRoutes: Route[] = [
	{
		method: 'POST',
		template: `/odata/Jobs/${ODATA}.StartJobs`,
		...writeJobs('Jobs.Create'),
		folder: 'start',
		handle: (call) => {
			const { tenant } = call;
			const allowed = ['select', 'expand', 'filter', 'orderby', 'count'];
			const options = parseOptions(call.query, allowed);
			const { startInfo } = readBody(call, START_BODY);
			const { release, allocation } = planStart(call, startInfo);
			const batch = startInfo.BatchExecutionKey ?? randomUUID();
			const jobs = allocation.map((robotId, index) => {
				const machineId = startInfo.MachineRobots?.[index]?.MachineId ?? null;
				const given = { ...readColumns(startInfo, release), BatchExecutionKey: batch };
				return tenant.state.addJob(
					createJob(tenant.state, release, { ...given, robotId, machineId }),
				);
			});
			for (const job of jobs) tenant.engine.dispatch(job);
			const schema = tenant.entities.jobs;
			// Only this answer carries seven digits; the stored time is shorter.
			const echoed = jobs.map((job) => ({
				...job,
				CreationTime: tenant.state.clock.creationIso(),
			}));
			const { rows } = selectRows(echoed, options, schema);
			return answerJson(
				createCollection(tenant.urls.orchestrator, rows, options, schema, { detailed: true }),
				tenant.settings.startJobsStatus,
			);
		},
	},
];

/** Job columns that startInfo sets. */
function readColumns(info: StartInfo, release: Release): Partial<Job> {
	const priority =
		info.SpecificPriorityValue ??
		(info.JobPriority ? PRIORITY_VALUES[info.JobPriority] : release.SpecificPriorityValue);
	return {
		RuntimeType: info.RuntimeType ?? 'Unattended',
		InputArguments: info.InputArguments ?? (info.InputFile ? null : release.InputArguments),
		InputFile: info.InputFile?.toLowerCase() ?? null,
		EnvironmentVariables: info.EnvironmentVariables ?? release.EnvironmentVariables,
		Reference: info.Reference ?? '',
		SpecificPriorityValue: priority,
		JobPriority: derivePriority(priority),
		EntryPointPath: info.EntryPointPath ?? release.EntryPointPath,
		RequiresUserInteraction: info.RequiresUserInteraction ?? release.RequiresUserInteraction,
		ResumeOnSameContext: info.ResumeOnSameContext ?? false,
		StopStrategy: info.StopStrategy ?? null,
	};
}
