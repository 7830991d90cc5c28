import { FINAL_STATES, type Job, type Machine, type Session } from './model.mts';
import type { State } from './state.mts';

const SLOT_COLUMNS: Record<string, (machine: Machine) => number> = {
	Unattended: (machine) => machine.UnattendedSlots,
	NonProduction: (machine) => machine.NonProductionSlots,
	Headless: (machine) => machine.HeadlessSlots,
	TestAutomation: (machine) => machine.TestAutomationSlots,
};

export const RUNTIMES_WITH_SLOTS = Object.keys(SLOT_COLUMNS);

/** Slots of a runtime kind: of all machines of the folder, of connected ones, and not in use. */
export type Runtime = { Type: string; Total: number; Connected: number; Available: number };

export function countRuntimes(state: State, folderId: number, runtimeType: string): Runtime {
	const slots = SLOT_COLUMNS[runtimeType] ?? (() => 0);
	const machines = state.machines.filter(({ folderIds }) => folderIds.includes(folderId));
	const connected = machines.filter(({ Id }) => findSession(state, Id));
	const used = state
		.listLiveJobs()
		.filter(
			(job) =>
				job.OrganizationUnitId === folderId && job.RuntimeType === runtimeType && holdsSlot(job),
		).length;
	const sum = (list: Machine[]) => list.reduce((total, machine) => total + slots(machine), 0);
	return {
		Type: runtimeType,
		Total: sum(machines),
		Connected: sum(connected),
		Available: Math.max(0, sum(connected) - used),
	};
}

const holdsSlot = (job: Job) =>
	!FINAL_STATES.includes(job.State) && !['Pending', 'Suspended', 'Resumed'].includes(job.State);

function findSession(state: State, machineId: number): Session | undefined {
	return state.sessions.find(
		(session) =>
			session.MachineId === machineId &&
			(session.State === 'Available' || session.State === 'Busy') &&
			!session.IsUnresponsive,
	);
}

type Capacity =
	| { ok: true; session: Session; robotId: number | null }
	/** `busy`: not a lasting verdict, such a job waits for its turn. */
	| { ok: false; busy: boolean; errors: string[]; codes: string[] };

/** Where a pending job could start now, or the reasons why it cannot. */
export function findCapacity(state: State, job: Job): Capacity {
	const folderId = job.OrganizationUnitId;
	const runtimeType = job.RuntimeType ?? 'Unattended';
	const runtimes = countRuntimes(state, folderId, runtimeType);
	if (runtimes.Total === 0) {
		return refuse('TemplateNoRuntime', `No ${runtimeType} runtime is available in this folder.`);
	}
	const machine = state.machines.find(
		(candidate) =>
			candidate.folderIds.includes(folderId) &&
			(job.machineId === null || candidate.Id === job.machineId) &&
			findSession(state, candidate.Id),
	);
	const session = machine && findSession(state, machine.Id);
	if (!session) {
		return refuse('TemplateNoHostsAvailable', 'No host is connected to the machine template.');
	}
	if (runtimes.Available === 0) {
		return refuse('TemplateFullCapacity', `All ${runtimeType} runtimes are in use.`, true);
	}
	const robot = state.robots.find(
		({ folderIds, Enabled }) => folderIds.includes(folderId) && Enabled,
	);
	return { ok: true, session, robotId: robot?.Id ?? null };
}

const refuse = (code: string, error: string, busy = false): Capacity => ({
	ok: false,
	busy,
	errors: [error],
	codes: [code],
});
