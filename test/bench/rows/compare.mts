/** Runs the same work in several nodes, in turns, and takes the medians. */
import type { JsonObject } from '../../../scripts/host/json.mts';
import type { Peer, PeerWork } from '../stand/peer.mts';
import type { NodeDefinition } from '../stand/stand.mts';
import { FOLDER_ID, openEmulator, openTenant, type Tenant } from '../stand/tenant.mts';
import { findMedian } from '../statistics.mts';
import type { SandboxOptions } from '../../../sandbox/src/options.mts';
import type { Bench, ContenderName, Measured } from './row.mts';

export interface Comparison {
	readonly label: string;
	readonly options: SandboxOptions;
	/** Lays the work ready once. */
	prepare(tenant: Tenant): Promise<void>;
	/** Makes the input items of a run; called before each one. */
	createInputs(tenant: Tenant): Promise<readonly JsonObject[]>;
	describeNodes(tenant: Tenant): Partial<Record<ContenderName, NodeDefinition>>;
	readonly peerWork: PeerWork;
	/** Items that the floor, this node and the peer have to put out. */
	readonly expectedItems: number;
	/** Undoes what a run changed. */
	tidy?(tenant: Tenant): Promise<void>;
}

export type Times = Partial<Record<ContenderName, Measured>>;

interface Sample {
	readonly ms: number;
	readonly requests: number;
}

/**
 * Measures every contender `bench.pairs` times, each pair beginning with another one; the first run
 * of each warms up and does not count.
 * @throws Error when a contender put out something else than expected
 */
export async function compare(bench: Bench, comparison: Comparison): Promise<Times> {
	const stand = await bench.openStand();
	const emulator = await openEmulator(bench.teardown, comparison.options);
	const { tenantUrl, token } = emulator.address;
	const peer = bench.describePeer({ tenantUrl, token, folderId: String(FOLDER_ID) });
	const tenant = await openTenant(stand.session, emulator, peer);
	await comparison.prepare(tenant);
	const nodes = {
		...comparison.describeNodes(tenant),
		...buildPeer(tenant, peer, comparison.peerWork),
	};
	const names = Object.keys(nodes) as ContenderName[];
	const samples = new Map<ContenderName, Sample[]>(names.map((name) => [name, []]));

	const runOnce = async (name: ContenderName): Promise<Sample> => {
		const inputs = await comparison.createInputs(tenant);
		await emulator.call('takeRequests');
		const node = nodes[name];
		if (!node) throw new Error(`There is no ${name} in "${comparison.label}"`);
		const time = await stand.run(node, inputs);
		const requests = await emulator.call('takeRequests');
		const refused = requests.filter(({ status }) => status >= 400).length;
		const isComplete = name === 'http' || time.items === comparison.expectedItems;
		if (!isComplete || time.failed > 0 || refused > 0) {
			throw new Error(
				`${comparison.label}: ${name} put out ${time.items} items, ${time.failed} failed, ${refused} requests were refused`,
			);
		}
		await comparison.tidy?.(tenant);
		return { ms: time.ms, requests: requests.length };
	};

	for (let pair = 0; pair <= bench.pairs; pair += 1) {
		bench.report(`${comparison.label}: ${pair === 0 ? 'warm-up' : `${pair} of ${bench.pairs}`}`);
		for (const index of names.keys()) {
			const name = names[(index + pair) % names.length];
			if (name === undefined || (pair === 0 && name === 'sequential')) continue;
			const sample = await runOnce(name);
			if (pair > 0) samples.get(name)?.push(sample);
		}
	}
	await emulator.close();
	return Object.fromEntries([...samples].map(([name, runs]) => [name, summarize(runs)]));
}

function buildPeer(
	{ peer: login }: Tenant,
	peer: Peer | undefined,
	work: PeerWork,
): { peer?: NodeDefinition } {
	const node = peer?.works[work];
	if (!peer || !node || !login) return {};
	return { peer: { ...node, credentials: { [peer.credential.type]: login } } };
}

function summarize(samples: readonly Sample[]): Measured {
	const times = samples.map(({ ms }) => ms);
	return {
		ms: findMedian(times),
		range: [Math.min(...times), Math.max(...times)],
		requests: Math.max(...samples.map(({ requests }) => requests)),
	};
}

/** How many times as long `one` took as `other`; NaN when one of them was not measured. */
export const divide = (one: Measured | undefined, other: Measured | undefined): number =>
	(one?.ms ?? NaN) / (other?.ms ?? NaN);
