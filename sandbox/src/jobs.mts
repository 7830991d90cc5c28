import { randomUUID } from 'node:crypto';
import type { Job, Release } from './model.mts';
import type { State } from './state.mts';

/** Low up to 30, High from 61, Normal between: how the server derives the word from the number. */
export function derivePriority(value: number): 'Low' | 'Normal' | 'High' {
	if (value >= 61) return 'High';
	return value <= 30 ? 'Low' : 'Normal';
}

export const PRIORITY_VALUES = { Low: 25, Normal: 45, High: 65 } as const;

/** A complete job row of a release; `given` overrides any column. The row is not stored yet. */
export function createJob(state: State, release: Release, given: Partial<Job> = {}): Job {
	const created = given.CreationTime ?? state.clock.iso();
	return {
		Id: given.Id ?? state.nextId('job'),
		Key: randomUUID(),
		State: 'Pending',
		SubState: null,
		CreationTime: created,
		StartTime: null,
		EndTime: null,
		LastModificationTime: given.EndTime ?? given.StartTime ?? created,
		ResumeTime: null,
		Info: null,
		JobError: null,
		ErrorCode: null,
		Source: 'Manual',
		SourceType: 'Manual',
		Type: 'Unattended',
		RuntimeType: 'Unattended',
		ProcessType: release.ProcessType,
		ReleaseName: release.Name,
		ReleaseVersionId: release.Id * 10,
		EntryPointPath: release.EntryPointPath,
		JobPriority: release.JobPriority,
		SpecificPriorityValue: release.SpecificPriorityValue,
		InputArguments: null,
		InputFile: null,
		OutputArguments: null,
		OutputFile: null,
		EnvironmentVariables: '',
		Reference: '',
		BatchExecutionKey: randomUUID(),
		StartingScheduleId: null,
		StartingTriggerId: null,
		HostMachineName: null,
		OrganizationUnitId: release.OrganizationUnitId,
		OrganizationUnitFullyQualifiedName: release.OrganizationUnitFullyQualifiedName,
		FolderKey: release.FolderKey,
		PersistenceId: null,
		ResumeVersion: null,
		ResumeOnSameContext: false,
		StopStrategy: null,
		RequiresUserInteraction: release.RequiresUserInteraction,
		RemoteControlAccess: 'None',
		ServerlessJobType: null,
		ParentJobKey: null,
		HasMediaRecorded: false,
		HasVideoRecorded: false,
		releaseId: release.Id,
		robotId: null,
		machineId: null,
		script: release.script,
		verdict: null,
		...given,
	};
}
