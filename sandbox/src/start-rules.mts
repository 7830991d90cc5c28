import { CODES } from './codes.mts';
import { ApiError, invalidArgument, notFound } from './errors.mts';
import { isEmptyText } from './text.mts';
import { countRuntimes } from './capacity.mts';
import { MAX_ARGUMENTS } from './outcomes.mts';
import type { Folder, Release, Robot, Token } from './model.mts';
import type { StartInfo } from './start-info.mts';
import type { State } from './state.mts';

/** The release that startInfo names, which must be in the folder: 404/1002 otherwise. */
export function findStartedRelease(state: State, folder: Folder, info: StartInfo): Release {
	const inFolder = state.releases.filter(
		({ OrganizationUnitId }) => OrganizationUnitId === folder.Id,
	);
	const { ReleaseKey, ReleaseName } = info;
	const release = inFolder.find((candidate) =>
		isEmptyText(ReleaseKey)
			? candidate.Name.toLowerCase() === ReleaseName?.toLowerCase()
			: candidate.Key === ReleaseKey?.toLowerCase(),
	);
	if (!release) throw notFound('The process');
	if (!isEmptyText(ReleaseName) && release.Name.toLowerCase() !== ReleaseName?.toLowerCase()) {
		throw new ApiError(
			400,
			CODES.InvalidReleaseKeyAndName,
			'InvalidReleaseKeyAndName: ReleaseKey and ReleaseName differ.',
		);
	}
	return release;
}

/** Rules of single fields and of fields that exclude each other. */
export function checkStartFields(info: StartInfo): void {
	if (!isEmptyText(info.InputArguments) && !isEmptyText(info.InputFile)) {
		throw invalidArgument('InputArguments and InputFile cannot both be set.');
	}
	if (info.JobPriority != null && info.SpecificPriorityValue != null) {
		throw invalidArgument('JobPriority and SpecificPriorityValue cannot both be set.');
	}
	const priority = info.SpecificPriorityValue;
	if (priority != null && (priority < 1 || priority > 100)) {
		throw invalidArgument('SpecificPriorityValue must be between 1 and 100.');
	}
	checkLength('InputArguments', info.InputArguments, MAX_ARGUMENTS);
	checkLength('EnvironmentVariables', info.EnvironmentVariables, 4000);
	checkLength('Reference', info.Reference, 128);
	checkLength('EntryPointPath', info.EntryPointPath, 512);
	checkJsonObject(info.InputArguments);
}

function checkLength(name: string, value: string | null | undefined, limit: number): void {
	if (value != null && value.length > limit) {
		throw invalidArgument(`The length of ${name} exceeds the maximum of ${limit} characters.`);
	}
}

function checkJsonObject(text: string | null | undefined): void {
	if (text == null || text === '') return;
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		throw invalidArgument('InputArguments is not valid JSON.');
	}
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		throw invalidArgument('InputArguments is not a JSON object.');
	}
}

/** What the folder must offer: an account (1671), slots (2818), an own robot for foreground (1230). */
export function checkFolderCanRun(
	state: State,
	folder: Folder,
	release: Release,
	info: StartInfo,
	token: Token,
): void {
	const runtimeType = info.RuntimeType ?? 'Unattended';
	if (countRuntimes(state, folder.Id, runtimeType).Total === 0) {
		throw new ApiError(
			409,
			CODES.NoMachineAssociatedWithFolder,
			`There is no machine with a runtime of type ${runtimeType} associated with the folder.`,
		);
	}
	if (listUnattendedRobots(state, folder).length === 0) {
		throw new ApiError(
			409,
			CODES.InvalidStartJobRobotIds,
			'No account with an unattended robot is assigned to the folder.',
		);
	}
	const foreground = info.RequiresUserInteraction ?? release.RequiresUserInteraction;
	if (foreground && !token.hasOwnRobot) {
		throw new ApiError(
			409,
			CODES.ForegroundJobNeedsOwnRobot,
			'A foreground job needs an unattended robot on your own user.',
		);
	}
}

export function listUnattendedRobots(state: State, folder: Folder): Robot[] {
	return state.robots.filter(({ folderIds, Enabled }) => folderIds.includes(folder.Id) && Enabled);
}
