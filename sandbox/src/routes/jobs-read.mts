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

/** A job by id or key, which must lie in the request's folder, or without one in a visible folder. */
function requireVisibleJob(call: Call, id: number | string | undefined, name: string): Job {
	const { state } = call.tenant;
	const job = id === undefined ? undefined : state.findJob(id);
	const home = job && state.findFolder(job.OrganizationUnitId);
	const isThere = home && isVisible(home, call.token) && (call.folder ?? home).Id === home.Id;
	if (!job || !isThere) throw notFound(name);
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
		// UiPath's document asks for the folder; servers answer without it too.
		folder: 'anyFolder',
		handle: (call) => {
			const options = parseOptions(call.query, ['select', 'expand']);
			const key = call.params.key ?? '';
			const id = /^\d+$/.test(key) ? Number(key) : undefined;
			return answerJob(call, requireVisibleJob(call, id, `Job with Id ${key}`), options);
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
			return answerJob(call, requireVisibleJob(call, key, `Job with Key ${key}`), options);
		},
	},
];

/** One job with all its columns. */
export function answerJob({ tenant }: Call, job: Job, options = {}) {
	return answerJson(createEntity(tenant.urls.orchestrator, job, options, tenant.entities.jobs));
}
