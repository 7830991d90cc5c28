import {
	EXPORT_COLUMNS,
	FOLDER_COLUMNS,
	FOLDER_ROBOT_COLUMNS,
	JOB_COLUMNS,
	LOG_COLUMNS,
	MACHINE_COLUMNS,
	RELEASE_COLUMNS,
	ROBOT_COLUMNS,
	SESSION_COLUMNS,
} from './columns.mts';
import { NULLABLE } from './nullable.mts';
import type { EntitySchema, Row } from './odata/schema.mts';
import type { Level } from './levels/level.mts';
import type { State } from './state.mts';

export type Entities = Record<
	| 'jobs'
	| 'releases'
	| 'robots'
	| 'folderRobots'
	| 'machines'
	| 'folders'
	| 'sessions'
	| 'logs'
	| 'exports',
	EntitySchema
>;

/** The entity sets over one state, as an API version has them: columns, and ways from row to row. */
export function createEntities(state: State, level: Level): Entities {
	const now = () => state.clock.now();
	const machines = level.limitEntity({
		set: 'Machines',
		dto: 'ExtendedMachineDto',
		columns: MACHINE_COLUMNS,
		navigation: {},
		identity: 'Id',
		nullable: NULLABLE.machines,
		now,
	});
	const robots = level.limitEntity({
		set: 'Robots',
		dto: 'RobotDto',
		columns: ROBOT_COLUMNS,
		navigation: {},
		identity: 'Id',
		nullable: NULLABLE.robots,
		now,
	});
	const releases = level.limitEntity({
		set: 'Releases',
		dto: 'ReleaseDto',
		columns: RELEASE_COLUMNS,
		navigation: {},
		identity: 'Id',
		nullable: NULLABLE.releases,
		now,
	});
	const lookUp =
		(find: (id: number) => Row | undefined, column: string) =>
		(row: Row): Row | null => {
			const id = row[column];
			return typeof id === 'number' ? (find(id) ?? null) : null;
		};
	const robot = { schema: robots, resolve: lookUp((id) => state.findRobot(id), 'robotId') };
	const jobs = level.limitEntity({
		set: 'Jobs',
		dto: 'JobDto',
		columns: JOB_COLUMNS,
		navigation: {
			Robot: robot,
			Machine: { schema: machines, resolve: lookUp((id) => state.findMachine(id), 'machineId') },
			Release: { schema: releases, resolve: lookUp((id) => state.findRelease(id), 'releaseId') },
		},
		detailOnly: ['InputArguments', 'InputFile', 'OutputArguments', 'OutputFile'],
		identity: 'Id',
		nullable: NULLABLE.jobs,
		now,
	});
	return {
		jobs,
		releases,
		robots,
		folderRobots: level.limitEntity({
			set: 'Robots',
			dto: 'RobotsFromFolderModel',
			columns: FOLDER_ROBOT_COLUMNS,
			navigation: {},
			identity: 'Id',
			nullable: NULLABLE.robots,
			now,
		}),
		machines,
		folders: level.limitEntity({
			set: 'Folders',
			dto: 'FolderDto',
			columns: FOLDER_COLUMNS,
			navigation: {},
			identity: 'Id',
			nullable: NULLABLE.folders,
		}),
		sessions: level.limitEntity({
			set: 'Sessions',
			dto: 'SessionDto',
			columns: SESSION_COLUMNS,
			navigation: { Robot: robot },
			identity: 'Id',
			now,
		}),
		// Robot logs have Id 0 everywhere: no identity.
		logs: level.limitEntity({
			set: 'RobotLogs',
			dto: 'LogDto',
			columns: LOG_COLUMNS,
			navigation: {},
			nullable: NULLABLE.logs,
			now,
		}),
		exports: level.limitEntity({
			set: 'Exports',
			dto: 'ExportModel',
			columns: EXPORT_COLUMNS,
			navigation: {},
			identity: 'Id',
		}),
	};
}
