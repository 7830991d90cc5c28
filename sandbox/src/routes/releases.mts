import { notFound } from '../errors.mts';
import { answerJson } from '../http.mts';
import type { Release } from '../model.mts';
import type { Call, Route } from '../tenant.mts';
import { answerList, answerOne } from './lists.mts';
import { ODATA } from './scopes.mts';

const READ_RELEASES = {
	scope: { area: 'Execution', access: 'Read' },
	permissions: ['Processes.View'],
} as const;

/** The processes of the request's folder; without a folder header those of all visible folders. */
function listVisibleReleases({ tenant, folder, token }: Call): Release[] {
	return tenant.state.releases.filter(({ OrganizationUnitId }) =>
		folder
			? OrganizationUnitId === folder.Id
			: token.folderIds === undefined || token.folderIds.includes(OrganizationUnitId),
	);
}

export const releaseRoutes: Route[] = [
	{
		method: 'GET',
		template: '/odata/Releases',
		...READ_RELEASES,
		folder: 'crossFolder',
		handle: (call) => answerList(call, listVisibleReleases(call), call.tenant.entities.releases),
	},
	{
		method: 'GET',
		template: '/odata/Releases({key})',
		...READ_RELEASES,
		folder: 'required',
		handle: (call) => {
			const release = listVisibleReleases(call).find(({ Id }) => String(Id) === call.params.key);
			if (!release) throw notFound('The process');
			return answerOne(call, release, call.tenant.entities.releases);
		},
	},
	{
		method: 'GET',
		template: `/odata/Processes/${ODATA}.GetPackageEntryPoints(key={key})`,
		...READ_RELEASES,
		folder: 'none',
		handle: ({ tenant, params }) => {
			const release = tenant.state.releases.find(
				({ ProcessKey, ProcessVersion }) =>
					params.key === `'${ProcessKey.replaceAll("'", "''")}:${ProcessVersion}'`,
			);
			if (!release) throw notFound('The package');
			const main = { Path: release.EntryPointPath, InputArguments: release.Arguments.Input };
			return answerJson({
				'@odata.context': `${tenant.urls.orchestrator}/odata/$metadata#Collection(UiPath.Server.Configuration.OData.EntryPointDto)`,
				value: [main, ...(release.otherEntryPoints ?? [])].map((entry, index) => ({
					UniqueId: null,
					OutputArguments: null,
					...entry,
					Id: release.Id * 100 + index,
				})),
			});
		},
	},
];
