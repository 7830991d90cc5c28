/** Why Orchestrator refuses a start: the codes that its documents and its users know. */
import { fails, type FaultRow } from '../types.mts';

const REASONS: ReadonlyArray<
	readonly [status: number, code: number, name: string, message: string, advises: string]
> = [
	[409, 1016, 'DuplicateReference', 'The reference was used before.', 'was not used before'],
	[409, 1230, 'no own robot', 'A foreground job needs a robot.', 'unattended robot of its own'],
	[409, 1670, 'PendingJobsAlreadyExist', 'There are pending jobs.', 'already have a pending job'],
	[409, 1671, 'InvalidStartJobRobotIds', 'No account with a robot.', 'directly to the folder'],
	[409, 2815, 'StrategyNotAvailableInModernFolder', 'Not here.', "strategy 'Modern Jobs Count'"],
	[409, 2816, 'StrategyNotAvailableInClassicFolder', 'Not here.', 'error code 2816'],
	[409, 2818, 'NoMachineAssociatedWithFolder', 'There is no machine.', 'Assign a machine'],
	[409, 1687, 'InvalidReleaseKeyAndName', 'Key and name differ.', 'error code 1687'],
	[409, 4999, 'a code that nobody knows', 'Something new.', 'error code 4999'],
	[404, 1002, 'ItemNotFound', 'The process does not exist.', 'Check the ID, key or name'],
	[400, 1009, 'InvalidArgument', 'Out of range.', 'Check the value that Orchestrator names'],
	[400, 1100, 'InvalidOrganizationUnit', 'No such folder.', "Check 'Folder'"],
	[400, 1101, 'RequiredOrganizationUnit', 'A folder is required.', "Choose a 'Folder'"],
	[400, 0, 'Unspecified', '; startInfo must not be null', 'A value could not be read'],
];

export const START_REFUSALS: readonly FaultRow[] = REASONS.map(
	([status, errorCode, name, message, advises]): FaultRow => ({
		name: `${status} ${errorCode}: ${name}`,
		inject: { http: { status, body: { message, errorCode, traceId: '00-ab-cd-01' } } },
		times: 1,
		expected: { start: fails(1, message, advises) },
	}),
);
