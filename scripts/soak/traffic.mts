import type { Sandbox } from '../../sandbox/src/index.mts';
import type { Fault } from '../../sandbox/src/faults.mts';
import type { JobState } from '../../sandbox/src/model.mts';
import { SEED } from '../../sandbox/src/seed/ids.mts';

const RUN_MS = 45_000;
/** Within every watcher's look-back. */
const LATEST_VISIBLE_MS = 90_000;
const BURST = 150;

const { releases } = SEED;
/** What ends in the tenant besides what the workflows start themselves. */
const ENDS: ReadonlyArray<readonly [releaseKey: string, state: JobState, host: string]> = [
	[releases.reportBuilder.key, 'Faulted', 'ROBOT-01'],
	[releases.reportBuilder.key, 'Faulted', 'ROBOT-02'],
	[releases.invoiceProcessing.key, 'Successful', 'ROBOT-01'],
	[releases.invoiceProcessing.key, 'Faulted', 'ROBOT-02'],
	[releases.invoiceArchive.key, 'Successful', 'ROBOT-01'],
	[releases.invoiceArchive.key, 'Faulted', 'ROBOT-02'],
	[releases.invoiceArchive.key, 'Stopped', 'ROBOT-02'],
	[releases.classicArguments.key, 'Stopped', 'CLASSIC-1'],
	[releases.classicArguments.key, 'Successful', 'CLASSIC-1'],
];

const chance = (probability: number) => Math.random() < probability;

function endJob({ control }: Sandbox, count: number) {
	const [ReleaseKey, State, HostMachineName] =
		ENDS[Math.floor(Math.random() * ENDS.length)] ?? ENDS[0] ?? [];
	if (ReleaseKey === undefined || State === undefined) return;
	const now = Date.parse(control.now());
	// Many end at the very same moment, to the last of seven digits; some can be read only later.
	const digits = String(Math.floor(Math.random() * 10_000)).padStart(4, '0');
	const EndTime = new Date(now).toISOString().replace('Z', `${digits}Z`);
	const isLate = chance(0.15);
	const visibleAt = new Date(now + Math.random() * LATEST_VISIBLE_MS).toISOString();
	const job = {
		ReleaseKey,
		State,
		...(HostMachineName === undefined ? {} : { HostMachineName }),
		CreationTime: new Date(now - RUN_MS - 500).toISOString(),
		StartTime: new Date(now - RUN_MS).toISOString(),
		EndTime,
		Info: State === 'Faulted' ? 'System.TimeoutException: no answer within 30 seconds.' : null,
		...(isLate ? { visibleAt } : {}),
	};
	control.addJobs(Array.from({ length: count }, () => job));
}

/** Lets jobs end: a few each second, now and then a burst. */
export function endSomeJobs(sandbox: Sandbox): void {
	endJob(sandbox, chance(0.02) ? BURST : 1 + Math.floor(Math.random() * 3));
}

const API = '/odata/';
/** After a page instead of data, a host with durable cursors polls again in half an hour only. */
const CHANGES = 'POST /.*/odata/';
const MOST_IN_A_ROW = 3;
const REFUSED = { message: 'You are not authenticated!', errorCode: 0 };

/** What goes wrong between n8n and Orchestrator, for some requests in a row. */
const FAILURES: ReadonlyArray<readonly [fault: Fault, mostInARow: number]> = [
	[{ route: API, status: 429, headers: { 'retry-after': '1' }, body: '' }, MOST_IN_A_ROW],
	[{ route: API, status: 503, body: '' }, MOST_IN_A_ROW],
	[{ route: API, status: 500, body: '' }, MOST_IN_A_ROW],
	// n8n repeats the request once; refused twice, a host with durable cursors rests for half an hour.
	[{ route: API, status: 401, body: REFUSED }, 1],
	[{ route: API, action: 'reset-before' }, MOST_IN_A_ROW],
	[{ route: API, action: 'reset-after' }, MOST_IN_A_ROW],
	[{ route: API, action: 'reset-during-body' }, MOST_IN_A_ROW],
	[{ route: API, action: 'truncate' }, MOST_IN_A_ROW],
	[{ route: CHANGES, action: 'html' }, MOST_IN_A_ROW],
	[{ route: 'GET /exports/', status: 403, body: '' }, MOST_IN_A_ROW],
	[{ route: 'GET /exports/', action: 'reset-during-body' }, MOST_IN_A_ROW],
];

/** Arms a failure. @returns what it is, for the count */
export function injectFailure({ control }: Sandbox): string {
	const [fault, mostInARow] = FAILURES[Math.floor(Math.random() * FAILURES.length)] ?? [];
	if (fault === undefined || mostInARow === undefined) throw new Error('There is no failure');
	control.injectFault({ ...fault, times: 1 + Math.floor(Math.random() * mostInARow) });
	return fault.action ?? String(fault.status);
}
