import type { Since } from '../../transport/serverVersion';

/**
 * Columns of a job that not every Orchestrator since 2020.10 (API version 11) has, and values of its
 * enums ("column value"), with the API version that brought them. Source: UiPath's API documents of these versions.
 */
export const JOB_SINCE: Since = {
	Machine: 13,
	LocalSystemAccount: 13,
	OrchestratorUserIdentity: 13,
	ProcessType: 13,
	ProfilingOptions: 13,
	ResumeOnSameContext: 13,
	SpecificPriorityValue: 13,
	HasVideoRecorded: 15,
	MaxExpectedRunningTimeSeconds: 15,
	RemoteControlAccess: 15,
	ResourceOverwrites: 16,
	LastModificationTime: 17,
	ResumeTime: 17,
	ServerlessJobType: 17,
	StartingTriggerId: 17,
	AutopilotForRobots: 18,
	ErrorCode: 19,
	FpsContext: 19,
	FpsProperties: 19,
	JobError: 19,
	ParentJobKey: 19,
	ParentSpanId: 19,
	TraceId: 19,
	EnvironmentVariables: 20,
	InputFile: 20,
	OutputFile: 20,
	RootSpanId: 20,
	SubState: 20,
	'SourceType StudioWeb': 13,
	'SourceType IntegrationTrigger': 13,
	'SourceType StudioDesktop': 13,
	'SourceType AutomationOpsPipelines': 15,
	'Type ServerlessGeneric': 16,
	'SourceType Apps': 17,
	'SourceType SAP': 17,
	'SourceType HttpTrigger': 17,
	'SourceType HttpTriggerCallback': 17,
	'SourceType RobotAPI': 17,
	'SourceType CommandLine': 17,
	'SourceType RobotNetAPI': 17,
	'SourceType Autopilot': 18,
	'SourceType TestManager': 19,
	'SourceType AgentService': 19,
	'SourceType ProcessOrchestration': 19,
	'SourceType PluginEcosystem': 20,
	'SourceType PerformanceTesting': 20,
	'SourceType AgentHub': 20,
	'SourceType ApiWorkflow': 20,
};

/** Newer columns that the package asks for by itself, and can do without. */
export const JOB_COLUMNS: readonly string[] = ['JobError', 'LastModificationTime'];

/** The same for the body of a start (StartProcessDto), and for values of its RuntimeType. */
export const START_SINCE: Since = {
	KillProcessExpression: 13,
	MachineRobots: 13,
	RequiresUserInteraction: 13,
	SpecificPriorityValue: 13,
	StopProcessExpression: 13,
	StopStrategy: 13,
	RunAsMe: 15,
	EntryPointPath: 19,
	EnvironmentVariables: 19,
	InputFile: 20,
	ReleaseName: 20,
	'RuntimeType AutomationCloud': 13,
	'RuntimeType RpaDeveloper': 13,
	'RuntimeType RpaDeveloperPro': 13,
	'RuntimeType CitizenDeveloper': 13,
	'RuntimeType Serverless': 15,
	'RuntimeType AutomationKit': 15,
	'RuntimeType ServerlessTestAutomation': 16,
	'RuntimeType AutomationCloudTestAutomation': 16,
	'RuntimeType AttendedStudioWeb': 17,
	'RuntimeType Hosting': 19,
	'RuntimeType AssistantWeb': 19,
	'RuntimeType ProcessOrchestration': 19,
	'RuntimeType AgentService': 19,
	'RuntimeType AppTest': 20,
	'RuntimeType PerformanceTest': 20,
};

/** Exports can be started on API version 16, but not watched and fetched. Source: UiPath's API documents. */
export const EXPORT_SINCE = 17;
