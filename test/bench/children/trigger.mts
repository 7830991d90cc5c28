/** Polls of the trigger in a folder where nothing happens. */
import type { IDataObject } from 'n8n-workflow';
import type { NodeSetup } from '../../engine/harness/harness.mts';
import { openWire } from '../../../scripts/trigger/wire.mts';
import { type ChildArguments, finish, readArguments } from './child.mts';
import { loadHarness, setUpNode } from './node.mts';

export interface TriggerResult {
	/** Of one poll, headers included. */
	readonly sentBytes: number;
	readonly receivedBytes: number;
	/** When it began, ms since 1970. */
	readonly begunAt: number;
}

const { address } = await readArguments<ChildArguments>();
const harness = await loadHarness();
const wire = await openWire(address.origin);
const tenantUrl = address.tenantUrl.replace(address.origin, wire.origin);
const setup: NodeSetup = {
	...setUpNode({ ...address, tenantUrl }, { event: 'jobFaulted' }),
	type: 'uiPathOrchestratorTrigger',
};

const poll = async (staticData: IDataObject) =>
	(await harness.poll(setup, { staticData })).staticData;

// The first one finds where to begin.
let state = await poll({});
state = await poll(state);
const sent = wire.sentBytes();
const received = wire.receivedBytes();
const begunAt = Date.now();
await poll(state);
await wire.close();
finish({
	sentBytes: wire.sentBytes() - sent,
	receivedBytes: wire.receivedBytes() - received,
	begunAt,
} satisfies TriggerResult);
