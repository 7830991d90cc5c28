import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultLedger } from './faults.mts';
import {
	type Contender,
	publishAll,
	requestsOf,
	type Stand,
	unpublishAll,
	waitForPolls,
} from './stand.mts';

const REFUSED_POLLS = 2;
const POLLS_APART_MS = 20_000;
/** Two polls a minute apart, and what a scheduler takes for its rounds. */
const REFUSED_POLLS_WITHIN_MS = 150_000;
const CHECK_MS = 500;

/** Polls that were refused; several requests of one poll count once. */
function countRefusedPolls(stand: Stand, contender: Contender, since: number) {
	const refused = requestsOf(stand, contender).filter(
		({ at, status }) => at > since && status === 401,
	);
	return refused.filter(({ at }, index) => at - (refused[index - 1]?.at ?? 0) > POLLS_APART_MS)
		.length;
}

async function waitForRefusedPolls(stand: Stand, since: number) {
	const deadline = Date.now() + REFUSED_POLLS_WITHIN_MS;
	const isThrough = (contender: Contender) =>
		countRefusedPolls(stand, contender, since) >= REFUSED_POLLS;
	// A host with back-off leaves it at one: then time is up here, and the story goes on.
	while (!stand.contenders.every(isThrough) && Date.now() < deadline) await sleep(CHECK_MS);
}

/** Lets Orchestrator refuse the login for two polls, and then mends it. */
export async function breakCredential(stand: Stand, faults: FaultLedger) {
	const { control, token } = stand.sandbox;
	const now = Date.now();
	control.revokeToken(token);
	faults.add('while the credential was broken', 5);
	await waitForRefusedPolls(stand, now);
	control.addToken({ value: token });
	if (stand.mode === 'durable') {
		// After a 401 this host leaves the trigger alone for half an hour, or until it is published again.
		await unpublishAll(stand);
		await publishAll(stand);
	}
	await waitForPolls(stand);
}
