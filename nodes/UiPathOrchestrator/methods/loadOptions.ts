import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import type { JsonRecord } from '../helpers/json';
import { requestList } from '../transport/list';
import type { ListRequest } from '../transport/paging';
import { openFolderScope } from './editorContext';

/** More than these nobody scrolls through, and each thousand is a request. */
const MOST_OPTIONS = 5_000;

/** All rows in the order of their ids, so that none is missed between two pages; shown by name. */
async function listOptions(
	context: ILoadOptionsFunctions,
	list: Pick<ListRequest, 'purpose' | 'path' | 'select'>,
	toName: (row: JsonRecord) => string,
): Promise<INodePropertyOptions[]> {
	const scope = await openFolderScope(context);
	const order = { field: 'Id', direction: 'asc' } as const;
	const rows = await requestList(scope, { ...list, order, limit: MOST_OPTIONS + 1 });
	const options = rows
		.slice(0, MOST_OPTIONS)
		.map((row) => ({ name: toName(row), value: String(row.Id) }))
		.sort((one, other) => one.name.localeCompare(other.name));
	if (rows.length <= MOST_OPTIONS) return options;
	// Not an ID: chosen all the same, it is refused when the node runs.
	const name = `There are more than these ${MOST_OPTIONS}: specify the IDs of others by an expression`;
	return [...options, { name, value: 'more' }];
}

/** Robots of the chosen folder, for fields that take several. */
export async function getRobots(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await listOptions(
		this,
		{ purpose: 'List robots', path: '/odata/Robots', select: ['Id', 'Name', 'Username', 'Type'] },
		({ Name: name, Username: user, Type: type }) => `${String(name)} (${String(user ?? type)})`,
	);
}

/** Connected hosts of the chosen folder's machines, with their state. */
export async function getMachineSessions(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await listOptions(
		this,
		{
			purpose: 'List machine sessions',
			path: '/odata/Sessions',
			select: ['Id', 'HostMachineName', 'MachineName', 'State'],
		},
		({ HostMachineName: host, MachineName: machine, State: state }) =>
			`${String(machine)}, ${String(host)} (${String(state)})`,
	);
}
