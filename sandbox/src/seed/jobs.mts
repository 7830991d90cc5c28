import { createJob } from '../jobs.mts';
import type { Job, Release } from '../model.mts';
import { addAttachment, addLog, giveOutput, LOGON_FAILURE, STACK_TRACE } from '../outcomes.mts';
import type { State } from '../state.mts';
import { formatMs, formatTicks, parseTicks } from '../time.mts';
import { BIG_NUMBER_OUTPUT, SEED } from './ids.mts';
import { AGENT_ERROR } from './newer-processes.mts';
import { LARGE_OUTPUT } from './processes.mts';

const MINUTE = 60_000;
const { jobs, machines, releases, robots } = SEED;

/** A stable key: the job's id in the last group. */
const keyOf = (id: number) => `d0000000-0000-4000-8000-${id.toString(16).padStart(12, '0')}`;

function releaseOf(state: State, name: keyof typeof releases): Release {
	const release = state.findRelease(releases[name].id);
	if (!release) throw new Error(`no demo release ${name}`);
	return release;
}

/** Adds one job of a given history; times are ISO texts. */
function add(state: State, release: Release, given: Partial<Job> & { Id: number }): Job {
	const batch = `b0000000-0000-4000-8000-${given.Id.toString(16).padStart(12, '0')}`;
	return state.addJob(
		createJob(state, release, { Key: keyOf(given.Id), BatchExecutionKey: batch, ...given }),
	);
}

const onClassicHost = (robotId: number): Partial<Job> => ({
	robotId,
	machineId: machines.classicHost,
	HostMachineName: 'DESKTOP-ACME01',
});
const onFinanceHost: Partial<Job> = {
	robotId: robots.finance,
	machineId: machines.financeTemplate,
	HostMachineName: 'VM-FIN-01',
};
const successful: Partial<Job> = {
	State: 'Successful',
	Info: 'Job completed',
	OutputArguments: '{}',
};
const faulted = (Info: string): Partial<Job> => ({
	State: 'Faulted',
	Info,
	ErrorCode: 'Robot',
	JobError: {},
	OutputArguments: '{}',
});

/** The years-old jobs of the classic folder that the samples of the API guide ask for. */
function addClassicJobs(state: State): void {
	const all = releaseOf(state, 'classicAll');
	const logon = releaseOf(state, 'classicLogon');
	const at = (day: number, seconds: number, fraction: number) =>
		formatMs(Date.UTC(2018, 0, day, 18, 3) + seconds * 1000 + fraction);
	for (let index = 0; index < 26; index += 1) {
		const start = at(15 + (index >> 1), 60 * index, 510);
		add(state, logon, {
			Id: 125153 + index,
			...onClassicHost(index % 3 === 0 ? robots.roboDrulea : robots.third),
			...faulted(LOGON_FAILURE),
			CreationTime: at(15 + (index >> 1), 60 * index - 1, 560),
			StartTime: start,
			EndTime: start,
		});
	}
	for (let index = 0; index < 13; index += 1) {
		const outcome = index % 4 === 2 ? faulted(STACK_TRACE) : successful;
		add(state, all, {
			Id: 127283 + index * 3,
			...onClassicHost(robots.docBot),
			...outcome,
			CreationTime: at(10 + index * 3, 1, 623),
			StartTime: at(10 + index * 3, 2, 790),
			EndTime: at(10 + index * 3, 47, 587),
		});
	}
	for (const Id of jobs.stopSample) {
		add(state, all, {
			Id,
			...onClassicHost(robots.docBot),
			State: 'Running',
			script: { kind: 'succeed', runMs: 365 * 24 * 60 * MINUTE },
			CreationTime: formatMs(state.clock.now() - 5 * MINUTE),
			StartTime: formatMs(state.clock.now() - 4 * MINUTE),
		});
	}
}

const CLAIM = JSON.stringify({ orderId: 'A-18', text: 'x'.repeat(12_000) });

/** Jobs whose input is a file, and whose fault only JobError explains: each on servers that know it. */
function addNewerJobs(state: State, times: (minutes: number) => Partial<Job>): void {
	add(state, releaseOf(state, 'invoiceProcessing'), {
		Id: jobs.inputFile,
		...times(206),
		...successful,
		...(state.settings.apiVersion < 20
			? { InputArguments: CLAIM }
			: { InputFile: addAttachment(state, 'input.json', Buffer.from(CLAIM)) }),
	});
	const agent = state.findRelease(releases.faultyAgent.id);
	if (!agent) return;
	const ended = times(205).EndTime ?? '';
	add(state, agent, {
		Id: jobs.agentFaulted,
		...times(205),
		...faulted(''),
		Type: 'ServerlessGeneric',
		RuntimeType: 'AgentService',
		robotId: null,
		machineId: null,
		HostMachineName: null,
		Info: null,
		ErrorCode: AGENT_ERROR.code,
		JobError: { ...AGENT_ERROR, timestamp: ended },
	});
}

