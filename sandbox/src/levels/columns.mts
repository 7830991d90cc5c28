import type { Span } from './level.mts';

const ROBOT = {
	'11': 'CredentialStoreId CredentialType Description Enabled Environments ExecutionSettings ExternalName HostingType Id IsExternalLicensed LicenseKey LimitConcurrentExecution MachineId MachineName Name Password ProvisionType RobotEnvironments Type UserId Username',
	'11-11': 'Version',
	'13': 'CreationTime CreatorUserId LastModificationTime LastModifierUserId',
};

/**
 * The columns of each DTO by the API version that has them: from one on, or from one to another.
 * In no public document: `FolderKey` of jobs, which is typed in UiPath's SDKs.
 */
export const COLUMNS: Record<string, Partial<Record<Span, string>>> = {
	JobDto: {
		'11': 'BatchExecutionKey CreationTime EndTime EntryPointPath HasMediaRecorded HostMachineName Id Info InputArguments JobPriority Key OrganizationUnitFullyQualifiedName OrganizationUnitId OutputArguments PersistenceId Reference Release ReleaseName ReleaseVersionId RequiresUserInteraction ResumeVersion Robot RuntimeType Source SourceType StartTime StartingScheduleId State StopStrategy Type',
		'13': 'LocalSystemAccount Machine OrchestratorUserIdentity ProcessType ProfilingOptions ResumeOnSameContext SpecificPriorityValue',
		'15': 'HasVideoRecorded MaxExpectedRunningTimeSeconds RemoteControlAccess',
		'16': 'ResourceOverwrites',
		'17': 'LastModificationTime ResumeTime ServerlessJobType StartingTriggerId',
		'18': 'AutopilotForRobots',
		'18-18': 'EnableAutopilotHealing',
		'19': 'ErrorCode FpsContext FpsProperties JobError ParentJobKey ParentSpanId TraceId',
		'20': 'EnvironmentVariables FolderKey InputFile OutputFile RootSpanId SubState',
	},
	StartProcessDto: {
		'11': 'InputArguments JobPriority JobsCount MachineSessionIds NoOfRobots Reference ReleaseKey RobotIds RuntimeType Source Strategy',
		'13': 'BatchExecutionKey KillProcessExpression MachineRobots RequiresUserInteraction ResumeOnSameContext SpecificPriorityValue StopProcessExpression StopStrategy TargetFramework',
		'15': 'AlertPendingExpression AlertRunningExpression RemoteControlAccess RunAsMe',
		'15-15': 'AllowRemoteControl',
		'17-17': 'TransactionId',
		'18': 'AutopilotForRobots ParentOperationId ProfilingOptions',
		'18-18': 'EnableAutopilotHealing',
		'19': 'EntryPointPath EnvironmentVariables FpsContext FpsProperties ParentSpanId TraceId',
		'20': 'Attachments InputFile MachineInfraTarget ReleaseName RootSpanId VideoRecordingSettings',
	},
	ValidationResultDto: {
		'13': 'Errors IsValid',
		'17': 'ErrorCodes',
	},
	ExportModel: {
		'16': 'ExecutedAt Id Name RequestedAt Size Status Type',
	},
	AttachmentDto: {
		'20': 'CreationTime CreatorUserId Id LastModificationTime LastModifierUserId Name',
	},
	ReleaseDto: {
		'11': 'Arguments AutoUpdate CreationTime CurrentVersion Description FeedId Id InputArguments IsLatestVersion IsProcessDeleted JobPriority Key Name OrganizationUnitFullyQualifiedName OrganizationUnitId ProcessKey ProcessSettings ProcessType ProcessVersion ReleaseVersions RequiresUserInteraction SupportsMultipleEntryPoints',
		'11-19': 'Environment EnvironmentId EnvironmentName',
		'13': 'CreatorUserId EntryPoint EntryPointId IsAttended IsCompiled LastModificationTime LastModifierUserId SpecificPriorityValue TargetFramework',
		'15': 'RemoteControlAccess RobotSize Tags VideoRecordingSettings',
		'16': 'AutomationHubIdeaUrl',
		'17': 'EntryPointPath HiddenForAttendedUser',
		'19': 'EnvironmentVariables FolderKey MinRequiredRobotVersion',
		'20': 'IsConversational',
	},
	ProcessDto: {
		'11': 'Arguments Authors Description EntryPoints Id IsActive IsLatestVersion Key OldVersion ProjectType Published ReleaseNotes RequiresUserInteraction SupportsMultipleEntryPoints Title Version',
		'13': 'IsAttended IsCompiled LicenseUrl MainEntryPointPath ProjectUrl Tags TargetFramework',
		'15': 'ResourceTags',
		'20': 'PackageType',
	},
	EntryPointDto: {
		'11': 'DataVariation Id InputArguments OutputArguments Path UniqueId',
	},
	FolderDto: {
		'11': 'Description DisplayName FeedType FullyQualifiedName Id IsPersonal Key ParentId ParentKey PermissionModel ProvisionType',
		'17': 'FolderType',
	},
	ExtendedFolderDto: {
		'11': 'Description DisplayName FeedType FullyQualifiedName HasChildren Id IsPersonal IsSelectable Key Level ParentId ParentKey PermissionModel ProvisionType',
		'16': 'FolderType',
	},
	/** What `GetAllForCurrentUser` lists. */
	CurrentUserFolderDto: {
		'18': 'Description DisplayName FolderType FullyQualifiedName Id Key ParentId ParentKey',
	},
	RobotDto: ROBOT,
	/** What `GetRobotsFromFolder` lists; by version it is inferred. */
	RobotsFromFolderModel: {
		...ROBOT,
		'13': `${ROBOT['13']} UserEmail UserFullName UserKey UserType`,
	},
	SessionDto: {
		'11': 'FolderName HostMachineName Id Info IsUnresponsive Job LicenseErrorCode MachineId MachineName OrganizationUnitId ReportingTime Robot State',
		'13': 'DebugModeExpirationDate InstallationId Platform RobotSessionType Source UpdateInfo Version',
		'15': 'EndpointDetection',
	},
	ExtendedMachineDto: {
		'11': 'Description HeadlessSlots Id Key LicenseKey Name NonProductionSlots RobotVersions Scope TestAutomationSlots Type UnattendedSlots',
		'13': 'AutomationCloudSlots AutomationType ClientSecret RobotUsers TargetFramework UpdatePolicy',
		'13-16': 'AutoScalingProfile AutoScalingProfiles',
		'15': 'EndpointDetectionStatus MaintenanceWindow Tags VpnSettings',
		'16': 'AutomationCloudTestAutomationSlots',
		'18': 'ServerlessLicensingModel',
		'19': 'AppTestSlots HostingSlots',
		'20': 'PerformanceTestSlots',
	},
	MachineSessionRuntimeDto: {
		'13': 'DebugModeExpirationDate HostMachineName IsUnresponsive MachineId MachineName MachineScope MachineType Platform ReportingTime RuntimeType Runtimes ServiceUserName SessionId Status UsedRuntimes Version',
		'15': 'EndpointDetection TriggersCount',
		'17': 'MaintenanceMode',
	},
	MachineRuntimeDto: {
		'11': 'Available Connected Total Type',
	},
	BlobFileAccessDto: {
		'11': 'Headers Uri Verb',
		'17': 'RequiresAuth',
	},
	LogDto: {
		'11': 'Id JobKey Level MachineId Message ProcessName RawMessage RobotName TimeStamp WindowsIdentity',
		'13': 'HostMachineName',
		'15': 'RuntimeType',
		'17': 'MachineKey',
	},
};
