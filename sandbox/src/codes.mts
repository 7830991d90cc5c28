/**
 * Orchestrator's error codes by their names. Those marked (order) are counted from confirmed
 * neighbours in the order of the names in UiPath's OpenAPI document.
 */
export const CODES = {
	Unspecified: 0,
	InvalidRequest: 1000,
	ItemNotFound: 1002,
	InvalidArgument: 1009,
	InvalidOrganizationUnit: 1100,
	RequiredOrganizationUnit: 1101,
	ForegroundJobNeedsOwnRobot: 1230,
	/** (order) */
	JobCannotBeCancelled: 1658,
	PendingJobsAlreadyExist: 1670,
	InvalidStartJobRobotIds: 1671,
	/** (order) */
	InvalidJobStateForSuspend: 1682,
	/** (order) */
	InvalidReleaseKeyAndName: 1687,
	/** (order) */
	CannotRestartUnfinishedJob: 1697,
	/** (order) */
	StrategyNotAvailableInModernFolder: 2815,
	/** (order) */
	StrategyNotAvailableInClassicFolder: 2816,
	NoMachineAssociatedWithFolder: 2818,
	ExportTenantDailyLimitReached: 4502,
} as const;
