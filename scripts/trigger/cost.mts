import {
	type Contender,
	type ContenderName,
	requestsOf,
	type Stand,
	waitForPoll,
} from './stand.mts';

/** What passed between n8n and Orchestrator. */
export interface Cost {
	readonly contender: ContenderName;
	readonly requests: number;
	/** Bytes of the requests and of the answers, headers included. */
	readonly sentBytes: number;
	readonly receivedBytes: number;
}

/** What a contender has cost so far. */
export function readCost(stand: Stand, contender: Contender): Cost {
	return {
		contender: contender.name,
		requests: requestsOf(stand, contender).length,
		sentBytes: contender.wire.sentBytes(),
		receivedBytes: contender.wire.receivedBytes(),
	};
}

/** Waits for the next poll of each contender and tells what that poll alone cost. */
export async function measureNextPoll(stand: Stand): Promise<Cost[]> {
	const now = Date.now();
	return await Promise.all(
		stand.contenders.map(async (contender) => {
			const before = readCost(stand, contender);
			await waitForPoll(stand, contender, now);
			const after = readCost(stand, contender);
			return {
				contender: contender.name,
				requests: after.requests - before.requests,
				sentBytes: after.sentBytes - before.sentBytes,
				receivedBytes: after.receivedBytes - before.receivedBytes,
			};
		}),
	);
}

/** The cost of a poll when there is no job at all: the tenant is emptied for it. */
export async function measureIdlePoll(stand: Stand): Promise<Cost[]> {
	const { control } = stand.sandbox;
	control.removeJobs(control.jobs().map(({ Id }) => Id));
	// The first one still tidies up.
	await measureNextPoll(stand);
	return await measureNextPoll(stand);
}
