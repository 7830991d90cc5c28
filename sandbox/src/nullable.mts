/**
 * Which columns may be null, where their type alone does not say it (see `isNullable`). Keys, and the
 * names that the API demands of new entities, are always there. None of it is published as such: where
 * the documents do not tell, it is what makes a filter the longer.
 */
export const NULLABLE = {
	jobs: {
		Key: false,
		CreationTime: false,
		StartingScheduleId: true,
		SpecificPriorityValue: true,
		ResumeVersion: true,
		ReleaseVersionId: true,
		ServerlessJobType: true,
		StopStrategy: true,
	},
	releases: { Name: false, ProcessKey: false, ProcessVersion: false, EnvironmentId: true },
	robots: { Name: false, MachineId: true, UserId: true },
	machines: { Name: false },
	folders: { DisplayName: false, Key: false, ParentId: true },
	logs: { TimeStamp: false },
} as const;
