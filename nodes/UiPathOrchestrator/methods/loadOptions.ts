import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { idLiteral } from '../transport/literals';
import { LARGEST_PAGE } from '../transport/paging';
import { requestPage } from '../transport/request';
import type { Scope } from '../transport/session';
import { openFolderScope } from './editorContext';

/** Robots of the chosen folder, for fields that take several. */
export async function getRobots(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const scope = await openFolderScope(this);
	const { rows } = await requestPage(scope, {
		purpose: 'List robots',
		method: 'GET',
		path: '/odata/Robots',
		query: { $top: LARGEST_PAGE, $orderby: 'Name asc', $select: 'Id,Name,Username,Type' },
		effect: 'read',
	});
	return rows.map(({ Id: id, Name: name, Username: user, Type: type }) => ({
		name: `${String(name)} (${String(user ?? type)})`,
		value: String(id),
	}));
}

/** Sessions are asked for by folder id; keys and paths are resolved first. */
async function resolveFolderId({ session, folder }: Awaited<ReturnType<typeof openFolderScope>>) {
	if (folder.by === 'id') return folder.value;
	const scope: Scope = { session, folder };
	const { rows } = await requestPage(scope, {
		purpose: 'Find folder',
		method: 'GET',
		path: '/odata/Releases',
		query: { $top: 1, $select: 'OrganizationUnitId' },
		effect: 'read',
	});
	return String(rows[0]?.OrganizationUnitId ?? '');
}

/** Connected hosts of the chosen folder's machines, with their state. */
export async function getMachineSessions(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const scope = await openFolderScope(this);
	const folderId = await resolveFolderId(scope);
	const { rows } = await requestPage(
		{ session: scope.session },
		{
			purpose: 'List machine sessions',
			method: 'GET',
			path: `/odata/Sessions/UiPath.Server.Configuration.OData.GetMachineSessionRuntimesByFolderId(folderId=${idLiteral(folderId)})`,
			query: { $top: LARGEST_PAGE },
			effect: 'read',
		},
	);
	return rows.map((row) => ({
		name: `${String(row.MachineName)}, ${String(row.HostMachineName)} (${String(row.RuntimeType)}, ${String(row.Status)})`,
		value: String(row.SessionId),
	}));
}
