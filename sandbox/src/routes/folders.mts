import { invalidArgument, notFound } from '../errors.mts';
import { isVisible } from '../folders.mts';
import { answerJson } from '../http.mts';
import type { Folder } from '../model.mts';
import type { Call, Route } from '../tenant.mts';
import { answerList, answerOne } from './lists.mts';
import { ODATA } from './scopes.mts';

const READ_FOLDERS = {
	scope: { area: 'Folders', access: 'Read' },
	permissions: ['Units.View', 'SubFolders.View'],
	folder: 'none',
} as const;

/** Folders below a personal workspace do not exist for OData, neither in lists nor by id. */
const isHidden = ({ tenant }: Call, { ParentId }: Folder): boolean =>
	ParentId !== null && tenant.state.findFolder(ParentId)?.IsPersonal === true;

const listVisibleFolders = ({ tenant, token }: Call) =>
	tenant.state.folders.filter((folder) => isVisible(folder, token));

function requireFolder(call: Call, test: (folder: Folder) => boolean): Folder {
	const folder = listVisibleFolders(call).find(
		(candidate) => test(candidate) && !isHidden(call, candidate),
	);
	if (!folder) throw notFound('Folder');
	return folder;
}

const answerFolder = (call: Call, folder: Folder) =>
	answerOne(call, folder, call.tenant.entities.folders);

export const folderRoutes: Route[] = [
	{
		method: 'GET',
		template: '/odata/Folders',
		...READ_FOLDERS,
		handle: (call) => {
			const rows = listVisibleFolders(call).filter((folder) => !isHidden(call, folder));
			return answerList(call, rows, call.tenant.entities.folders);
		},
	},
	{
		method: 'GET',
		template: '/odata/Folders({key})',
		...READ_FOLDERS,
		handle: (call) =>
			answerFolder(
				call,
				requireFolder(call, ({ Id }) => String(Id) === call.params.key),
			),
	},
	{
		method: 'GET',
		template: `/odata/Folders/${ODATA}.GetByKey(identifier={identifier})`,
		...READ_FOLDERS,
		handle: (call) =>
			answerFolder(
				call,
				requireFolder(call, ({ Key }) => Key === call.params.identifier?.toLowerCase()),
			),
	},
	{
		method: 'GET',
		template: '/api/Folders/GetAllForCurrentUser',
		scope: { area: 'Folders', access: 'Read' },
		folder: 'none',
		handle: (call) => {
			const take = readInteger(call, 'take', 100);
			const skip = readInteger(call, 'skip', 0);
			if (take < 1 || take > 1000) throw invalidArgument('take must be between 1 and 1000.');
			// An application is nobody's user: it gets an empty page.
			const all = call.token.identity === 'app' ? [] : listVisibleFolders(call);
			const page = all.slice(skip, skip + take);
			return answerJson({
				PageItems: page.map((row) => call.tenant.level.keepColumns('CurrentUserFolderDto', row)),
				Count: all.length,
			});
		},
	},
];

/** A plain (not OData) number of the query. */
function readInteger(call: Call, name: string, missing: number): number {
	const text = call.query.find(([key]) => key.toLowerCase() === name)?.[1];
	if (text === undefined) return missing;
	if (!/^\d+$/.test(text)) throw invalidArgument(`${name} is not a number.`);
	return Number(text);
}
