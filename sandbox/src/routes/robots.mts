import { notFound } from '../errors.mts';
import type { Robot } from '../model.mts';
import type { EntitySchema } from '../odata/schema.mts';
import type { Call, Route } from '../tenant.mts';
import { answerList, answerOne } from './lists.mts';
import { ODATA } from './scopes.mts';

const READ_ROBOTS = {
	method: 'GET',
	scope: { area: 'Robots', access: 'Read' },
	permissions: ['Robots.View'],
} as const;

const listRobots = ({ tenant }: Call, folderId: number | undefined): Robot[] =>
	tenant.state.robots.filter(
		({ folderIds }) => folderId !== undefined && folderIds.includes(folderId),
	);

const answerFolderRobots = (call: Call, schema: EntitySchema) =>
	answerList(call, listRobots(call, Number(call.params.folderId)), schema, {
		plainAllowed: ['machineid'],
	});

export const robotRoutes: Route[] = [
	{
		...READ_ROBOTS,
		template: '/odata/Robots',
		folder: 'required',
		handle: (call) =>
			answerList(call, listRobots(call, call.folder?.Id), call.tenant.entities.robots),
	},
	{
		...READ_ROBOTS,
		template: '/odata/Robots({key})',
		folder: 'required',
		handle: (call) => {
			const robot = listRobots(call, call.folder?.Id).find(
				({ Id }) => String(Id) === call.params.key,
			);
			if (!robot) throw notFound('Robot');
			return answerOne(call, robot, call.tenant.entities.robots);
		},
	},
	{
		...READ_ROBOTS,
		template: `/odata/Robots/${ODATA}.GetConfiguredRobots`,
		folder: 'required',
		handle: (call) =>
			answerList(call, listRobots(call, call.folder?.Id), call.tenant.entities.robots),
	},
	{
		...READ_ROBOTS,
		template: `/odata/Robots/${ODATA}.FindAllAcrossFolders`,
		folder: 'none',
		handle: (call) => answerList(call, call.tenant.state.robots, call.tenant.entities.robots),
	},
	{
		...READ_ROBOTS,
		template: `/odata/Robots/${ODATA}.GetRobotsFromFolder(folderId={folderId})`,
		folder: 'anyFolder',
		handle: (call) => answerFolderRobots(call, call.tenant.entities.folderRobots),
	},
	{
		...READ_ROBOTS,
		permissions: ['SubFolders.View', 'Units.View', 'Jobs.Create'],
		template: `/odata/Robots/${ODATA}.GetFolderRobots(folderId={folderId},machineId={machineId})`,
		folder: 'anyFolder',
		handle: (call) => answerFolderRobots(call, call.tenant.entities.robots),
	},
];
