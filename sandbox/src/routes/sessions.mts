import { countRuntimes } from '../capacity.mts';
import { answerJson } from '../http.mts';
import type { Session } from '../model.mts';
import type { Row } from '../odata/schema.mts';
import type { Call, Route } from '../tenant.mts';
import { answerList } from './lists.mts';
import { listFolderMachines, readFolderId } from './machines.mts';
import { ODATA } from './scopes.mts';

const READ_SESSIONS = {
	method: 'GET',
	scope: { area: 'Robots', access: 'Read' },
} as const;

function describeSession(call: Call, session: Session, folderId?: number): Row {
	const folder = folderId === undefined ? undefined : call.tenant.state.findFolder(folderId);
	return {
		...session,
		OrganizationUnitId: folder?.Id ?? null,
		FolderName: folder?.DisplayName ?? null,
	};
}

function listFolderSessions(call: Call, folderId: number): Session[] {
	const machineIds = listFolderMachines(call, folderId).map(({ Id }) => Id);
	return call.tenant.state.sessions.filter(({ MachineId }) => machineIds.includes(MachineId));
}

export const sessionRoutes: Route[] = [
	{
		...READ_SESSIONS,
		template: '/odata/Sessions',
		permissions: ['Robots.View'],
		folder: 'required',
		handle: (call) => {
			const folderId = call.folder?.Id ?? 0;
			const rows = listFolderSessions(call, folderId).map((session) =>
				describeSession(call, session, folderId),
			);
			return answerList(call, rows, call.tenant.entities.sessions);
		},
	},
	{
		...READ_SESSIONS,
		template: `/odata/Sessions/${ODATA}.GetGlobalSessions`,
		permissions: ['Robots.View', 'Users.View', 'Machines.Create', 'Machines.Edit'],
		folder: 'none',
		handle: (call) => {
			const rows = call.tenant.state.sessions.map((session) => describeSession(call, session));
			return answerList(call, rows, call.tenant.entities.sessions);
		},
	},
	{
		...READ_SESSIONS,
		template: `/odata/Sessions/${ODATA}.GetMachineSessionRuntimesByFolderId(folderId={folderId})`,
		permissions: ['Machines.View', 'Jobs.Create'],
		folder: 'none',
		handle: (call) => {
			const folderId = readFolderId(call);
			return answerJson({
				'@odata.context': `${call.tenant.urls.orchestrator}/odata/$metadata#Collection(${ODATA}.MachineSessionRuntimeDto)`,
				value: listFolderSessions(call, folderId).map((session) => {
					const { Connected, Available } = countRuntimes(call.tenant.state, folderId, 'Unattended');
					return call.tenant.level.keepColumns('MachineSessionRuntimeDto', {
						SessionId: session.Id,
						MachineId: session.MachineId,
						MachineName: session.MachineName,
						HostMachineName: session.HostMachineName,
						RuntimeType: 'Unattended',
						Status: session.State,
						IsUnresponsive: session.IsUnresponsive,
						Runtimes: Connected,
						UsedRuntimes: Connected - Available,
						ReportingTime: session.ReportingTime,
						Version: session.Version,
					});
				}),
			});
		},
	},
];
