import { notFound } from '../errors.mts';
import { isVisible } from '../folders.mts';
import { answerJson } from '../http.mts';
import type { Job } from '../model.mts';
import { parseOptions } from '../odata/options.mts';
import { createEntity } from '../odata/respond.mts';
import type { Call, Route } from '../tenant.mts';
import { answerList } from './lists.mts';
import { rememberAnswer } from './remembered.mts';
import { parseMs } from '../time.mts';
import { ODATA, READ_JOBS } from './scopes.mts';

/** The jobs of the request's folder; without a folder header those of all visible folders. */
export function listVisibleJobs({ tenant, folder, token }: Call): Job[] {
	return tenant.state.jobs.filter((job) =>
		folder
			? job.OrganizationUnitId === folder.Id
			: token.folderIds === undefined || token.folderIds.includes(job.OrganizationUnitId),
	);
}

/** A job by integer id, which must lie in the request's folder; 404/1002 otherwise. */
export function requireJob({ tenant, folder }: Call, id: string | number): Job {
	const job = /^\d+$/.test(String(id)) ? tenant.state.findJob(Number(id)) : undefined;
	if (!job || job.OrganizationUnitId !== folder?.Id) throw notFound(`Job with Id ${id}`);
	return job;
}

/** The jobs of a list: with `listLagMs` on, a new one is not there yet, though its id is known. */
function listSettledJobs(call: Call): Job[] {
	const { listLagMs } = call.tenant.settings;
	const rows = listVisibleJobs(call);
	if (listLagMs === 0) return rows;
	const latest = call.tenant.state.clock.now() - listLagMs;
	return rows.filter(({ CreationTime }) => parseMs(CreationTime) <= latest);
}

export const jobReadRoutes: Route[] = [
	{
		method: 'GET',
		template: '/odata/Jobs',
		...READ_JOBS,
		folder: 'crossFolder',
		isLimitedList: true,
		handle: (call) =>
			rememberAnswer(call, () =>
				answerList(call, listSettledJobs(call), call.tenant.entities.jobs),
			),
	},
	{
		method: 'GET',
		template: '/odata/Jobs({key})',
		...READ_JOBS,
		folder: 'required',
		handle: (call) => {
			const options = parseOptions(call.query, ['select', 'expand']);
			return answerJob(call, requireJob(call, call.params.key ?? ''), options);
		},
	},
	{
		method: 'GET',
		template: `/odata/Jobs/${ODATA}.GetByKey(identifier={identifier})`,
		...READ_JOBS,
		folder: 'anyFolder',
		handle: (call) => {
			const options = parseOptions(call.query, ['select', 'expand']);
			const key = call.params.identifier ?? '';
			const job = call.tenant.state.findJob(key);
			const home = job && call.tenant.state.findFolder(job.OrganizationUnitId);
			if (!job || !home || !isVisible(home, call.token)) throw notFound(`Job with Key ${key}`);
			if (call.folder && call.folder.Id !== home.Id) throw notFound(`Job with Key ${key}`);
			return answerJob(call, job, options);
		},
	},
];

/** One job with all its columns. */
export function answerJob({ tenant }: Call, job: Job, options = {}) {
	return answerJson(createEntity(tenant.urls.orchestrator, job, options, tenant.entities.jobs));
}
