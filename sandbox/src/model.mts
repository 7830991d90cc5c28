/** Rows as the sandbox keeps them. Names starting with an upper-case letter are the API's own columns. */

export type JobState =
	| 'Pending'
	| 'Running'
	| 'Stopping'
	| 'Terminating'
	| 'Faulted'
	| 'Successful'
	| 'Stopped'
	| 'Suspended'
	| 'Resumed';

export const FINAL_STATES: readonly JobState[] = ['Successful', 'Faulted', 'Stopped'];

export type StopStrategy = 'SoftStop' | 'Kill';

export type JobError = {
	code: string;
	title: string;
	detail: string;
	/** `User`, `Deployment` or `System`. */
	category: string;
	status: number | null;
	timestamp: string;
};

export type Job = {
	Id: number;
	Key: string;
	State: JobState;
	SubState: string | null;
	CreationTime: string;
	StartTime: string | null;
	EndTime: string | null;
	LastModificationTime: string | null;
	ResumeTime: string | null;
	Info: string | null;
	/** The document writes the names of its fields in lower case, UiPath's Python SDK expects capitals. */
	JobError: JobError | Record<string, unknown> | null;
	ErrorCode: string | null;
	Source: string;
	SourceType: string;
	Type: string;
	RuntimeType: string | null;
	ProcessType: string;
	ReleaseName: string;
	ReleaseVersionId: number | null;
	EntryPointPath: string | null;
	JobPriority: string;
	SpecificPriorityValue: number;
	InputArguments: string | null;
	InputFile: string | null;
	OutputArguments: string | null;
	OutputFile: string | null;
	EnvironmentVariables: string;
	Reference: string;
	BatchExecutionKey: string;
	StartingScheduleId: number | null;
	StartingTriggerId: string | null;
	HostMachineName: string | null;
	OrganizationUnitId: number;
	OrganizationUnitFullyQualifiedName: string;
	FolderKey: string;
	PersistenceId: string | null;
	ResumeVersion: number | null;
	ResumeOnSameContext: boolean;
	StopStrategy: StopStrategy | null;
	RequiresUserInteraction: boolean;
	RemoteControlAccess: string;
	ServerlessJobType: string | null;
	ParentJobKey: string | null;
	HasMediaRecorded: boolean;
	HasVideoRecorded: boolean;
	/** Below: not columns, never sent. */
	releaseId: number;
	robotId: number | null;
	machineId: number | null;
	script: Script;
	/** The verdict of the dispatch that left the job pending; it is never looked at again. */
	verdict: { errors: string[]; codes: string[] } | null;
};

/** What the engine does with the jobs of a release. Times in milliseconds of the sandbox's clock. */
export type Script = {
	kind: 'succeed' | 'fault' | 'faultAtStart' | 'suspend' | 'ignoreSoftStop' | 'hang';
	pendingMs?: number;
	runMs?: number;
	/** JSON text that becomes OutputArguments, or an OutputFile when longer than 10,000 characters. */
	output?: string;
	/** Null: only `jobError` gives the reason, as with the newer types of process. */
	info?: string | null;
	errorCode?: string;
	jobError?: Omit<JobError, 'timestamp'>;
};

export type Folder = {
	Id: number;
	Key: string;
	DisplayName: string;
	FullyQualifiedName: string;
	Description: string | null;
	FolderType: 'Standard' | 'Personal' | 'Virtual' | 'Solution' | 'DebugSolution';
	IsPersonal: boolean;
	/** Manual = classic folder, Automatic = modern folder. */
	ProvisionType: 'Manual' | 'Automatic';
	PermissionModel: 'InheritFromTenant' | 'FineGrained';
	ParentId: number | null;
	ParentKey: string | null;
	FeedType: string;
};

