import { defineBody, type JsonSchema } from './bodies.mts';
import { PRIORITIES, RUNTIME_TYPES, SOURCE_TYPES } from './columns.mts';

/** The fields of StartProcessDto that the sandbox acts on; the others are accepted by type only. */
export type StartInfo = {
	ReleaseKey?: string;
	ReleaseName?: string;
	Strategy?: 'All' | 'Specific' | 'RobotCount' | 'JobsCount' | 'ModernJobsCount';
	RobotIds?: number[];
	MachineSessionIds?: number[];
	NoOfRobots?: number;
	JobsCount?: number;
	RuntimeType?: string;
	InputArguments?: string | null;
	InputFile?: string | null;
	EnvironmentVariables?: string | null;
	Reference?: string | null;
	Source?: string;
	JobPriority?: 'Low' | 'Normal' | 'High' | null;
	SpecificPriorityValue?: number | null;
	MachineRobots?: Array<{ MachineId?: number; RobotId?: number }>;
	RequiresUserInteraction?: boolean;
	ResumeOnSameContext?: boolean;
	BatchExecutionKey?: string;
	EntryPointPath?: string | null;
	RunAsMe?: boolean;
	StopStrategy?: 'SoftStop' | 'Kill' | null;
	StopProcessExpression?: string | null;
	KillProcessExpression?: string | null;
};

const text = { type: 'string', nullable: true } as const;
const guid = { type: 'string', format: 'guid', nullable: true } as const;
const integer = { type: 'integer' } as const;
const flag = { type: 'boolean' } as const;
const ids = { type: 'array', items: { type: 'integer' }, nullable: true } as const;
const oneOf = (...names: string[]) => ({ type: 'string', enum: [...names, null], nullable: true });
const closed = (properties: Record<string, JsonSchema>): JsonSchema => ({
	type: 'object',
	additionalProperties: false,
	properties,
});

/** Nearly the source types of a job: a start knows no Agent, and names two of them otherwise. */
const SOURCES = [
	...Object.keys(SOURCE_TYPES.enum).filter(
		(name) => name !== 'Agent' && name !== 'HttpTriggerCallback',
	),
	'HttpTriggerWithCallback',
	'Assistant',
];

const START_PROCESS: JsonSchema = {
	dto: 'StartProcessDto',
	...closed({
		ReleaseKey: text,
		ReleaseName: text,
		Strategy: oneOf('All', 'Specific', 'RobotCount', 'JobsCount', 'ModernJobsCount'),
		RobotIds: ids,
		MachineSessionIds: ids,
		NoOfRobots: integer,
		JobsCount: integer,
		Source: oneOf(...SOURCES),
		JobPriority: oneOf(...Object.keys(PRIORITIES.enum)),
		SpecificPriorityValue: { type: 'integer', nullable: true },
		RuntimeType: oneOf(...Object.keys(RUNTIME_TYPES.enum)),
		InputArguments: text,
		InputFile: guid,
		EnvironmentVariables: text,
		Reference: text,
		MachineRobots: {
			type: 'array',
			nullable: true,
			items: closed({
				MachineId: integer,
				MachineName: text,
				RobotId: integer,
				RobotUserName: text,
			}),
		},
		Attachments: {
			type: 'array',
			nullable: true,
			items: closed({ attachmentId: guid, category: text, attachmentName: text }),
		},
		TargetFramework: oneOf('Legacy', 'Windows', 'Portable'),
		ResumeOnSameContext: flag,
		BatchExecutionKey: guid,
		RequiresUserInteraction: flag,
		StopProcessExpression: text,
		StopStrategy: oneOf('SoftStop', 'Kill'),
		KillProcessExpression: text,
		RemoteControlAccess: oneOf('None', 'ReadOnly', 'Full'),
		AlertPendingExpression: text,
		AlertRunningExpression: text,
		RunAsMe: flag,
		ParentOperationId: text,
		AutopilotForRobots: { type: 'object', nullable: true },
		ProfilingOptions: text,
		FpsContext: text,
		FpsProperties: text,
		TraceId: text,
		ParentSpanId: text,
		RootSpanId: text,
		EntryPointPath: text,
		VideoRecordingSettings: { type: 'object', nullable: true },
		MachineInfraTarget: { type: 'object', nullable: true },
		AllowRemoteControl: flag,
		TransactionId: text,
		EnableAutopilotHealing: flag,
	}),
};

export const START_BODY = defineBody<{ startInfo: StartInfo }>('startInfo', {
	...closed({ startInfo: START_PROCESS }),
	required: ['startInfo'],
});
