import type { JsonRecord } from '../helpers/json';
import { isId } from './literals';
import type { Scope } from './session';

/** Single reads need a folder: the scope's own, or else the one that the job says it lives in. */
export function scopeOfJob(scope: Scope, job: JsonRecord): Scope {
	const folderId = String(job.OrganizationUnitId);
	if (scope.folder !== undefined || !isId(folderId)) return scope;
	return { ...scope, folder: { by: 'id', value: folderId } };
}
