/** Many triggers on one tenant, each polled once at the same moment, as n8n does every minute. */
import type { NodeSetup } from '../../engine/harness/harness.mts';
import { type ChildArguments, finish, readArguments } from './child.mts';
import { loadHarness, setUpNode } from './node.mts';

export interface TriggersArguments extends ChildArguments {
	readonly count: number;
}

export interface TriggersResult {
	readonly failed: number;
	readonly ms: number;
}

const { address, count } = await readArguments<TriggersArguments>();
const harness = await loadHarness();
const setup: NodeSetup = {
	...setUpNode(address, { event: 'jobFaulted' }),
	type: 'uiPathOrchestratorTrigger',
};
const { staticData } = await harness.poll(setup);

const begun = performance.now();
const polls = Array.from({ length: count }, async () => await harness.poll(setup, { staticData }));
const ends = await Promise.allSettled(polls);
const failed = ends.filter(({ status }) => status === 'rejected').length;
finish({ failed, ms: performance.now() - begun } satisfies TriggersResult);
