import type { Span } from './level.mts';

type Values = Partial<Record<Span, string>>;

const RUNTIME_TYPES: Values = {
	'11': 'NonProduction Attended Unattended Studio Development StudioX Headless StudioPro TestAutomation',
	'13': 'RpaDeveloper CitizenDeveloper RpaDeveloperPro AutomationCloud',
	'15': 'Serverless AutomationKit',
	'16': 'ServerlessTestAutomation AutomationCloudTestAutomation',
	'17': 'AttendedStudioWeb',
	'19': 'Hosting AssistantWeb ProcessOrchestration AgentService',
	'20': 'AppTest PerformanceTest',
};

/** The values of each enum by the API version that has them. An enum that is not here never changed. */
export const ENUMS: Record<string, Values> = {
	'StartProcessDto.Source': {
		'11': 'Manual Schedule Queue',
		'13': 'StudioWeb IntegrationTrigger StudioDesktop',
		'15': 'AutomationOpsPipelines',
		'17': 'Apps SAP HttpTrigger HttpTriggerWithCallback RobotAPI Assistant CommandLine RobotNetAPI',
		'18': 'Autopilot',
		'19': 'TestManager AgentService ProcessOrchestration',
		'20': 'PluginEcosystem PerformanceTesting AgentHub ApiWorkflow',
	},
	'StartProcessDto.RuntimeType': RUNTIME_TYPES,
	/** Inferred: no document tells it apart from that of a start. */
	'JobDto.RuntimeType': RUNTIME_TYPES,
	'JobDto.SourceType': {
		'11': 'Manual Schedule Agent Queue',
		'13': 'StudioWeb IntegrationTrigger StudioDesktop',
		'15': 'AutomationOpsPipelines',
		'17': 'Apps SAP HttpTrigger HttpTriggerCallback RobotAPI CommandLine RobotNetAPI',
		'18': 'Autopilot',
		'19': 'TestManager AgentService ProcessOrchestration',
		'20': 'PluginEcosystem PerformanceTesting AgentHub ApiWorkflow',
	},
	'JobDto.Type': {
		'11': 'Unattended Attended',
		'16': 'ServerlessGeneric',
	},
	'JobDto.ProcessType': {
		'13': 'Undefined Process TestAutomationProcess',
		'19': 'ProcessOrchestration WebApp Agent',
		'20': 'Api MCPServer BusinessRules CaseManagement',
	},
	'JobDto.RemoteControlAccess': {
		'15': 'None ReadOnly Full',
	},
	'ReleaseDto.ProcessType': {
		'11': 'Process TestAutomationProcess',
		'13': 'Undefined',
		'19': 'ProcessOrchestration WebApp Agent',
		'20': 'Api MCPServer BusinessRules CaseManagement',
	},
	'ReleaseDto.TargetFramework': {
		'13': 'Legacy Windows Portable',
	},
	'ExtendedFolderDto.FolderType': {
		'16': 'Standard Personal Virtual Solution',
		'20': 'DebugSolution',
	},
	'ExtendedMachineDto.Scope': {
		'11': 'Default Shared PersonalWorkspace Cloud',
		'13': 'Serverless',
		'18': 'AutomationCloudRobot ElasticRobot',
		'19': 'ProcessOrchestration AgentService',
	},
	'ExtendedMachineDto.AutomationType': {
		'13': 'Any Foreground Background',
	},
	'ExportModel.Type': {
		'16': 'OrchestratorAudit TestAutomationAudit Queues Logs Jobs',
		'18': 'Privileges RateLimitsReportQueueItems RateLimitsReportJobs AutopilotForRobotsData',
	},
	'ExportModel.Status': {
		'16': 'New InProgress Completed Failed',
	},
	'MachineSessionRuntimeDto.Status': {
		'13': 'Available Busy Disconnected Unknown',
	},
	'LogDto.RuntimeType': {
		'15': 'NonProduction Attended Unattended Development Studio RpaDeveloper CitizenDeveloper StudioX Headless StudioPro RpaDeveloperPro TestAutomation AutomationCloud Serverless AutomationKit',
		'16': 'ServerlessTestAutomation AutomationCloudTestAutomation',
		'17': 'AttendedStudioWeb',
		'19': 'Hosting AssistantWeb ProcessOrchestration AgentService',
		'20': 'AppTest PerformanceTest',
	},
};
