/** What Orchestrator's refusals mean and what the person in front of n8n can do about them. */

export interface Refusal {
	readonly status: number;
	readonly errorCode?: number | undefined;
	readonly message?: string | undefined;
	/** Whether the request named a folder. */
	readonly hasFolder: boolean;
	/** Whether the request was a start of jobs. */
	readonly isStart: boolean;
}

interface ErrorCode {
	readonly name: string;
	readonly nextStep: string;
}

const CHECK_FOLDER =
	"Check 'Folder': it has to exist, and the user or external application has to be assigned to it.";

const ERROR_CODES: Readonly<Record<number, ErrorCode>> = {
	0: {
		name: 'Unspecified',
		nextStep:
			'A value could not be read. Check the fields of this node; an older Orchestrator may not know one of the options you set.',
	},
	1000: {
		name: 'InvalidRequest',
		nextStep: 'Check filters and options of this node, first of all a custom filter.',
	},
	1002: {
		name: 'ItemNotFound',
		nextStep:
			"Check the ID, key or name, and that 'Folder' is the folder it lives in: Orchestrator does not find things of other folders.",
	},
	1009: { name: 'InvalidArgument', nextStep: 'Check the value that Orchestrator names.' },
	1016: {
		name: 'DuplicateReference',
		nextStep: 'Use a reference that was not used before, or remove it.',
	},
	1100: { name: 'InvalidOrganizationUnit', nextStep: CHECK_FOLDER },
	1101: {
		name: 'RequiredOrganizationUnit',
		nextStep: "Choose a 'Folder': this Orchestrator answers only for one folder at a time.",
	},
	1230: {
		name: 'ForegroundJobNeedsOwnRobot',
		nextStep:
			"The process needs a user interface, but this login has no unattended robot of its own. Set 'Requires User Interaction' to off, or give the user an unattended robot.",
	},
	1670: {
		name: 'PendingJobsAlreadyExist',
		nextStep:
			"The chosen robots already have a pending job of this process. Wait for it or stop it, or use the strategy 'Modern Jobs Count'.",
	},
	1671: {
		name: 'InvalidStartJobRobotIds',
		nextStep:
			'Assign an account with an unattended robot directly to the folder (membership through a group does not count), or correct the robot IDs.',
	},
	2815: {
		name: 'StrategyNotAvailableInModernFolder',
		nextStep: "Use the strategy 'Modern Jobs Count': this one works in classic folders only.",
	},
	2818: {
		name: 'NoMachineAssociatedWithFolder',
		nextStep:
			"Assign a machine with a runtime of the chosen type to the folder, or choose another 'Runtime Type'. No job was created.",
	},
	4502: {
		name: 'AccessDenied',
		nextStep:
			'The folder role of this login lacks a permission. Ask for the permission that Orchestrator names.',
	},
};

const STATUS_NEXT_STEPS: Readonly<Record<number, string>> = {
	401: 'Open the credential and renew the token. It may have expired, been revoked, or belong to another tenant.',
	403: 'The login is valid but not allowed to do this. It needs the OAuth scope (OR.Jobs for jobs, OR.Folders for folders and attachments, OR.Execution for processes) and a role with this permission in the folder.',
	404: "Check the ID or key, and that 'Folder' is the folder it lives in.",
	409: 'The current state does not allow this. Read the job or process first, then try again.',
	413: 'The request is too large for Orchestrator. Send smaller arguments.',
	429: 'The tenant allows 100 list requests a minute, shared by all its users. Run the workflow less often, or ask for less at a time.',
};

export function nameErrorCode(errorCode: number): string | undefined {
	return ERROR_CODES[errorCode]?.name;
}

/** Code 0 comes with refusals of every kind; only that of bad input has nothing else to say. */
const isSpecific = ({ status, errorCode }: Refusal): boolean =>
	errorCode !== undefined && (errorCode !== 0 || status === 400);

/** One or two sentences that say what to do; undefined when nothing better than the answer is known. */
export function findNextStep(refusal: Refusal): string | undefined {
	if (refusal.isStart && refusal.status === 404 && !refusal.hasFolder) {
		return "Choose the 'Folder' that the process lives in: without one, Orchestrator finds no process at all.";
	}
	const byCode = isSpecific(refusal) ? ERROR_CODES[refusal.errorCode ?? -1] : undefined;
	if (byCode !== undefined) return byCode.nextStep;
	if (refusal.status >= 500) {
		return 'Orchestrator or a gateway before it is in trouble. Try again later.';
	}
	return STATUS_NEXT_STEPS[refusal.status];
}
