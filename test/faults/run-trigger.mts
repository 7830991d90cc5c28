/** Polls an active trigger against a stand. */
import { createHost, faultJobs, idsOf, pass, triggerSetup } from '../engine/trigger/polling.mts';
import type { PollHost } from '../engine/trigger/poll-host.mts';
import { toAttemptError } from './attempt-error.mts';
import type { Attempt } from './run-node.mts';
import type { Stand } from './stand.mts';

const hosts = new WeakMap<Stand, PollHost>();

/** Activates the trigger; then three jobs fault. */
export async function prepareTrigger(stand: Stand): Promise<void> {
	const { sandbox, credentials, login } = stand;
	const authentication = login === 'oAuth2' ? { authentication: 'oAuth2' } : {};
	const setup = { ...triggerSetup(sandbox, authentication), credentials };
	const host = createHost('scheduler', setup);
	hosts.set(stand, host);
	await host.activate();
	pass(sandbox, 1);
	faultJobs(sandbox, 3);
	pass(sandbox, 1);
}

/** One poll. What an earlier poll has emitted, a later one must not emit again. */
export async function pollTrigger(stand: Stand): Promise<Attempt> {
	const host = hosts.get(stand);
	if (!host) throw new Error('The trigger is not active');
	const begun = performance.now();
	try {
		const output = idsOf(await host.tick());
		return { status: 'success', output, durationMs: performance.now() - begun };
	} catch (caught: unknown) {
		const error = toAttemptError(caught);
		return { status: 'error', error, output: [], durationMs: performance.now() - begun };
	}
}
