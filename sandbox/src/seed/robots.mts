import type { Machine, Robot, Session } from '../model.mts';
import type { State } from '../state.mts';
import { SEED } from './ids.mts';

const { folders, robots, machines, environments } = SEED;

export function createRobot(given: Partial<Robot> & { Id: number; Name: string }): Robot {
	return {
		Username: `ACME\\${given.Name}`,
		MachineName: null,
		MachineId: null,
		Type: 'Unattended',
		HostingType: 'Floating',
		ProvisionType: 'Automatic',
		Description: null,
		Enabled: true,
		UserId: 9_000 + given.Id,
		UserKey:
			given.UserId === null
				? null
				: `a1d3c5e7-4b6a-4c8d-9e0f-${given.Id.toString(16).padStart(12, '0')}`,
		RobotEnvironments: '',
		LimitConcurrentExecution: false,
		LicenseKey: null,
		Password: null,
		ExecutionSettings: null,
		environmentIds: [],
		folderIds: [],
		...given,
	};
}

export function createMachine(given: Partial<Machine> & { Id: number; Name: string }): Machine {
	return {
		Key: `5c1b7a90-2d3e-4f50-8a61-${given.Id.toString(16).padStart(12, '0')}`,
		Description: null,
		Type: 'Template',
		Scope: 'Default',
		NonProductionSlots: 0,
		UnattendedSlots: 20,
		HeadlessSlots: 0,
		TestAutomationSlots: 0,
		RobotVersions: [],
		AutomationType: 'Any',
		TargetFramework: 'Any',
		LicenseKey: null,
		ClientSecret: null,
		folderIds: [],
		...given,
	};
}

export function createSession(state: State, machine: Machine, host: string): Session {
	return {
		Id: 600 + machine.Id,
		HostMachineName: host,
		MachineId: machine.Id,
		MachineName: machine.Name,
		State: 'Available',
		ReportingTime: state.clock.iso(),
		Info: null,
		IsUnresponsive: false,
		Version: '25.10.1',
		robotId: null,
	};
}

export function createDemoMachines(): Machine[] {
	const connected = { RobotVersions: [{ Count: 1, Version: '25.10.1' }] };
	return [
		createMachine({
			Id: machines.classicHost,
			Name: 'DESKTOP-ACME01',
			Type: 'Standard',
			folderIds: [folders.classic],
			...connected,
		}),
		createMachine({
			Id: machines.financeTemplate,
			Name: 'Finance-Template',
			NonProductionSlots: 5,
			folderIds: [folders.finance, folders.invoices, folders.personal, folders.noRobot],
			...connected,
		}),
		createMachine({
			Id: machines.transfersTemplate,
			Name: 'Überweisungen-Template',
			folderIds: [folders.finanzen, folders.transfers],
			...connected,
		}),
		createMachine({
			Id: machines.unconnected,
			Name: 'Never-Connected',
			UnattendedSlots: 2,
			folderIds: [folders.noHost],
		}),
	];
}

export function createDemoRobots(): Robot[] {
	const classic = (Id: number, Name: string, environmentIds: number[]) =>
		createRobot({
			Id,
			Name,
			MachineName: 'DESKTOP-ACME01',
			MachineId: machines.classicHost,
			HostingType: 'Standard',
			ProvisionType: 'Manual',
			UserId: null,
			RobotEnvironments: environmentIds.includes(environments.all) ? 'DocEnv' : '',
			environmentIds,
			folderIds: [folders.classic],
		});
	return [
		classic(robots.specific, 'SpecificBot', [environments.all]),
		classic(robots.docBot, 'DocBot', [environments.all]),
		classic(robots.roboDrulea, 'RoboDrulea', [environments.logon]),
		classic(robots.third, 'ThirdBot', [environments.logon, environments.all]),
		createRobot({
			Id: robots.finance,
			Name: 'finance-unattended',
			folderIds: [folders.finance, folders.invoices, folders.personal, folders.noHost],
		}),
		createRobot({
			Id: robots.transfers,
			Name: 'überweisung-bot',
			folderIds: [folders.finanzen, folders.transfers],
		}),
	];
}

export function createDemoSessions(state: State): Session[] {
	const hosts: Record<number, string> = {
		[machines.classicHost]: 'DESKTOP-ACME01',
		[machines.financeTemplate]: 'VM-FIN-01',
		[machines.transfersTemplate]: 'VM-ÜB-01',
	};
	return state.machines.flatMap((machine) => {
		const host = hosts[machine.Id];
		return host === undefined ? [] : [createSession(state, machine, host)];
	});
}
