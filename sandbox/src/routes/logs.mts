import { invalidQuery } from '../errors.mts';
import { answerJson } from '../http.mts';
import { parseOptions } from '../odata/options.mts';
import { selectRows } from '../odata/respond.mts';
import type { Call, Route } from '../tenant.mts';
import { answerList } from './lists.mts';
import { ODATA } from './scopes.mts';

const READ_LOGS = {
	method: 'GET',
	scope: { area: 'Monitoring', access: 'Read' },
	permissions: ['Logs.View'],
	folder: 'required',
} as const;

/** The log store answers no row beyond this one: page by TimeStamp instead. */
const RESULT_WINDOW = 10_000;

const listFolderLogs = ({ tenant, folder }: Call) =>
	tenant.state.logs.filter(({ folderId }) => folderId === folder?.Id);

export const logRoutes: Route[] = [
	{
		...READ_LOGS,
		template: '/odata/RobotLogs',
		handle: (call) => {
			const { skip = 0, top = 0 } = parseOptions(call.query);
			if (skip + top > RESULT_WINDOW) {
				throw invalidQuery(`Result window is too large: the limit is ${RESULT_WINDOW}.`);
			}
			return answerList(call, listFolderLogs(call), call.tenant.entities.logs, {
				defaultOrder: 'TimeStamp desc',
			});
		},
	},
	{
		...READ_LOGS,
		template: `/odata/RobotLogs/${ODATA}.GetTotalCount`,
		handle: (call) => {
			const options = parseOptions(call.query);
			const { count } = selectRows(listFolderLogs(call), options, call.tenant.entities.logs);
			return answerJson({
				'@odata.context': `${call.tenant.urls.orchestrator}/odata/$metadata#Edm.Int64`,
				value: count,
			});
		},
	},
];
