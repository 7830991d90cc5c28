import type { JsonRecord } from '../helpers/json';
import { isGuid } from './literals';
import type { Scope } from './session';

/** Page of a job in Orchestrator's web application, as UiPath's own tools link to it. */
export function linkToJob(
	{ session }: Pick<Scope, 'session'>,
	job: JsonRecord,
): string | undefined {
	const { Key: key, OrganizationUnitId: folderId } = job;
	if (typeof key !== 'string' || !isGuid(key)) return undefined;
	const page = `${session.orchestratorUrl}/jobs(sidepanel:sidepanel/jobs/${key}/details)`;
	return folderId === undefined || folderId === null ? page : `${page}?fid=${String(folderId)}`;
}

/** Page of the web application inside a folder, such as `processes`. */
export function linkToPage(
	{ session }: Pick<Scope, 'session'>,
	page: string,
	folderId?: string,
): string {
	const query = folderId === undefined ? '' : `?fid=${folderId}`;
	return `${session.orchestratorUrl}/${page}${query}`;
}
