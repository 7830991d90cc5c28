import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { authenticationField } from '../descriptions/authentication';
import { folderField } from '../descriptions/locators';
import { toOperationError } from '../helpers/operationError';
import { passOn } from '../helpers/passOn';
import { refuseEmptyExpressions } from '../parameters/emptyExpression';
import type { ItemOrigin } from '../parameters/inputError';
import { readFolderSelector } from '../parameters/locator';
import { readCredentialType } from '../parameters/login';
import { isInDoubt } from '../transport/doubt';
import { isCancelled } from '../transport/pause';
import { openSession } from '../transport/session';
import type { CredentialType, Session } from '../transport/session';
import { toCancelledError } from '../transport/unansweredError';
import { openRun } from './attempts';
import type { Run } from './attempts';
import { nameItem, toErrorItem } from './errorItem';
import { jobOperations } from './job';
import { settleWatches } from './job/watch';
import type { Batch, Operation, Outcome } from './operation';
import { describeOthers } from './others';

const RESOURCES: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	job: jobOperations,
};

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
	return async (credentialType: CredentialType): Promise<Session> => {
		const session = sessions.get(credentialType) ?? openSession(context, credentialType);
		sessions.set(credentialType, session);
		return await session;
	};
}

/** Reads a field that all operations have. */
function readCommon(
	context: IExecuteFunctions,
	origin: ItemOrigin,
	field: INodeProperties,
): unknown {
	const value: unknown = context.getNodeParameter(field.name, origin.itemIndex, '');
	refuseEmptyExpressions(origin, field, value);
	return value;
}

/**
 * Reads every item before the first request is sent, so that bad input costs nothing; a failure ends
 * the run unless the node continues on fail.
 */
async function readItems(context: IExecuteFunctions, run: Run, outcomes: Map<number, Outcome>) {
	const openItemSession = createSessionPool(context);
	const node = context.getNode();
	const batches = new Map<Operation, Batch>();
	for (const itemIndex of context.getInputData().keys()) {
		if (outcomes.has(itemIndex)) continue;
		const origin = { node, itemIndex };
		try {
			const operation = findOperation(context, itemIndex);
			const batch = batches.get(operation) ?? operation.open();
			batches.set(operation, batch);
			const folder = readFolderSelector(origin, readCommon(context, origin, folderField));
			const login = readCredentialType(origin, readCommon(context, origin, authenticationField));
			const scope = { session: await openItemSession(login), folder, itemIndex };
			const progress = run.progressOf(itemIndex);
			const { description: fields } = operation;
			batch.add({ context, origin, itemIndex, fields, scope, progress });
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

const hasFailed = (outcomes: ReadonlyMap<number, Outcome>): boolean =>
	[...outcomes.values()].some((outcome) => 'failure' in outcome);

/**
 * Ends the run for the first item, in their order, that failed; unless the node continues on fail.
 *
 * @param changing items that change something in Orchestrator, with what they had begun
 */
function refuseFailures(
	context: IExecuteFunctions,
	outcomes: ReadonlyMap<number, Outcome>,
	changing: ReadonlyMap<number, Outcome>,
): void {
	for (const itemIndex of context.getInputData().keys()) {
		const outcome = outcomes.get(itemIndex);
		if (outcome === undefined || !('failure' in outcome)) continue;
		if (isCancelled(context)) throw toCancelledError({ session: { context }, itemIndex });
		if (context.continueOnFail()) continue;
		const note = describeOthers(itemIndex, outcomes, changing);
		throw passOn(nameItem(outcome.failure, itemIndex, note));
	}
}

/** Outcomes of items that an earlier try of n8n has brought to an end. */
function recallOutcomes(context: IExecuteFunctions, run: Run): Map<number, Outcome> {
	const outcomes = new Map<number, Outcome>();
	for (const itemIndex of context.getInputData().keys()) {
		const end = run.recall(itemIndex);
		if (end !== undefined) outcomes.set(itemIndex, end);
	}
	return outcomes;
}

/**
 * Keeps for later tries what must not be done again. Only what changes something is kept: reading again
 * does no harm.
 */
function keepOutcomes(
	run: Run,
	outcomes: ReadonlyMap<number, Outcome>,
	changing: ReadonlyMap<number, Outcome>,
): void {
	for (const itemIndex of changing.keys()) {
		const outcome = outcomes.get(itemIndex);
		if (outcome !== undefined && 'items' in outcome) run.keep(itemIndex, outcome);
	}
}

/** The same for items of which it is not known whether their change was made. */
function keepDoubts(run: Run, { effect, settlesDoubts }: Batch, outcomes: Map<number, Outcome>) {
	if (effect === 'read' || settlesDoubts) return;
	for (const [itemIndex, outcome] of outcomes) {
		if ('failure' in outcome && isInDoubt(outcome.failure)) run.keep(itemIndex, outcome);
	}
}

/**
 * Runs the chosen operation for all input items: the one place that knows about the items, about
 * pairing output to input, about "continue on fail" and about n8n's own tries. Jobs that items wait for
 * are watched together once all items have started theirs.
 */
export async function routeItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run = openRun(context);
	const outcomes = recallOutcomes(context, run);
	const changing = new Map<number, Outcome>(outcomes);
	const pace = { keepsGoing: context.continueOnFail() };
	for (const batch of await readItems(context, run, outcomes)) {
		if (!pace.keepsGoing && hasFailed(outcomes)) break;
		const found = await batch.run(pace);
		keepDoubts(run, batch, found);
		for (const [itemIndex, outcome] of found) {
			outcomes.set(itemIndex, outcome);
			if (batch.effect === 'write') changing.set(itemIndex, outcome);
		}
	}
	keepOutcomes(run, outcomes, changing);
	refuseFailures(context, outcomes, changing);
	await settleOutcomes(outcomes);
	keepOutcomes(run, outcomes, changing);
	refuseFailures(context, outcomes, changing);
	return [toOutput(context, outcomes)];
}

function toOutput(
	context: IExecuteFunctions,
	outcomes: ReadonlyMap<number, Outcome>,
): INodeExecutionData[] {
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
	return output;
}
