import { notFound } from '../errors.mts';
import { answerJson, type Answer } from '../http.mts';
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
	...['GetPackageEntryPoints', 'GetPackageEntryPointsV2'].map(
		(name): Route => ({
			method: 'GET',
			template: `/odata/Processes/${ODATA}.${name}(key={key})`,
			...READ_RELEASES,
			folder: 'none',
			handle: answerEntryPoints,
		}),
	),
];

/**
 * The entry points of a package. Without `feedId` only the tenant's feed is looked at: the packages of
 * a folder or of a personal workspace are not there.
 */
function answerEntryPoints({ tenant, params, query }: Call): Answer {
	const feedId = query.find(([name]) => name.toLowerCase() === 'feedid')?.[1].toLowerCase() ?? null;
	const release = tenant.state.releases.find(
		({ ProcessKey, ProcessVersion, FeedId }) =>
			FeedId === feedId && params.key === `'${ProcessKey.replaceAll("'", "''")}:${ProcessVersion}'`,
	);
	if (!release) throw notFound('The package');
	const { Input, Output } = release.Arguments;
	const main = { Path: release.EntryPointPath, InputArguments: Input, OutputArguments: Output };
	return answerJson({
		'@odata.context': `${tenant.urls.orchestrator}/odata/$metadata#Collection(${ODATA}.EntryPointDto)`,
		value: [main, ...(release.otherEntryPoints ?? [])].map((entry, index) => ({
			UniqueId: null,
			OutputArguments: null,
			...entry,
			Id: release.Id * 100 + index,
		})),
	});
}
