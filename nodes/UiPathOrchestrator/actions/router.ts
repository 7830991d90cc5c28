import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toOperationError } from '../helpers/operationError';
import { readFolderSelector } from '../parameters/locator';
import { isCancelled } from '../transport/pause';
import { openSession } from '../transport/session';
import type { CredentialType, Session } from '../transport/session';
import { toErrorItem } from './errorItem';
import { jobOperations } from './job';
import type { Operation } from './operation';

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
 * Runs the chosen operation for every input item: the one place that knows about the loop, about
 * pairing output to input, and about "continue on fail".
 */
export async function routeItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const openItemSession = createSessionPool(context);
	const node = context.getNode();
	const output: INodeExecutionData[] = [];

	for (const itemIndex of context.getInputData().keys()) {
		const origin = { node, itemIndex };
		try {
			const operation = findOperation(context, itemIndex);
			const folder = readFolderSelector(origin, context.getNodeParameter('folder', itemIndex, ''));
			const scope = { session: await openItemSession(itemIndex), folder, itemIndex };
			const items = await operation.execute({ context, origin, itemIndex, scope });
			output.push(...items.map((item) => ({ ...item, pairedItem: { item: itemIndex } })));
		} catch (caught: unknown) {
			if (!context.continueOnFail() || isCancelled(context)) throw passOn(caught);
			output.push(toErrorItem(caught, itemIndex));
		}
	}
	return [output];
}

/** Errors leave as they are: they were built with node, item and next step where they arose. */
const passOn = (caught: unknown): unknown => caught;
