import { setTimeout as sleep } from 'node:timers/promises';
import type { Teardown } from '../host/teardown.mts';
import { type Cost, measureNextPoll } from './cost.mts';
import { breakCredential } from './credential.mts';
import { readDeliveries } from './deliveries.mts';
import { FaultLedger } from './faults.mts';
import {
	publishAll,
	reviveHost,
	type Stand,
	unpublishAll,
	waitForPoll,
	waitForPolls,
} from './stand.mts';

export const BEFORE_ACTIVATION = 'before the activation';

/** Longer than a minute, so that at least one poll does not see the job. */
const LATE_MS = 75_000;

/** What a run goes through beside activation, equal end times, a burst and a late row. */
export interface StoryOptions {
	/** Minutes that n8n is down after it was killed. */
	readonly outageMinutes: number;
	/** Also break and mend the credential, unpublish and publish again. */
	readonly isLong: boolean;
	readonly report: (step: string) => void;
}

/** Lets every execution so far come to its end. */
async function settle({ session, contenders }: Stand) {
	for (const { workflowId } of contenders) await readDeliveries(session, workflowId);
}

async function activate(stand: Stand, faults: FaultLedger) {
	faults.add(BEFORE_ACTIVATION, 5);
	const now = Date.now();
	await publishAll(stand);
	for (const contender of stand.contenders) {
		// The trigger polls when it is activated; the schedule first runs a while later.
		if (contender.name === 'trigger') await waitForPoll(stand, contender, now, { quietMs: 0 });
	}
	faults.add('between the activation and the first scheduled poll', 3);
	faults.add('with equal end times', 7, { atOnce: true });
	await waitForPolls(stand);
}

async function burst(stand: Stand, faults: FaultLedger) {
	faults.add('in one burst', 1200);
	faults.add(`readable ${LATE_MS / 1000} s after they ended`, 3, { visibleAfterMs: LATE_MS });
	const lateUntil = Date.now() + LATE_MS;
	await waitForPolls(stand);
	await sleep(Math.max(0, lateUntil - Date.now()));
	await waitForPolls(stand);
}

async function crash(
	stand: Stand,
	faults: FaultLedger,
	{ outageMinutes }: StoryOptions,
	teardown: Teardown,
) {
	await settle(stand);
	await stand.server.kill();
	const length = outageMinutes > 0 ? ` (${outageMinutes} minutes)` : '';
	faults.add(`while n8n was down after SIGKILL${length}`, 10);
	await sleep(outageMinutes * 60_000);
	const now = Date.now();
	await reviveHost(stand, teardown);
	await Promise.all(stand.contenders.map(async (one) => await waitForPoll(stand, one, now)));
}

async function pause(stand: Stand, faults: FaultLedger) {
	await settle(stand);
	await unpublishAll(stand);
	faults.add('while the workflow was unpublished', 4);
	await sleep(60_000);
	const now = Date.now();
	await publishAll(stand);
	await Promise.all(stand.contenders.map(async (one) => await waitForPoll(stand, one, now)));
	await waitForPolls(stand);
}

export interface StoryResult {
	readonly faults: FaultLedger;
	/** Of the poll that finds nothing new after the burst; empty in a short story. */
	readonly busy: readonly Cost[];
}

/** Lets jobs fault at the moments at which triggers lose or double them. */
export async function playStory(
	stand: Stand,
	options: StoryOptions,
	teardown: Teardown,
): Promise<StoryResult> {
	const faults = new FaultLedger(stand.sandbox);
	const begin = Date.now();
	const report = (step: string) => {
		const seconds = Math.round((Date.now() - begin) / 1000);
		options.report(`${stand.mode}: ${step} (${seconds} s)`);
	};
	report('activation');
	await activate(stand, faults);
	report('burst and late rows');
	await burst(stand, faults);
	const busy = options.isLong ? await measureNextPoll(stand) : [];
	report('kill and restart');
	await crash(stand, faults, options, teardown);
	if (options.isLong) {
		report('broken credential');
		await breakCredential(stand, faults);
		report('unpublish and publish');
		await pause(stand, faults);
	}
	// What came twice may come as late as the poll after.
	report('one more poll');
	await waitForPolls(stand);
	await settle(stand);
	return { faults, busy };
}
