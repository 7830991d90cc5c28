import { countRuntimes, RUNTIMES_WITH_SLOTS } from '../capacity.mts';
import { ApiError, notFound } from '../errors.mts';
import { CODES } from '../codes.mts';
import { isVisible } from '../folders.mts';
import { answerJson } from '../http.mts';
import type { Machine } from '../model.mts';
import { parseOptions } from '../odata/options.mts';
import type { Call, Route } from '../tenant.mts';
import { answerList, answerOne } from './lists.mts';
import { ODATA } from './scopes.mts';

const READ_MACHINES = {
	method: 'GET',
	scope: { area: 'Machines', access: 'Read' },
	folder: 'none',
} as const;

/** The folder of a `folderId=` parameter; 1100 when it does not exist. */
export function readFolderId(call: Call): number {
	const folder = call.tenant.state.findFolder(Number(call.params.folderId));
	if (!folder || !isVisible(folder, call.token)) {
		throw new ApiError(400, CODES.InvalidOrganizationUnit, 'Folder does not exist.');
	}
	return folder.Id;
}

export const listFolderMachines = ({ tenant }: Call, folderId: number): Machine[] =>
	tenant.state.machines.filter(({ folderIds }) => folderIds.includes(folderId));

export const machineRoutes: Route[] = [
	{
		...READ_MACHINES,
		template: '/odata/Machines',
		permissions: ['Machines.View'],
		handle: (call) => answerList(call, call.tenant.state.machines, call.tenant.entities.machines),
	},
	{
		...READ_MACHINES,
		template: '/odata/Machines({key})',
		permissions: ['Machines.View'],
		handle: (call) => {
			const machine = call.tenant.state.findMachine(Number(call.params.key));
			if (!machine) throw notFound('Machine');
			return answerOne(call, machine, call.tenant.entities.machines);
		},
	},
	{
		...READ_MACHINES,
		template: `/odata/Machines/${ODATA}.GetAssignedMachines(folderId={folderId})`,
		permissions: ['Machines.View', 'Jobs.Create'],
		handle: (call) =>
			answerList(
				call,
				listFolderMachines(call, readFolderId(call)),
				call.tenant.entities.machines,
				{
					plainAllowed: ['robotid'],
				},
			),
	},
	{
		...READ_MACHINES,
		template: `/odata/Machines/${ODATA}.GetRuntimesForFolder(folderId={folderId})`,
		permissions: ['Machines.View', 'Jobs.Create'],
		handle: (call) => {
			parseOptions(call.query, []);
			const { tenant } = call;
			const folderId = readFolderId(call);
			const runtimes = RUNTIMES_WITH_SLOTS.map((type) =>
				countRuntimes(tenant.state, folderId, type),
			);
			return answerJson({
				'@odata.context': `${tenant.urls.orchestrator}/odata/$metadata#Collection(${ODATA}.MachineRuntimeDto)`,
				value: runtimes.filter(({ Total }) => Total > 0),
			});
		},
	},
];
