import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toOperationError } from '../helpers/operationError';
import { passOn } from '../helpers/passOn';
import { readFolderSelector } from '../parameters/locator';
import { isCancelled } from '../transport/pause';
import { openSession } from '../transport/session';
import type { CredentialType, Session } from '../transport/session';
import { toErrorItem } from './errorItem';
import { jobOperations } from './job';
import { isWatch, settleWatches } from './job/watch';
import type { Settled, Watch } from './job/watch';
import type { Operation } from './operation';

const RESOURCES: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
	job: jobOperations,
};

/** What became of an input item: output, a failure, or jobs to wait for. */
type ItemResult = Settled | { readonly watch: Watch };

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

/** Runs the operation for every item; a failure ends the run unless the node continues on fail. */
async function runItems(context: IExecuteFunctions): Promise<ItemResult[]> {
	const openItemSession = createSessionPool(context);
	const node = context.getNode();
	const results: ItemResult[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		const origin = { node, itemIndex };
		try {
			const operation = findOperation(context, itemIndex);
			const folder = readFolderSelector(origin, context.getNodeParameter('folder', itemIndex, ''));
			const scope = { session: await openItemSession(itemIndex), folder, itemIndex };
			const result = await operation.execute({ context, origin, itemIndex, scope });
			results.push(isWatch(result) ? { watch: result } : { items: result });
		} catch (caught: unknown) {
			if (!context.continueOnFail() || isCancelled(context)) throw passOn(caught);
			results.push({ failure: caught });
		}
	}
	return results;
}

/**
 * Runs the chosen operation for every input item: the one place that knows about the loop, about
 * pairing output to input, and about "continue on fail". Jobs that items wait for are watched
 * together once all items have started theirs.
 */
export async function routeItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const results = await runItems(context);
	const settled = await settleWatches(
		results.flatMap((result) => ('watch' in result ? [result.watch] : [])),
	);
	const output = results.flatMap((result, itemIndex): INodeExecutionData[] => {
		const end = 'watch' in result ? settled.get(result.watch) : result;
		if (end !== undefined && 'items' in end) {
			return end.items.map((item) => ({ ...item, pairedItem: { item: itemIndex } }));
		}
		if (!context.continueOnFail() || isCancelled(context)) throw passOn(end?.failure);
		return [toErrorItem(end?.failure, itemIndex)];
	});
	return [output];
}