export type Release = {
	Id: number;
	Key: string;
	Name: string;
	ProcessKey: string;
	ProcessVersion: string;
	IsLatestVersion: boolean;
	IsProcessDeleted: boolean;
	Description: string | null;
	EntryPointPath: string | null;
	InputArguments: string | null;
	EnvironmentVariables: string;
	/** JSON arrays of argument descriptors, or (agents, API workflows …) a JSON Schema, as text. */
	Arguments: { Input: string | null; Output: string | null };
	ProcessType: string;
	TargetFramework: string;
	RequiresUserInteraction: boolean;
	JobPriority: string;
	SpecificPriorityValue: number;
	OrganizationUnitId: number;
	OrganizationUnitFullyQualifiedName: string;
	FolderKey: string;
	IsAttended: boolean;
	IsCompiled: boolean;
	AutoUpdate: boolean;
	EnvironmentId: number | null;
	EnvironmentName: string | null;
	CreationTime: string;
	/** The feed of the package where it is not the tenant's: that of a folder or of a personal workspace. */
	FeedId: string | null;
	/** Entry points of the package beside the one that the release runs; no column of the API. */
	otherEntryPoints?: ReadonlyArray<{ Path: string; InputArguments: string | null }>;
	script: Script;
};

export type Robot = {
	Id: number;
	Name: string;
	Username: string;
	MachineName: string | null;
	MachineId: number | null;
	Type: string;
	HostingType: 'Standard' | 'Floating';
	ProvisionType: 'Manual' | 'Automatic';
	Description: string | null;
	Enabled: boolean;
	UserId: number | null;
	RobotEnvironments: string;
	/** Key of the robot's user in the identity server; only `GetRobotsFromFolder` shows it. */
	UserKey: string | null;
	LimitConcurrentExecution: boolean;
	LicenseKey: null;
	Password: null;
	ExecutionSettings: null;
	environmentIds: number[];
	folderIds: number[];
};

export type Machine = {
	Id: number;
	Key: string;
	Name: string;
	Description: string | null;
	Type: 'Standard' | 'Template';
	Scope: string;
	NonProductionSlots: number;
	UnattendedSlots: number;
	HeadlessSlots: number;
	TestAutomationSlots: number;
	RobotVersions: Array<{ Count: number; Version: string }>;
	AutomationType: string;
	TargetFramework: string;
	LicenseKey: string | null;
	ClientSecret: null;
	folderIds: number[];
};

export type Session = {
	Id: number;
	HostMachineName: string;
	MachineId: number;
	MachineName: string;
	State: 'Available' | 'Busy' | 'Disconnected' | 'Unknown';
	ReportingTime: string;
	Info: string | null;
	IsUnresponsive: boolean;
	Version: string;
	robotId: number | null;
};

export type Log = {
	Level: string;
	WindowsIdentity: string;
	ProcessName: string;
	TimeStamp: string;
	Message: string;
	JobKey: string;
	RawMessage: string;
	RobotName: string;
	HostMachineName: string;
	MachineId: number;
	RuntimeType: string;
	Id: 0;
	folderId: number;
};

/** Status, time and size follow from the age of the export. */
export type ExportRow = {
	Id: number;
	Name: string;
	RequestedAt: string;
	requestedMs: number;
	/** The bytes of the file in pieces, so that a huge one is never held whole. */
	content: () => Iterable<Buffer>;
	bytes: number;
	contentType: 'text/csv' | 'application/zip';
	fails: boolean;
};

export type Attachment = {
	Id: string;
	Name: string;
	CreationTime: string;
	content: Buffer | null;
};

export type Token = {
	value: string;
	scopes: string[];
	/** 'user' for a personal access token, 'app' for an external application. */
	identity: 'user' | 'app';
	expiresAt: number | null;
	/** Folders this identity may see; undefined = all. */
	folderIds?: number[];
	/** Role permissions; undefined = all. */
	permissions?: string[];
	/** Whether the identity owns an unattended robot (needed for foreground jobs). */
	hasOwnRobot: boolean;
};
