import { readBody } from '../bodies.mts';
import { findCapacity } from '../capacity.mts';
import { answerJson, type Answer } from '../http.mts';
import { createJob } from '../jobs.mts';
import { parseOptions } from '../odata/options.mts';
import { START_BODY } from '../start-info.mts';
import { checkStartFields, findStartedRelease, listUnattendedRobots } from '../start-rules.mts';
import type { Call, Route } from '../tenant.mts';
import { requireJob } from './jobs-read.mts';
import { requireFolder } from './jobs-start.mts';
import { ODATA, writeJobs } from './scopes.mts';

type Verdict = { errors: string[]; codes: string[] };

export const jobValidateRoutes: Route[] = [
	{
		method: 'POST',
		template: `/odata/Jobs({key})/${ODATA}.ValidateExistingJob`,
		...writeJobs('Jobs.View'),
		folder: 'required',
		handle: (call) => {
			parseOptions(call.query, ['select', 'expand']);
			const { verdict, State } = requireJob(call, call.params.key ?? '');
			return answerVerdict(call, State === 'Pending' ? verdict : null);
		},
	},
	{
		method: 'POST',
		template: `/odata/Jobs/${ODATA}.ValidateDynamicJob`,
		...writeJobs('Jobs.Create'),
		folder: 'required',
		handle: (call) => {
			parseOptions(call.query, ['select', 'expand']);
			const { startInfo } = readBody(call, START_BODY);
			checkStartFields(startInfo);
			const { state } = call.tenant;
			const folder = requireFolder(call);
			const release = findStartedRelease(state, folder, startInfo);
			const verdict: Verdict = { errors: [], codes: [] };
			if (listUnattendedRobots(state, folder).length === 0) {
				verdict.errors.push('No account with an unattended robot is assigned to the folder.');
				verdict.codes.push('RobotNotAssignedToFolder');
			}
			const RuntimeType = startInfo.RuntimeType ?? 'Unattended';
			const capacity = findCapacity(state, createJob(state, release, { Id: 0, RuntimeType }));
			if (!capacity.ok) {
				verdict.errors.push(...capacity.errors);
				verdict.codes.push(...capacity.codes);
			}
			return answerVerdict(call, verdict.codes.length > 0 ? verdict : null);
		},
	},
];

/** 200 whether valid or not: an invalid job may still be started, and pend. */
function answerVerdict({ tenant }: Call, verdict: Verdict | null): Answer {
	return answerJson({
		'@odata.context': `${tenant.urls.orchestrator}/odata/$metadata#${ODATA}.ValidationResultDto`,
		...tenant.level.keepColumns('ValidationResultDto', {
			IsValid: verdict === null,
			Errors: verdict?.errors ?? [],
			ErrorCodes: verdict?.codes ?? [],
		}),
	});
}
