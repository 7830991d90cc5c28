import { CODES } from './codes.mts';
import { ApiError, invalidArgument } from './errors.mts';
import type { Folder, Release } from './model.mts';
import { listUnattendedRobots } from './start-rules.mts';
import type { StartInfo } from './start-info.mts';
import type { State } from './state.mts';

/** One entry per job to create: the robot it is bound to, or null for any. */
export type Allocation = Array<number | null>;

/** The jobs that a strategy makes. Which strategies exist depends on the kind of the folder. */
export function allocateJobs(
	state: State,
	folder: Folder,
	release: Release,
	info: StartInfo,
): Allocation {
	const classic = folder.ProvisionType === 'Manual';
	const strategy = info.Strategy ?? (classic ? 'Specific' : 'ModernJobsCount');
	switch (strategy) {
		case 'All':
		case 'RobotCount': {
			if (!classic) throw strategyNotAvailable(strategy, 'modern');
			const ids = state.robots
				.filter(({ environmentIds }) => environmentIds.includes(release.EnvironmentId ?? -1))
				.map(({ Id }) => Id);
			if (ids.length === 0)
				throw new ApiError(
					409,
					CODES.InvalidStartJobRobotIds,
					'There are no robots in the environment.',
				);
			if (strategy === 'All') return ids;
			return ids.slice(0, requirePositive('NoOfRobots', info.NoOfRobots));
		}
		case 'Specific':
			return allocateSpecific(state, folder, release, info.RobotIds ?? []);
		case 'ModernJobsCount':
			if (classic) throw strategyNotAvailable(strategy, 'classic');
			return allocateCount(info, state.settings.apiVersion);
		case 'JobsCount':
			return allocateCount(info, state.settings.apiVersion);
	}
}

const strategyNotAvailable = (strategy: string, kind: 'modern' | 'classic') =>
	new ApiError(
		400,
		kind === 'modern'
			? CODES.StrategyNotAvailableInModernFolder
			: CODES.StrategyNotAvailableInClassicFolder,
		`The strategy ${strategy} is not available in a ${kind} folder.`,
	);

/**
 * JobsCount jobs; machine and robot pairs, when given, are handed out in turn. Up to 22.10 the count
 * must be there; later servers start one job without it.
 */
function allocateCount(info: StartInfo, apiVersion: number): Allocation {
	const missing = apiVersion > 15 ? 1 : undefined;
	const count = requirePositive('JobsCount', info.JobsCount ?? missing);
	const pairs = info.MachineRobots ?? [];
	return Array.from({ length: count }, (_, index) => pairs[index % pairs.length]?.RobotId ?? null);
}

function requirePositive(name: string, value: number | undefined): number {
	if (value === undefined || value < 1) throw invalidArgument(`${name} must be greater than 0.`);
	return value;
}

function allocateSpecific(
	state: State,
	folder: Folder,
	release: Release,
	robotIds: number[],
): Allocation {
	if (robotIds.length === 0) throw invalidArgument('RobotIds must not be empty.');
	const known = new Set(listUnattendedRobots(state, folder).map(({ Id }) => Id));
	if (robotIds.some((id) => !known.has(id))) {
		throw new ApiError(
			409,
			CODES.InvalidStartJobRobotIds,
			'A robot named in RobotIds is not part of the folder.',
		);
	}
	const waiting = state
		.listLiveJobs()
		.some(
			(job) =>
				job.State === 'Pending' &&
				job.releaseId === release.Id &&
				job.robotId !== null &&
				robotIds.includes(job.robotId),
		);
	if (waiting) {
		throw new ApiError(
			409,
			CODES.PendingJobsAlreadyExist,
			'Pending jobs for the process already exist on the robots.',
		);
	}
	return robotIds;
}
