import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { LARGEST_PAGE } from '../transport/paging';
import { requestPage } from '../transport/request';
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

/** Connected hosts of the chosen folder's machines, with their state. */
export async function getMachineSessions(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const scope = await openFolderScope(this);
	const { rows } = await requestPage(scope, {
		purpose: 'List machine sessions',
		method: 'GET',
		path: '/odata/Sessions',
		query: {
			$top: LARGEST_PAGE,
			$orderby: 'HostMachineName asc',
			$select: 'Id,HostMachineName,MachineName,State',
		},
		effect: 'read',
	});
	return rows.map(({ Id: id, HostMachineName: host, MachineName: machine, State: state }) => ({
		name: `${String(machine)}, ${String(host)} (${String(state)})`,
		value: String(id),
	}));
}
