import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toOperationError } from '../helpers/operationError';
import { passOn } from '../helpers/passOn';
import { readFolderSelector } from '../parameters/locator';
import { isCancelled } from '../transport/pause';
import { openSession } from '../transport/session';
import type { CredentialType, Session } from '../transport/session';
import { toCancelledError } from '../transport/unansweredError';
import { nameItem, toErrorItem } from './errorItem';
import { jobOperations } from './job';
import { settleWatches } from './job/watch';
import type { Batch, Operation, Outcome } from './operation';

const RESOURCES: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	job: jobOperations,
};

const readCredentialType = (authentication: unknown): CredentialType =>
	authentication === 'oAuth2' ? 'uiPathOrchestratorOAuth2Api' : 'uiPathOrchestratorApi';

function findOperation(context: IExecuteFunctions, itemIndex: number): Operation {
	const resource = String(context.getNodeParameter('resource', itemIndex));
	const operation = String(context.getNodeParameter('operation', itemIndex));
	const operations = Object.hasOwn(RESOURCES, resource) ? RESOURCES[resource] : undefined;
	const found =
		operations !== undefined && Object.hasOwn(operations, operation)
			? operations[operation]
			: undefined;
	if (found !== undefined) return found;
	throw toOperationError(
		context.getNode(),
		`There is no operation '${operation}' of resource '${resource}'`,
		{ itemIndex, description: "Choose 'Resource' and 'Operation' from their lists." },
	);
}

/** Opens each login once per execution, however many items use it. */
function createSessionPool(context: IExecuteFunctions) {
	const sessions = new Map<string, Promise<Session>>();
	return async (itemIndex: number): Promise<Session> => {
		const credentialType = readCredentialType(
			context.getNodeParameter('authentication', itemIndex),
		);
		const session = sessions.get(credentialType) ?? openSession(context, credentialType);
		sessions.set(credentialType, session);
		return await session;
	};
}

/**
 * Reads every item before the first request is sent, so that bad input costs nothing; a failure ends
 * the run unless the node continues on fail.
 */
async function readItems(context: IExecuteFunctions, outcomes: Map<number, Outcome>) {
	const openItemSession = createSessionPool(context);
	const node = context.getNode();
	const batches = new Map<Operation, Batch>();
	for (const itemIndex of context.getInputData().keys()) {
		const origin = { node, itemIndex };
		try {
			const operation = findOperation(context, itemIndex);
			const batch = batches.get(operation) ?? operation.open();
			batches.set(operation, batch);
			const folder = readFolderSelector(origin, context.getNodeParameter('folder', itemIndex, ''));
			const scope = { session: await openItemSession(itemIndex), folder, itemIndex };
			batch.add({ context, origin, itemIndex, scope });
		} catch (caught: unknown) {
			if (!context.continueOnFail()) throw passOn(caught);
			outcomes.set(itemIndex, { failure: caught });
		}
	}
	return [...batches.values()];
}

/** Waits for the jobs of all items together, and puts what became of them in place of the waits. */
async function settleOutcomes(outcomes: Map<number, Outcome>): Promise<void> {
	const watched = [...outcomes].flatMap(([itemIndex, outcome]) =>
		'watch' in outcome ? [{ itemIndex, watch: outcome.watch }] : [],
	);
	const settled = await settleWatches(watched.map(({ watch }) => watch));
	for (const { itemIndex, watch } of watched) {
		const end = settled.get(watch);
		if (end !== undefined) outcomes.set(itemIndex, end);
	}
}

/** What a user has to know who runs the workflow again after an error. */
function describeOthers(done: number): string | undefined {
	if (done === 0) return undefined;
	return `Of the other items, ${done} had been carried out when this one failed; to get their results too, set 'On Error' of the node to continue.`;
}

/**
 * Ends the run for the first item, in their order, that failed; unless the node continues on fail.
 *
 * @param changed number of items that have changed something in Orchestrator
 */
function refuseFailures(
	context: IExecuteFunctions,
	outcomes: ReadonlyMap<number, Outcome>,
	changed: number,
): void {
	for (const itemIndex of context.getInputData().keys()) {
		const outcome = outcomes.get(itemIndex);
		if (outcome === undefined || !('failure' in outcome)) continue;
		if (isCancelled(context)) throw toCancelledError({ session: { context }, itemIndex });
		if (context.continueOnFail()) continue;
		throw passOn(nameItem(outcome.failure, itemIndex, describeOthers(changed)));
	}
}

/**
 * Runs the chosen operation for all input items: the one place that knows about the items, about
 * pairing output to input, and about "continue on fail". Jobs that items wait for are watched
 * together once all items have started theirs.
 */
export async function routeItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const outcomes = new Map<number, Outcome>();
	const pace = { keepsGoing: context.continueOnFail() };
	let changed = 0;
	for (const batch of await readItems(context, outcomes)) {
		for (const [itemIndex, outcome] of await batch.run(pace)) {
			outcomes.set(itemIndex, outcome);
			if (batch.effect === 'write' && !('failure' in outcome)) changed += 1;
		}
	}
	refuseFailures(context, outcomes, changed);
	await settleOutcomes(outcomes);
	refuseFailures(context, outcomes, changed);

	const output: INodeExecutionData[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		const outcome = outcomes.get(itemIndex);
		if (outcome === undefined) continue;
		if ('failure' in outcome)
			output.push(toErrorItem(outcome.failure, itemIndex, context.getNode()));
		if (!('items' in outcome)) continue;
		const pairedItem = { item: itemIndex };
		for (const item of outcome.items) output.push({ ...item, pairedItem });
	}
	return [output];
}