function addFinanceJobs(state: State): void {
	const now = state.clock.now();
	const ago = (minutes: number, extraMs = 0) => formatMs(now - minutes * MINUTE + extraMs);
	const invoices = releaseOf(state, 'invoiceProcessing');
	const times = (minutes: number): Partial<Job> => ({
		...onFinanceHost,
		CreationTime: ago(minutes),
		StartTime: ago(minutes, 1_250),
		EndTime: ago(minutes, 31_370),
	});
	add(state, invoices, {
		Id: jobs.successful,
		...times(300),
		...successful,
		InputArguments: '{"orderId":"A-17"}',
		OutputArguments: '{"invoicesProcessed":3,"status":"done"}',
		Reference: 'demo-1',
	});
	add(state, releaseOf(state, 'reportBuilder'), {
		Id: jobs.faultedWithStackTrace,
		...times(290),
		...faulted(STACK_TRACE),
	});
	add(state, invoices, {
		Id: jobs.bigNumber,
		...times(280),
		...successful,
		OutputArguments: BIG_NUMBER_OUTPUT,
	});
	add(state, releaseOf(state, 'largeOutput'), {
		Id: jobs.outputFile,
		...times(270),
		...successful,
		...giveOutput(state, LARGE_OUTPUT),
	});
	add(state, releaseOf(state, 'approval'), {
		Id: jobs.suspended,
		...times(260),
		EndTime: null,
		State: 'Suspended',
		PersistenceId: keyOf(1),
	});
	add(state, releaseOf(state, 'hanging'), {
		Id: jobs.running,
		...times(250),
		EndTime: null,
		State: 'Running',
	});
	add(state, releaseOf(state, 'noHost'), {
		Id: jobs.pending,
		CreationTime: ago(240),
		verdict: {
			errors: ['No host is connected to the machine template.'],
			codes: ['TemplateNoHostsAvailable'],
		},
	});
	add(state, invoices, {
		Id: jobs.stopped,
		CreationTime: ago(230),
		StartTime: ago(229),
		EndTime: ago(229),
		State: 'Stopped',
		Info: 'Job canceled',
		StopStrategy: 'SoftStop',
	});
	add(state, releaseOf(state, 'badLogon'), {
		Id: jobs.faultedAtStart,
		...times(220),
		EndTime: ago(220, 1_250),
		...faulted(LOGON_FAILURE),
	});
	for (const [Id, State] of [
		[jobs.stopping, 'Stopping'],
		[jobs.terminating, 'Terminating'],
		[jobs.resumed, 'Resumed'],
	] as const) {
		add(state, releaseOf(state, 'hanging'), { Id, ...times(215), EndTime: null, State });
	}
	addNewerJobs(state, times);
	const base = parseTicks(ago(210)) ?? 0n;
	jobs.sameMillisecond.forEach((Id, index) =>
		add(state, invoices, {
			Id,
			...times(210),
			...successful,
			CreationTime: formatTicks(base + BigInt(index + 1)),
		}),
	);
}

/** Several hundred finished jobs, spread over the last days and over three folders. */
function addHistory(state: State): void {
	const now = state.clock.now();
	const names = ['invoiceProcessing', 'reportBuilder', 'invoiceArchive', 'transfer'] as const;
	for (let index = 0; index < 320; index += 1) {
		const name = names[index % names.length] ?? 'invoiceProcessing';
		const release = releaseOf(state, name);
		const created = now - (320 - index) * 23 * MINUTE - 6 * 60 * MINUTE;
		const scheduled = index % 5 === 0;
		add(state, release, {
			Id: 21_000 + index * 2,
			...onFinanceHost,
			...(name === 'reportBuilder' ? faulted(STACK_TRACE) : successful),
			...(name === 'transfer' ? { robotId: robots.transfers, HostMachineName: 'VM-ÜB-01' } : {}),
			Source: scheduled ? 'Every hour' : 'Manual',
			SourceType: scheduled ? 'Schedule' : 'Manual',
			StartingScheduleId: scheduled ? 77 : null,
			JobPriority: index % 7 === 0 ? 'High' : 'Normal',
			SpecificPriorityValue: index % 7 === 0 ? 65 : 45,
			CreationTime: formatMs(created),
			StartTime: formatMs(created + 1_031),
			EndTime: formatMs(created + 20_000 + index * 7),
		});
	}
}

export function addDemoJobs(state: State): void {
	addClassicJobs(state);
	addFinanceJobs(state);
	addHistory(state);
	for (const job of state.jobs) {
		if (job.State !== 'Faulted') continue;
		const at = Date.parse(job.EndTime ?? job.CreationTime);
		addLog(state, job, at - 5, 'Info', `${job.ReleaseName} execution started`);
		addLog(state, job, at, 'Error', job.Info ?? '');
	}
}
