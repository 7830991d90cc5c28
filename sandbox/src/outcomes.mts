import { randomUUID } from 'node:crypto';
import type { Job } from './model.mts';
import type { State } from './state.mts';
import { formatMs } from './time.mts';

/** Longest text that fits into InputArguments and OutputArguments; beyond it a file takes over. */
export const MAX_ARGUMENTS = 10_000;

export const LOGON_FAILURE = 'Logon failure: unknown user name or bad password';

export const STACK_TRACE = [
	'Read Range: The sheet does not exist.',
	'',
	'System.ArgumentException: The sheet does not exist',
	'   at Acme.Excel.Workbook.OpenSheet(String name, Boolean create)',
	'   at Acme.Excel.Activities.ReadRange.Execute(ActivityContext context)',
	'   at System.Activities.ActivityInstance.Execute(ActivityExecutor executor)',
].join('\r\n');

/** Ends a job as its script says, and writes the robot log lines of that end. */
export function finishJob(
	state: State,
	job: Job,
	outcome: 'Successful' | 'Faulted',
	at: number,
): void {
	job.State = outcome;
	job.EndTime = formatMs(at);
	job.LastModificationTime = job.EndTime;
	if (outcome === 'Faulted') fail(job);
	else succeed(state, job);
	addLog(state, job, at, outcome === 'Faulted' ? 'Error' : 'Info', job.Info ?? '');
}

function fail(job: Job): void {
	const atStart = job.script.kind === 'faultAtStart';
	const { info, jobError } = job.script;
	job.Info = info === undefined ? (atStart ? LOGON_FAILURE : STACK_TRACE) : info;
	job.ErrorCode = job.script.errorCode ?? 'Robot';
	job.JobError = jobError ? { ...jobError, timestamp: job.EndTime ?? '' } : {};
	job.OutputArguments = '{}';
}

function succeed(state: State, job: Job): void {
	job.Info = 'Job completed';
	Object.assign(job, giveOutput(state, job.script.output ?? '{}'));
}

/** The two columns of an output: a long one is a file on servers that know files (from 20 on). */
export function giveOutput(
	state: State,
	output: string,
): Pick<Job, 'OutputArguments' | 'OutputFile'> {
	if (output.length <= MAX_ARGUMENTS || state.settings.apiVersion < 20) {
		return { OutputArguments: output, OutputFile: null };
	}
	const file = addAttachment(state, 'output.json', Buffer.from(output, 'utf8'));
	return { OutputArguments: null, OutputFile: file };
}

/** Stores a file and gives back its attachment id. */
export function addAttachment(state: State, name: string, content: Buffer | null): string {
	const Id = randomUUID();
	state.attachments.set(Id, { Id, Name: name, CreationTime: state.clock.iso(), content });
	return Id;
}

export function addLog(state: State, job: Job, at: number, level: string, message: string): void {
	const robot = state.findRobot(job.robotId);
	state.logs.push({
		Level: level,
		WindowsIdentity: robot?.Username ?? '',
		ProcessName: job.ReleaseName,
		TimeStamp: formatMs(at),
		Message: message,
		JobKey: job.Key,
		RawMessage: JSON.stringify({ message, level, jobId: job.Key, robotName: robot?.Name ?? null }),
		RobotName: robot?.Name ?? '',
		HostMachineName: job.HostMachineName ?? '',
		MachineId: job.machineId ?? 0,
		RuntimeType: job.RuntimeType ?? '',
		Id: 0,
		folderId: job.OrganizationUnitId,
	});
}
